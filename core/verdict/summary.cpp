// Counting what the verdicts say.
#include "verdict/summary_counts.hpp"

#include <algorithm>

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

}  // namespace

void SummaryCounts::add(const Verdict& verdict) {
  add_levels(verdict, 1);
  add_missing(verdict.missing, 1);
  add_outcome(verdict.outcome, 1);
  for (const BoundaryVerdict& boundary : verdict.boundaries) add_boundary(boundary.id, boundary.state, 1);
}

void SummaryCounts::add_levels(const Verdict& verdict, std::size_t guests) {
  guests_ += guests;
  levels_[verdict.level] += guests;
  for (const AreaVerdict& area : verdict.areas) {
    if (area.level == Level::not_assessed) not_assessed_[area.area] += guests;
    for (const PackVerdict& pack : area.packs)
      if (!pack.why.empty()) reasons_[pack.policy + " " + pack.rules.back() + ": " + pack.why] += guests;
  }
}

void SummaryCounts::add_boundary(const std::string& id, BoundaryState state, std::size_t guests) {
  if (state == BoundaryState::crossed || state == BoundaryState::reachable || state == BoundaryState::unknown)
    boundaries_[id + " " + std::string(name_of(state))] += guests;
}

void SummaryCounts::add_missing(const std::vector<MissingFact>& missing, std::size_t guests) {
  std::vector<std::string> together;
  for (const MissingFact& fact : missing) {
    auto found = std::ranges::find(missing_, fact.fact, &MissingCount::fact);
    if (found == missing_.end()) found = missing_.insert(found, {fact.fact, fact.unknown.remedy, 0});
    found->guests += guests;
    together.push_back(fact.fact);
  }
  if (together.empty()) return;
  std::ranges::sort(together);
  together.erase(std::ranges::unique(together).begin(), together.end());
  missing_together_[std::move(together)] += guests;
}

Summary SummaryCounts::summary() const {
  Summary summary;
  summary.guests = guests_;
  summary.levels = in_order(levels_);
  summary.outcomes = in_order(outcomes_);
  summary.boundaries = ranked(boundaries_);
  summary.not_assessed = ranked(not_assessed_);
  summary.reasons = ranked(reasons_);
  summary.missing = missing_;
  std::ranges::stable_sort(summary.missing, std::ranges::greater(), &MissingCount::guests);
  summary.supply = supply_steps(missing_together_);
  return summary;
}

void summarize(Report& report) {
  SummaryCounts counts;
  for (const GuestReport& guest : report.guests) counts.add(guest.verdict);
  report.summary = counts.summary();
}

}  // namespace hvcompat
