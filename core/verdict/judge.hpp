// judge(): from compiled policies and the facts of one guest to its verdict. Pure: no clock, no files, no logs.
#pragma once

#include <vector>

#include "inventory/facts.hpp"
#include "policy/compile.hpp"
#include "policy/profile.hpp"
#include "verdict/verdict.hpp"

namespace hvcompat {

// How much is worked out: the path of every rule costs more than the answer.
struct JudgeOptions {
  bool path = true;
  std::vector<AppliedWaiver> waivers;  // those of the site file that speak about this guest and are in force
};

// `missing` names the packs' own facts; trace_missing() follows them to what would supply them.
Verdict judge(const PolicySet& policies, const Facts& facts, const Profile& profile, const JudgeOptions& options = {});

class Restricted;

// Of judge() the areas, the level, what is possible and what is missing: all that does not depend on boundaries.
Verdict judge_levels(Restricted& left, const JudgeOptions& options);

// The facts that would supply those that are missing: known ones are not among them, nor looked at.
std::vector<MissingFact> traced(const std::vector<MissingFact>& missing, const Facts& facts);

// Replaces every missing derived fact by the unknown facts that would decide it, with their reasons and remedies.
void trace_missing(Verdict& verdict, const Facts& facts);

}  // namespace hvcompat
