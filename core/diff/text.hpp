// A difference for a terminal.
#pragma once

#include <string>
#include <vector>

#include "diff/difference.hpp"

namespace hvcompat {

struct DifferenceTextOptions {
  std::size_t width = 120;  // columns
  bool color = false;
  std::vector<ChangeKind> only = {};  // of the guests listed; the counts are of all
};

std::string render_text(const Difference& difference, const DifferenceTextOptions& options = {});

// What a run with --baseline says: the counts, and with their causes the guests that got worse, or that the baseline
// does not have and that warn, are undecided or fail.
std::string render_baseline(const Difference& difference, const DifferenceTextOptions& options = {});

}  // namespace hvcompat
