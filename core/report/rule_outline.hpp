// What a pack tells about its clauses and rules besides the verdicts: their words and shapes, for the page.
#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "policy/pack.hpp"

namespace hvcompat {

// {"kb897615@2023-12-26":{"clauses":{"A5":{"where","summary"}},"rules":{"a5":[[indent,"any
// of"],[indent,"fact","test"],…]}}}; the condition for which a pack speaks at all stands as the rule `applies_to`, as
// it does in a verdict's path.
boost::json::object pack_words_json(const std::vector<Pack>& packs);

}  // namespace hvcompat
