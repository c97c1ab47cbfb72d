// The answer for a whole report in one sentence, and what the answer does not speak about.
#pragma once

#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

// The answer for all guests in one sentence, the worst first: "3 of 13 guests would have nobody to call; 6 wait for
// missing facts". Of a report of nothing: "nothing was evaluated: …" and why.
std::string headline(const Report& report);

// "nothing was evaluated: all 13 guests were left out by --guest"; empty where something was.
std::string nothing_evaluated(const Report& report);

// "3 guests left out by --guest and --tag, 2 templates, 1 incomplete target (lab)"; empty where all was evaluated.
std::string not_evaluated(const Report& report);

}  // namespace hvcompat
