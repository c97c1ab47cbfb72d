// A difference as one JSON document, configs/schema/diff.schema.json.
#pragma once

#include <string>
#include <vector>

#include "diff/difference.hpp"

namespace hvcompat {

inline constexpr int kDifferenceSchema = 1;

// `only`: the kinds of the guests listed, none: all that changed or moved; the summary counts all.
std::string render_json(const Difference& difference, const std::vector<ChangeKind>& only = {});

}  // namespace hvcompat
