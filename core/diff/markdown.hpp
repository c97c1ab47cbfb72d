// A difference for a pull request or ticket.
#pragma once

#include <string>
#include <vector>

#include "diff/difference.hpp"

namespace hvcompat {

// `only`: the kinds of the guests listed, none: all that changed or moved; the counts are of all.
std::string render_markdown(const Difference& difference, const std::vector<ChangeKind>& only = {});

}  // namespace hvcompat
