// Grouping of guests.
#include "report/grouping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace hvcompat {

namespace {

constexpr std::array<std::string_view, 7> kGroupNames = {"host",   "cluster", "level", "vendor",
                                                         "target", "outcome", "tag"};
constexpr std::array<Outcome, 7> kWorstFirst = {Outcome::error,  Outcome::fail, Outcome::undecided,     Outcome::warn,
                                                Outcome::waived, Outcome::pass, Outcome::not_applicable};

using Counts = std::array<std::size_t, kWorstFirst.size()>;

// Names of groups: empty where the guest has or tells none.
std::vector<std::string> keys_of(const GuestReport& guest, GroupBy by, bool several_targets) {
  const auto of_target = [&](const std::string& name) {
    return name.empty() || !several_targets ? name : guest.target + "/" + name;
  };
  switch (by) {
    case GroupBy::host:
      return {of_target(guest.host)};
    case GroupBy::cluster:
      return {of_target(guest.cluster)};
    case GroupBy::level:
      return {std::string(name_of(guest.verdict.level))};
    case GroupBy::vendor:
      return {guest.vendor};
    case GroupBy::target:
      return {guest.target};
    case GroupBy::outcome:
      return {std::string(name_of(guest.verdict.outcome))};
    case GroupBy::tag:
      break;
  }
  return guest.tags.empty() ? std::vector<std::string>{""} : guest.tags;
}

std::string title_of(const std::string& key, GroupBy by) {
  if (!key.empty()) return fmt::format("{} {}", name_of(by), key);
  return by == GroupBy::cluster || by == GroupBy::tag ? fmt::format("no {}", name_of(by))
                                                      : fmt::format("{} not known", name_of(by));
}

Counts counts_of(const std::vector<const GuestReport*>& guests) {
  Counts counts{};
  for (const GuestReport* guest : guests)
    ++counts[static_cast<std::size_t>(std::ranges::find(kWorstFirst, guest->verdict.outcome) - kWorstFirst.begin())];
  return counts;
}

std::vector<NamedCount> named(const Counts& counts) {
  std::vector<NamedCount> result;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) result.push_back({std::string(name_of(kWorstFirst[i])), counts[i]});
  return result;
}

}  // namespace

std::string_view name_of(GroupBy by) { return kGroupNames[static_cast<std::size_t>(by)]; }

std::optional<GroupBy> group_by_named(std::string_view name) {
  const auto found = std::ranges::find(kGroupNames, name);
  if (found == kGroupNames.end()) return std::nullopt;
  return static_cast<GroupBy>(found - kGroupNames.begin());
}

std::vector<GuestGroup> grouped(const Report& report, GroupBy by) {
  std::map<std::string, std::vector<const GuestReport*>> members;
  for (const GuestReport& guest : report.guests)
    for (const std::string& key : keys_of(guest, by, report.targets.size() > 1)) members[key].push_back(&guest);
  std::vector<std::pair<Counts, GuestGroup>> groups;
  for (auto& [key, guests] : members) {
    const Counts counts = counts_of(guests);
    groups.push_back({counts, {title_of(key, by), std::move(guests), named(counts)}});
  }
  std::ranges::stable_sort(groups, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<GuestGroup> result;
  for (auto& [counts, group] : groups) result.push_back(std::move(group));
  return result;
}

}  // namespace hvcompat
