// The reasoning behind a pack's answer: which rules were tried, on which facts, with what result.
#pragma once

#include <vector>

#include "policy/compile.hpp"
#include "verdict/verdict.hpp"

namespace hvcompat {

// "applies_to" first, then the rules in order, up to the first that surely holds. `allowed` as Domain::allowed gives
// it.
std::vector<PathStep> walk_path(const PolicySet& policies, const CompiledPack& compiled, const Facts& facts,
                                const std::vector<CellSet>& allowed);

}  // namespace hvcompat
