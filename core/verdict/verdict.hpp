// The answer for one guest: who supports it, under which clause, what is not known, and what would decide it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "inventory/facts.hpp"
#include "policy/level.hpp"

namespace hvcompat {

// An unknown fact on which an answer still depends: two completions that differ in it alone give different answers.
struct MissingFact {
  std::string fact;
  Unknown unknown;
};

// A test of a rule, with the fact it looked at; `holds` empty: not known.
struct PathTest {
  std::string fact;
  std::string test;   // "in extended, mainstream"
  std::string value;  // in words; empty where unknown
  std::string evidence;
  std::optional<bool> holds;
};

// A rule that was tried, in order, up to the deciding one.
struct PathStep {
  std::string rule;
  std::optional<bool> holds;
  std::vector<PathTest> tests;
};

struct PackVerdict {
  std::string policy;
  std::string revision;
  Level level = Level::indeterminate;  // not_applicable where the pack does not speak about the guest
  std::vector<Level> possible;
  std::optional<std::string> rule;  // the deciding one, none where several remain
  std::vector<std::string> rules;   // those that may decide, in pack order
  std::string why;                  // of the deciding rule; of several of one level, of the one that surely holds
  std::optional<Basis> basis;
  std::vector<std::string> clauses;
  std::vector<std::string> obligations;
  std::vector<std::string> reproduce_on;
  std::vector<MissingFact> missing;
  std::vector<PathStep> path;
  std::string note;  // "a later revision, not known here, may apply"
};

struct AreaVerdict {
  std::string area;
  bool assessed = true;  // false: none of the facts it needs is known; kept out of the guest's level
  Level level = Level::indeterminate;
  std::vector<Level> possible;  // best first, not_applicable last
  std::vector<MissingFact> missing;
  Outcome outcome = Outcome::undecided;
  std::vector<PackVerdict> packs;
};

enum class BoundaryState { crossed, reachable, clear, unknown, not_applicable };
std::string_view name_of(BoundaryState state);
std::optional<BoundaryState> boundary_state_named(std::string_view name);

struct BoundaryVerdict {
  std::string id;
  std::string policy;
  std::string feature;
  BoundaryState state = BoundaryState::unknown;
  std::vector<BoundaryState> possible;
  std::string responsible;
  Basis basis = Basis::explicit_;
  std::vector<std::string> clauses;
  std::string why;
  std::string remedy;
  std::vector<MissingFact> missing;
  std::vector<std::string> because;  // the facts that the feature's state came from, "guest.memory.ballooned_mib = 512"
};

struct AdviceText {
  std::string id;
  std::string policy;
  std::string text;
  std::vector<std::string> clauses;
};

// Two sources that disagree about one fact: "declared windows-server-2016, reported windows-server-2019".
struct Conflict {
  std::string fact;
  std::string text;
};

// The waiver of the site file that took a rule or boundary out.
struct AppliedWaiver {
  std::string rule;
  std::string reason;
  std::string owner;
  std::string expires;
  std::string where;  // "site.json:12"
};

struct Verdict {
  Level level = Level::indeterminate;
  std::vector<Level> possible;
  std::vector<MissingFact> missing;
  Outcome outcome = Outcome::undecided;
  std::vector<AreaVerdict> areas;
  std::vector<BoundaryVerdict> boundaries;
  std::vector<AdviceText> advice;
  std::vector<AppliedWaiver> waivers;
};

}  // namespace hvcompat
