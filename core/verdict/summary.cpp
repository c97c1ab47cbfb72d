// Counting what the verdicts say.
#include <algorithm>
#include <map>

#include "verdict/evaluate.hpp"
#include "verdict/supply.hpp"

namespace hvcompat {
namespace {

// The most frequent first; of equals the first by name.
std::vector<NamedCount> ranked(const std::map<std::string, std::size_t>& counts) {
  std::vector<NamedCount> result;
  for (const auto& [name, count] : counts) result.push_back({name, count});
  std::stable_sort(result.begin(), result.end(),
                   [](const NamedCount& a, const NamedCount& b) { return a.count > b.count; });
  return result;
}

template <class Enum>
std::vector<NamedCount> in_order(const std::map<Enum, std::size_t>& counts) {
  std::vector<NamedCount> result;
  for (const auto& [value, count] : counts) result.push_back({std::string(name_of(value)), count});
  return result;
}

void count_missing(const GuestReport& guest, std::vector<MissingCount>& missing) {
  for (const MissingFact& fact : guest.verdict.missing) {
    auto found =
        std::find_if(missing.begin(), missing.end(), [&](const MissingCount& m) { return m.fact == fact.fact; });
    if (found == missing.end()) found = missing.insert(found, {fact.fact, fact.unknown.remedy, 0});
    ++found->guests;
  }
}

}  // namespace

void summarize(Report& report) {
  std::map<Level, std::size_t> levels;
  std::map<Outcome, std::size_t> outcomes;
  std::map<std::string, std::size_t> boundaries;
  std::map<std::string, std::size_t> not_assessed;
  std::map<std::string, std::size_t> reasons;
  Summary summary;
  summary.guests = report.guests.size();
  for (const GuestReport& guest : report.guests) {
    ++levels[guest.verdict.level];
    ++outcomes[guest.verdict.outcome];
    for (const BoundaryVerdict& boundary : guest.verdict.boundaries)
      if (boundary.state == BoundaryState::crossed || boundary.state == BoundaryState::reachable ||
          boundary.state == BoundaryState::unknown)
        ++boundaries[boundary.id + " " + std::string(name_of(boundary.state))];
    for (const AreaVerdict& area : guest.verdict.areas) {
      if (area.level == Level::not_assessed) ++not_assessed[area.area];
      for (const PackVerdict& pack : area.packs)
        if (!pack.why.empty()) ++reasons[pack.policy + " " + pack.rules.back() + ": " + pack.why];
    }
    count_missing(guest, summary.missing);
  }
  summary.levels = in_order(levels);
  summary.outcomes = in_order(outcomes);
  summary.boundaries = ranked(boundaries);
  summary.not_assessed = ranked(not_assessed);
  summary.reasons = ranked(reasons);
  std::stable_sort(summary.missing.begin(), summary.missing.end(),
                   [](const MissingCount& a, const MissingCount& b) { return a.guests > b.guests; });
  summary.supply = supply_steps(report.guests);
  report.summary = std::move(summary);
}

}  // namespace hvcompat
