// A rule that was tried, in words: its tests with their facts, in the shape of its condition.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "policy/condition.hpp"

namespace hvcompat {

struct ExplainedLine {
  std::size_t indent = 0;
  std::string text;
};

// `step` as in a report's path. `condition` is the rule's own, null where its pack is not at hand: the tests then stand
// without their "not" and "any of".
std::vector<ExplainedLine> explain_step(const boost::json::object& step, const Condition* condition);

}  // namespace hvcompat
