// Deriving facts for many guests.
#include "verdict/fleet_derivation.hpp"

#include <algorithm>
#include <set>

#include "policy/advice_text.hpp"
#include "text/lists.hpp"
#include "verdict/evaluate_parts.hpp"
#include "verdict/first_steps.hpp"

namespace hvcompat {
namespace {

std::vector<Diagram> diagrams_of_levels(const PolicySet& policies) {
  std::vector<Diagram> diagrams;
  for (const CompiledPack& compiled : policies.packs) {
    diagrams.insert(diagrams.end(), {compiled.applies, compiled.rules, compiled.covers});
    diagrams.insert(diagrams.end(), compiled.rule_when.begin(), compiled.rule_when.end());
    diagrams.insert(diagrams.end(), compiled.explicit_when.begin(), compiled.explicit_when.end());
  }
  return diagrams;
}

}  // namespace

std::vector<std::size_t> domain_facts_in(const PolicySet& policies, const std::vector<Diagram>& diagrams) {
  std::set<std::size_t> found;
  for (const Diagram diagram : diagrams)
    for (const int variable : variables_of(policies.store, diagram))
      found.insert(static_cast<std::size_t>(&policies.domain.domain_of(variable) - policies.domain.facts().data()));
  return {found.begin(), found.end()};
}

FleetPlan::FleetPlan(const Evaluation& evaluation, bool lists_guests)
    : evaluation_(evaluation),
      lists_guests_(lists_guests),
      level_facts_(domain_facts_in(evaluation.policies, diagrams_of_levels(evaluation.policies))) {
  const std::vector<AttestRule>& rules = evaluation.site.facts.attest;
  std::vector<std::string_view> named(guest_os_reads().begin(), guest_os_reads().end());
  for (const AttestRule& rule : rules)
    for (const auto& [name, fact] : rule.facts) add_new(named, name);
  steps_.push_back({named, named, kAnswerPart, [&rules](Deriving& step, const RuleNumbers& numbers) {
                      std::vector<const AttestRule*> speaking;
                      for (const std::uint32_t number : numbers) speaking.push_back(&rules[number]);
                      identify(step, speaking);
                    }});
  for (const DeriveStep& step : derive_steps())
    steps_.push_back(
        {step.reads, step.gives, kAnswerPart, [&step](Deriving& deriving, const RuleNumbers&) { step.run(deriving); }});

  // What levels are made of is judged in one part, for it is told what is missing of it.
  std::vector<std::string_view> of_levels;
  for (const std::size_t fact : level_facts_) add_new(of_levels, evaluation.policies.domain.facts()[fact].fact);
  for (const CompiledPack& compiled : evaluation.policies.packs)
    for (const std::string& name : compiled.pack.needs_any) add_new(of_levels, name);
  for (std::size_t i = 0; i < of_levels.size(); ++i)
    for (const std::string_view origin : origins_of(of_levels[i])) add_new(of_levels, origin);
  for (Step& step : steps_) {
    const std::string_view gives = step.gives.front();
    if (!gives.starts_with("feature.") || std::ranges::find(of_levels, gives) != of_levels.end()) continue;
    step.part = gives == "feature.memory_overcommit" ? kMemoryPart : kOtherPart;
  }
}

const FleetPlan::Step* FleetPlan::step_giving(std::string_view fact) const {
  const auto found = std::ranges::find_if(
      steps_, [&](const Step& step) { return std::ranges::find(step.gives, fact) != step.gives.end(); });
  return found == steps_.end() ? nullptr : &*found;
}

FactPart FleetPlan::part_of(std::string_view fact) const {
  const Step* step = step_giving(fact);
  return step ? step->part : kAnswerPart;
}

bool FleetPlan::is_derived(std::string_view fact) const {
  const Step* step = step_giving(fact);
  return step && step != &steps_.front();
}

std::vector<std::string_view> FleetPlan::made_from(std::string_view fact) const {
  return is_derived(fact) ? step_giving(fact)->reads : std::vector<std::string_view>{};
}

std::vector<std::string_view> FleetPlan::origins_of(std::string_view fact) const {
  std::vector<std::string_view> origins{fact};
  for (std::size_t i = 0; i < origins.size(); ++i)
    if (const Step* step = step_giving(origins[i]))
      for (const std::string_view read : step->reads) add_new(origins, read);
  return origins;
}

void FleetPlan::keep(FactNeeds& needs, std::string_view fact, FactPart part) const {
  for (const std::string_view origin : origins_of(fact)) needs.add_to_part(needs.index_of(origin), part);
}

FactNeeds FleetPlan::needs() const {
  const Evaluation& evaluation = evaluation_;
  FactNeeds needs;
  for (const FactDomain& domain : evaluation.policies.domain.facts()) needs.add_exact(domain.fact);
  for (const CompiledPack& compiled : evaluation.policies.packs)
    for (const std::string& name : compiled.pack.needs_any) needs.add_exact(name);
  for (const AttestRule& rule : evaluation.site.facts.attest)
    for (const auto& [name, fact] : rule.facts) needs.add_exact(name);
  for (const auto& [name, fact] : evaluation.site.facts.customer) needs.add_exact(name);
  for (const SvvpListing& listing : evaluation.catalogs.svvp) {
    for (const auto& [arch, mib] : listing.max_memory_mib) needs.add_memory_limit(mib);
    if (listing.max_vcpus) needs.add_vcpu_limit(*listing.max_vcpus);
  }
  for (const FactDomain& domain : evaluation.policies.domain.facts()) keep(needs, domain.fact, part_of(domain.fact));
  for (const CompiledPack& compiled : evaluation.policies.packs)
    for (const std::string& name : compiled.pack.needs_any) keep(needs, name, kAnswerPart);
  if (lists_guests_) keep_what_guests_show(needs);
  return needs;
}

void FleetPlan::keep_what_guests_show(FactNeeds& needs) const {
  // What is read coarsely stays so: each guest's own value is told in its place.
  const auto show = [&](std::string_view fact) {
    const FactIndex index = needs.index_of(fact);
    if (index == kNoFact || needs.need_of(index) == Need::none) needs.add_exact(fact);
    keep(needs, fact, part_of(fact));
  };
  for (const std::string_view fact : naming_facts()) show(fact);
  for (const std::string_view fact : reproduction_facts()) show(fact);
  for (const CompiledPack& compiled : evaluation_.policies.packs) {
    for (const Boundary& boundary : compiled.pack.boundaries) show(boundary.feature);
    for (const Advice& advice : compiled.pack.advice)
      for (const std::string& fact : facts_filled_in(advice.text)) show(fact);
  }
}

Facts facts_of(const FactPool& pool, const FactVector& facts) {
  Facts result;
  for (std::size_t i = 0; i < facts.size(); ++i)
    if (facts[i] != kAbsent)
      result.set(std::string(pool.needs().name_of(static_cast<FactIndex>(i))), pool.fact(facts[i]));
  return result;
}

FleetDerivation::FleetDerivation(const FleetPlan& plan, FactPool& pool, const Evaluation& evaluation)
    : pool_(pool), evaluation_(evaluation) {
  for (const FleetPlan::Step& planned : plan.steps()) {
    Step& step = steps_.emplace_back();
    step.plan = &planned;
    for (const std::string_view name : planned.reads) step.reads.push_back(pool_.needs().index_of(name));
  }
}

FleetDerivation::Outputs FleetDerivation::work_out(const Step& step, const FactVector& before,
                                                   const RuleNumbers& rules) {
  Facts facts;
  for (const FactIndex index : step.reads)
    if (before[index] != kAbsent) facts.set(std::string(pool_.needs().name_of(index)), pool_.fact(before[index]));
  std::vector<FactConflict> conflicts;
  Deriving deriving{facts, conflicts, evaluation_.site.facts, evaluation_.catalogs, evaluation_.as_of};
  step.plan->run(deriving, rules);
  Outputs outputs;
  for (const auto& [name, fact] : facts) {
    const FactIndex index = pool_.needs().index_of(name);
    const FactId id = pool_.add(index, fact);
    if (id != before[index]) outputs.facts.emplace_back(index, id);
  }
  for (const FactIndex index : step.reads)
    if (before[index] != kAbsent && !facts.find(pool_.needs().name_of(index)))
      outputs.facts.emplace_back(index, kAbsent);
  if (!conflicts.empty()) {
    outputs.conflicts = static_cast<std::uint32_t>(conflicts_.size());
    conflicts_.push_back(std::move(conflicts));
  }
  return outputs;
}

const FleetDerivation::Outputs& FleetDerivation::run(Step& step, FactVector& facts, const RuleNumbers& rules) {
  key_.clear();
  for (const FactIndex index : step.reads) key_.push_back(facts[index]);
  if (&step == &steps_.front()) key_.insert(key_.end(), rules.begin(), rules.end());
  const std::uint32_t number = step.known.add(bytes_of_numbers(key_)).id;
  if (number == step.outputs.size()) step.outputs.push_back(work_out(step, facts, rules));
  const Outputs& outputs = step.outputs[number];
  for (const auto& [index, id] : outputs.facts) facts[index] = id;
  return outputs;
}

// Only what names and attests sees conflicts.
std::uint32_t FleetDerivation::derive(FactVector& facts, const RuleNumbers& rules, FactPart part) {
  const std::uint32_t conflicts = run(steps_.front(), facts, rules).conflicts;
  for (std::size_t i = 1; i < steps_.size(); ++i)
    if (steps_[i].plan->part == part) run(steps_[i], facts, rules);
  return conflicts;
}

}  // namespace hvcompat
