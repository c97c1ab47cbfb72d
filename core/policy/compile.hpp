// The packs of a run, compiled: every rule list, boundary and advice as a decision diagram over one common domain.
#pragma once

#include <string>
#include <vector>

#include "policy/diagram.hpp"
#include "policy/domain.hpp"
#include "policy/pack.hpp"

namespace hvcompat {

// Leaves of CompiledPack::rules: 0 the pack does not apply, i + 1 rule i decides.
constexpr int kNotApplicableLeaf = 0;

// Leaves of CompiledPack::boundaries.
enum BoundaryLeaf : int { kClear = 0, kReachable = 1, kCrossed = 2, kNoBoundary = 3 };

struct CompiledAdvice {
  Diagram when;    // leaves 0 and 1
  Diagram unless;  // leaf 0 where there is none
};

struct CompiledPack {
  Pack pack;
  std::string note;     // said of every verdict of it: "a later revision, not known here, may apply"
  Diagram applies = 0;  // leaves 0 and 1
  Diagram rules = 0;
  std::vector<Diagram> rule_when;      // one a rule, leaves 0 and 1
  std::vector<Diagram> explicit_when;  // one a rule, leaves 0 and 1
  std::vector<Diagram> boundaries;
  std::vector<CompiledAdvice> advice;
  Diagram covers = DiagramStore::leaf(1);
};

struct PolicySet {
  Domain domain;
  DiagramStore store;
  std::vector<CompiledPack> packs;

  // The areas of the packs, in their order, each once.
  std::vector<std::string> areas() const;
};

struct NotedPack {
  Pack pack;
  std::string note;
};

// Compiles. Rules that can never decide are errors that name the pack's file and the rule.
Loaded<PolicySet> compile_policies(std::vector<NotedPack> packs);

}  // namespace hvcompat
