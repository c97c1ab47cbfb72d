// Inputs that do not fit together.
#include "verdict/input_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace hvcompat {
namespace {

std::string patterns_of(const AttestRule& rule) {
  return fmt::format("target `{}`, host `{}`, guest `{}`", rule.target, rule.host, rule.guest);
}

}  // namespace

std::vector<std::string> notes_of_targets(std::span<const TargetReport> targets) {
  std::map<std::string_view, std::size_t> inventories;
  for (const TargetReport& target : targets) ++inventories[target.name];
  std::vector<std::string> notes;
  for (const auto& [target, count] : inventories)
    if (count > 1)
      notes.push_back(
          fmt::format("target `{}` stands in {} inventories: each of its guests counts once for each; "
                      "evaluate one of them, or compare their reports with `hvcompat diff`",
                      target, count));
  return notes;
}

std::vector<std::string> notes_of_attestations(const Site& site, std::span<const TargetReport> targets,
                                               const AttestUse& use) {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < site.facts.attest.size(); ++i) {
    if (use[i]) continue;
    const AttestRule& rule = site.facts.attest[i];
    const auto names = [&](const auto& target) { return is_for_target(rule, target.name); };
    if (std::ranges::none_of(targets, names) && std::ranges::any_of(site.targets, names)) continue;
    notes.push_back(fmt::format("{}: attest[{}] speaks of no guest here ({}): remove it, or mend its patterns",
                                site.file, i, patterns_of(rule)));
  }
  return notes;
}

}  // namespace hvcompat
