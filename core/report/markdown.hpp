// The report as Markdown (GitHub's): for a pull request or a ticket.
#pragma once

#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

inline constexpr std::size_t kMarkdownGuests = 50;  // rows of the table
inline constexpr std::size_t kMarkdownItems = 20;   // of every list
inline constexpr std::size_t kMarkdownText = 200;   // characters of every text

// The answer (headline.hpp), a table of the guests that do not pass, the worst first, what to supply first, what was
// not evaluated, errors, notes, and the inputs folded. What is cut is counted. Nothing from outside is taken for
// markup. `guests`: with the table.
std::string render_markdown(const Report& report, bool guests = true);

}  // namespace hvcompat
