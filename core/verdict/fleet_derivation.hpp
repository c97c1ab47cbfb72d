// Deriving facts for many guests: each step once for each combination of what it reads.
#pragma once

#include <deque>
#include <functional>
#include <string_view>
#include <vector>

#include "inventory/derive_parts.hpp"
#include "inventory/fact_pool.hpp"
#include "text/interner.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {

// The numbers of rules of the site file that speak of a guest.
using RuleNumbers = std::vector<std::uint32_t>;

// What is derived and judged together.
class FleetPlan {
 public:
  struct Step {
    std::vector<std::string_view> reads;
    std::vector<std::string_view> gives;
    FactPart part;  // `identify` runs in all
    std::function<void(Deriving&, const RuleNumbers&)> run;
  };

  // `lists_guests`: all that a report says of each guest is wanted, not only counts.
  FleetPlan(const Evaluation& evaluation, bool lists_guests);

  const std::vector<Step>& steps() const { return steps_; }  // the first attests and names
  // The part in which a fact is derived, or else read.
  FactPart part_of(std::string_view fact) const;
  // Whether more is done to it than to attest and name.
  bool is_derived(std::string_view fact) const;
  // What its step reads; nothing of a fact that is not derived.
  std::vector<std::string_view> made_from(std::string_view fact) const;
  // What a fact is made of: itself, the facts that its step reads, theirs, and so on.
  std::vector<std::string_view> origins_of(std::string_view fact) const;
  // Of the facts of the domain those that levels depend on, by their place in it.
  const std::vector<std::size_t>& level_facts() const { return level_facts_; }
  FactNeeds needs() const;

 private:
  const Step* step_giving(std::string_view fact) const;
  void keep(FactNeeds& needs, std::string_view fact, FactPart part) const;
  void keep_what_guests_show(FactNeeds& needs) const;

  const Evaluation& evaluation_;
  bool lists_guests_;
  std::vector<std::size_t> level_facts_;
  std::vector<Step> steps_;
};

// The facts of the domain that diagrams test, by their place in it.
std::vector<std::size_t> domain_facts_in(const PolicySet& policies, const std::vector<Diagram>& diagrams);

// All facts of a guest that a part knows, by their index; kAbsent where there is none.
using FactVector = std::vector<FactId>;
Facts facts_of(const FactPool& pool, const FactVector& facts);

class FleetDerivation {
 public:
  FleetDerivation(const FleetPlan& plan, FactPool& pool, const Evaluation& evaluation);

  // What derive_facts() does with the facts of one guest whose host's load stands among them, as far as the part goes.
  // Gives the number of the conflicts that show.
  std::uint32_t derive(FactVector& facts, const RuleNumbers& rules, FactPart part);
  const std::vector<FactConflict>& conflicts(std::uint32_t number) const { return conflicts_[number]; }

 private:
  struct Outputs {
    std::vector<std::pair<FactIndex, FactId>> facts;
    std::uint32_t conflicts = 0;  // their number
  };
  struct Step {
    const FleetPlan::Step* plan;
    std::vector<FactIndex> reads;
    Interner known;  // combinations, by number
    std::vector<Outputs> outputs;
  };

  const Outputs& run(Step& step, FactVector& facts, const RuleNumbers& rules);
  Outputs work_out(const Step& step, const FactVector& before, const RuleNumbers& rules);

  FactPool& pool_;
  const Evaluation& evaluation_;
  std::deque<Step> steps_;
  std::vector<std::vector<FactConflict>> conflicts_{{}};
  std::vector<std::uint32_t> key_;
};

}  // namespace hvcompat
