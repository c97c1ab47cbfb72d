// Judging many guests.
#include "verdict/fleet_judge.hpp"

#include <algorithm>

#include "verdict/judge.hpp"
#include "verdict/restricted.hpp"

namespace hvcompat {

FleetJudge::FleetJudge(const FleetPlan& plan, FactPool& pool, const Evaluation& evaluation, WaiverBook& waivers)
    : plan_(plan), pool_(pool), policies_(evaluation.policies), profile_(evaluation.profile), waivers_(waivers) {
  const std::vector<FactDomain>& domain = policies_.domain.facts();
  for (std::size_t i = 0; i < domain.size(); ++i) {
    index_.push_back(pool_.needs().index_of(domain[i].fact));
    part_.push_back(plan.part_of(domain[i].fact));
    absent_.push_back(work_out_cells(i, kAbsent));
  }
  in_boundaries_.resize(domain.size());
  for (const CompiledPack& compiled : policies_.packs) {
    for (const std::string& name : compiled.pack.needs_any) assessing_.push_back(pool_.needs().index_of(name));
    for (std::size_t i = 0; i < compiled.boundaries.size(); ++i) {
      BoundaryCount& boundary = boundaries_.emplace_back();
      boundary.boundary = &compiled.pack.boundaries[i];
      boundary.diagram = compiled.boundaries[i];
      boundary.facts = domain_facts_in(policies_, {compiled.boundaries[i]});
      for (const std::size_t fact : boundary.facts) in_boundaries_[fact] = 1;
    }
  }
}

// What one fact leaves open, alone: all that diagrams see of it.
std::uint32_t FleetJudge::work_out_cells(std::size_t fact, FactId id) {
  const FactDomain& domain = policies_.domain.facts()[fact];
  Facts alone;
  if (id != kAbsent) alone.set(domain.fact, pool_.fact(id));
  const std::vector<CellSet> allowed = policies_.domain.allowed(alone);
  std::string bits;
  for (std::size_t i = 0; i < domain.variables(); ++i) {
    const CellSet& cells = allowed[static_cast<std::size_t>(domain.first_variable) + i];
    for (std::size_t cell = 0; cell < cells.size(); ++cell) bits += cells.has(cell) ? '1' : '0';
  }
  return open_.add(bits).id + 1;
}

std::uint32_t FleetJudge::cells_of(std::size_t fact, FactId id) {
  if (id == kAbsent) return absent_[fact];
  if (id >= cells_.size()) cells_.resize(id + 1, 0);
  if (cells_[id] == 0) cells_[id] = work_out_cells(fact, id);
  return cells_[id];
}

void FleetJudge::know_all_cells() {
  std::vector<std::size_t> places(pool_.needs().size(), index_.size());
  for (std::size_t fact = 0; fact < index_.size(); ++fact) places[index_[fact]] = fact;
  for (FactId id = 1; id < pool_.size(); ++id)
    if (const std::size_t fact = places[pool_.index_of(id)]; fact < index_.size()) cells_of(fact, id);
}

std::uint32_t FleetJudge::judge_levels(const FactVector& facts) {
  key_.clear();
  for (const FactIndex index : assessing_) key_.push_back(pool_.fact(facts[index]).known());
  for (const std::size_t fact : plan_.level_facts()) key_.push_back(cells_of(fact, facts[index_[fact]]));
  const std::uint32_t number = levels_known_.add(bytes_of_numbers(key_)).id;
  if (number < levels_.size()) return number;
  const Facts all = facts_of(pool_, facts);
  Restricted left(policies_, all, profile_);
  Levels& levels = levels_.emplace_back();
  levels.verdict = hvcompat::judge_levels(left, {.path = false, .waivers = {}});
  levels.outcome = outcome_of_levels(left, {});
  for (const MissingFact& missing : levels.verdict.missing)
    for (const std::string_view origin : plan_.origins_of(missing.fact))
      levels.origins.push_back(pool_.needs().index_of(origin));
  return number;
}

// Which facts would supply them: only what is not known of their origins tells that.
std::uint32_t FleetJudge::judge_missing(std::uint32_t levels, const FactVector& facts) {
  const std::vector<FactIndex>& origins = levels_[levels].origins;
  key_.assign(1, origins.empty() ? 0 : levels + 1);
  for (const FactIndex origin : origins) key_.push_back(pool_.fact(facts[origin]).known() ? kNotValid : facts[origin]);
  const std::uint32_t number = missing_known_.add(bytes_of_numbers(key_)).id;
  if (number == missing_.size())
    missing_.push_back({traced(levels_[levels].verdict.missing, facts_of(pool_, facts)), 0});
  return number;
}

std::uint32_t FleetJudge::judge(FactPart part, const FactVector& facts, const std::vector<std::size_t>& waivers) {
  Judged judged;
  if (part == kAnswerPart) {
    judged.levels = judge_levels(facts);
    judged.missing = judge_missing(judged.levels, facts);
  }
  // Waivers take rules of all packs and boundaries out at once: then all matters.
  const bool all_matter = !waivers.empty();
  key_.assign({judged.levels, judged.missing});
  judged.cells.resize(index_.size(), 0);
  for (std::size_t fact = 0; fact < index_.size(); ++fact) {
    if (part_[fact] != part || !(in_boundaries_[fact] || all_matter)) continue;
    judged.cells[fact] = cells_of(fact, facts[index_[fact]]);
    key_.push_back(judged.cells[fact]);
  }
  for (const std::size_t waiver : waivers) key_.push_back(static_cast<std::uint32_t>(waiver));
  key_.push_back(static_cast<std::uint32_t>(waivers.size()));
  const std::uint32_t number = judged_known_[part].add(bytes_of_numbers(key_)).id;
  if (number == judged_[part].size()) {
    judged.facts = facts;
    judged.waivers = waivers;
    judged_[part].push_back(std::move(judged));
  }
  return number;
}

// Facts that leave open what those of the guests do.
Facts FleetJudge::facts_together(const PartNumbers& judged) const {
  FactVector together = judged_[kAnswerPart][judged[kAnswerPart]].facts;
  for (std::size_t fact = 0; fact < index_.size(); ++fact)
    together[index_[fact]] = judged_[part_[fact]][judged[part_[fact]]].facts[index_[fact]];
  return facts_of(pool_, together);
}

BoundaryState FleetJudge::judge_boundary(BoundaryCount& boundary, const PartNumbers& judged) {
  key_.clear();
  for (const std::size_t fact : boundary.facts) key_.push_back(judged_[part_[fact]][judged[part_[fact]]].cells[fact]);
  const std::uint32_t number = boundary.known.add(bytes_of_numbers(key_)).id;
  if (number == boundary.states.size()) {
    DiagramStore scratch;
    const std::vector<CellSet> allowed = policies_.domain.allowed(facts_together(judged));
    boundary.states.push_back(
        boundary_state(leaves_of(scratch, restrict(policies_.store, boundary.diagram, allowed, scratch))));
  }
  return boundary.states[number];
}

Outcome FleetJudge::outcome_of(const PartNumbers& judged) {
  const Judged& answer = judged_[kAnswerPart][judged[kAnswerPart]];
  if (!answer.waivers.empty()) {
    const Verdict verdict = hvcompat::judge(policies_, facts_together(judged), profile_,
                                            {.path = false, .waivers = waivers_.apply(answer.waivers)});
    waivers_.used(verdict);
    return verdict.outcome;
  }
  Outcome outcome = levels_[answer.levels].outcome;
  for (BoundaryCount& boundary : boundaries_) {
    const Outcome own = hvcompat::outcome_of(judge_boundary(boundary, judged), boundary.boundary->basis, profile_);
    if (own != Outcome::pass) outcome = worse(outcome, own);
  }
  return outcome;
}

void FleetJudge::count(const PartNumbers& judged, Outcome outcome, std::size_t guests) {
  const Judged& answer = judged_[kAnswerPart][judged[kAnswerPart]];
  levels_[answer.levels].guests += guests;
  missing_[answer.missing].guests += guests;
  for (BoundaryCount& boundary : boundaries_) boundary.guests[judge_boundary(boundary, judged)] += guests;
  outcomes_[outcome] += guests;
}

Summary FleetJudge::summary() const {
  SummaryCounts counts;
  for (const Levels& levels : levels_) counts.add_levels(levels.verdict, levels.guests);
  for (const Missing& missing : missing_) counts.add_missing(missing.facts, missing.guests);
  for (const BoundaryCount& boundary : boundaries_)
    for (const auto& [state, guests] : boundary.guests) counts.add_boundary(boundary.boundary->id, state, guests);
  for (const auto& [outcome, guests] : outcomes_) counts.add_outcome(outcome, guests);
  return counts.summary();
}

}  // namespace hvcompat
