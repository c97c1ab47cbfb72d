// What is left of the compiled policies once the facts of one guest are known: the ground on which a verdict is built.
//
// All packs are restricted into one scratch store and combined there, so that `possible` and `missing` of areas and of
// the guest are exact over common completions, and not a product of the packs' own sets.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "policy/compile.hpp"
#include "policy/profile.hpp"
#include "verdict/verdict.hpp"

namespace hvcompat {

struct RestrictedPack {
  const CompiledPack* compiled = nullptr;
  bool assessed = true;  // one of the facts it needs is known, or it surely does not apply
  bool counts = true;    // assessed, or the profile requires its area
  Diagram rules = 0;     // leaves as CompiledPack::rules
  Diagram levels = 0;    // leaves are Level
};

class Restricted {
 public:
  // The arguments must outlive it.
  Restricted(const PolicySet& policies, const Facts& facts, const Profile& profile);

  const PolicySet& policies() const { return policies_; }
  const Facts& facts() const { return facts_; }
  const Profile& profile() const { return profile_; }
  const std::vector<CellSet>& allowed() const { return allowed_; }
  const std::vector<RestrictedPack>& packs() const { return packs_; }

  Diagram left_of(Diagram diagram) { return restrict(policies_.store, diagram, allowed_, scratch_); }
  bool surely(Diagram condition) { return left_of(condition) == DiagramStore::leaf(1); }
  std::vector<int> leaves(Diagram left) const { return leaves_of(scratch_, left); }

  // The worst level of the packs of an area that count; leaves are Level.
  Diagram area_levels(const std::string& area);
  Diagram worst(Diagram a, Diagram b);

  // The outcomes that completions leave over the packs that count; `area` empty: of all areas. Leaves are Outcome.
  std::vector<int> outcomes(const std::string& area, const std::function<Outcome(const Rule&)>& outcome_of);

  // The unknown facts on which what is left still depends, in the order of first use by the packs.
  std::vector<MissingFact> missing_in(Diagram left) const;

 private:
  RestrictedPack restricted(const CompiledPack& compiled);
  bool is_assessed(const Pack& pack) const;

  const PolicySet& policies_;
  const Facts& facts_;
  const Profile& profile_;
  std::vector<CellSet> allowed_;
  DiagramStore scratch_;
  std::vector<RestrictedPack> packs_;
};

template <class T>
std::vector<T> as(const std::vector<int>& leaves) {
  std::vector<T> result;
  for (const int leaf : leaves) result.push_back(static_cast<T>(leaf));
  return result;
}

inline Diagram leaf_of(Level level) { return DiagramStore::leaf(static_cast<int>(level)); }
inline Diagram leaf_of(Outcome outcome) { return DiagramStore::leaf(static_cast<int>(outcome)); }

// The outcome of the levels, rules in `without` taken out; undecided where completions differ.
Outcome outcome_of_levels(Restricted& left, const std::string& area, const std::vector<std::string>& without = {});

// What a boundary that is not clear makes of an outcome.
Outcome outcome_of(BoundaryState state, Basis basis, const Profile& profile);

// The guest's outcome: its levels and its boundaries, and whether the waivers improve it.
Outcome outcome_of_guest(Restricted& left, const std::vector<BoundaryVerdict>& boundaries,
                         const std::vector<AppliedWaiver>& waivers);

// Of the leaves of a boundary's diagram that are left.
BoundaryState boundary_state(const std::vector<int>& leaves);

// How texts say the value of a fact.
using FactWords = std::function<std::string(const std::string& fact, const Value& value)>;
inline std::string plain_words(const std::string&, const Value& value) { return to_words(value); }

// The known facts that the feature's state came from: "guest.memory.ballooned_mib = 512".
std::vector<std::string> because(const Facts& facts, const std::string& feature, const FactWords& words);

std::vector<BoundaryVerdict> judge_boundaries(Restricted& left);
BoundaryVerdict judge_boundary(Restricted& left, const CompiledPack& compiled, std::size_t boundary);
std::vector<AdviceText> collect_advice(Restricted& left, const FactWords& words);

}  // namespace hvcompat
