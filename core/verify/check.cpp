// Findings in words, and the list of all checks.
#include "verify/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace hvcompat {

namespace {

constexpr std::size_t kToldFaults = 3;

std::vector<Check> gathered() {
  std::vector<Check> checks;
  for (const auto group : {loading_checks, record_checks, fact_checks, telling_checks, stopping_checks, sameness_checks,
                           residue_checks, host_checks, peer_checks, fuzz_checks})
    std::ranges::move(group(), std::back_inserter(checks));
  std::ranges::stable_sort(checks, {}, &Check::level);
  return checks;
}

}  // namespace

std::string_view name_of(CheckState state) {
  constexpr std::array<std::string_view, 4> kNames{"passed", "failed", "skipped", "blocked"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view name_of_level(int level) {
  constexpr std::array<std::string_view, kLevels> kNames{"loads", "records", "behaviour", "hostile conditions"};
  return kNames[static_cast<std::size_t>(level - 1)];
}

Finding passed(std::string detail) { return {CheckState::passed, std::move(detail)}; }
Finding failed(std::string detail) { return {CheckState::failed, std::move(detail)}; }
Finding skipped(std::string why) { return {CheckState::skipped, std::move(why)}; }

std::span<const Check> all_checks() {
  static const std::vector<Check> checks = gathered();
  return checks;
}

const Check* find_check(std::string_view id) {
  const auto checks = all_checks();
  const auto found = std::ranges::find(checks, id, &Check::id);
  return found == checks.end() ? nullptr : &*found;
}

void Faults::add(std::string fault) {
  if (++count_ <= kToldFaults) told_.push_back(std::move(fault));
}

Finding Faults::finding(std::string when_none) const {
  if (count_ == 0) return passed(std::move(when_none));
  std::string text = fmt::format("{}", fmt::join(told_, "; "));
  if (count_ > told_.size()) text += fmt::format("; and {} more", count_ - told_.size());
  return failed(std::move(text));
}

}  // namespace hvcompat
