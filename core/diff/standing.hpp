// Better or worse: the one order in which two answers about a guest are compared.
//
// Each step decides only where those before it find no difference:
//   1. the outcome: pass, not-applicable < waived < warn < undecided < fail < error. What was fine and is undecided now
//      is worse; that a waiver covers a guest is better than failing and worse than passing;
//   2. the levels that are possible: the worst of them, then the best, then the rest;
//   3. the areas, each by 1 and 2; one that is not assessed stands with the undecided;
//   4. the boundaries: clear < reachable < crossed < crossed and named by the document; an unknown one by the states
//      that are possible, but not among unknown ones.
// Where of several areas or boundaries some are better and some worse, the worst state that one of them came to or left
// decides. Not-applicable has no place among levels and states: a change from or to it is neither.
//
// Nothing is better because less of it was seen: where the outcome became undecided and the worst level is as possible
// as before, an area that found something is not assessed any more, or a boundary that was crossed or reachable may
// still be so, what would be better is neither. The way back is worse.
#pragma once

#include "verdict/verdict.hpp"

namespace hvcompat {

enum class Turn { better, none, worse };

// But for what was not seen any more, turn_of(a, b) is the opposite of turn_of(b, a).
Turn turn_of(const Verdict& before, const Verdict& after);

// How bad an outcome is for a gate, 0 for pass.
int severity(Outcome outcome);

}  // namespace hvcompat
