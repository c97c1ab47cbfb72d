// Text of manual pages: the macros of man(7), and plain text made safe for them.
#pragma once

#include <string>
#include <string_view>

namespace hvcompat {

// Backslashes, hyphens (ASCII's own), quotes and carets as roff wants them, other characters of UTF-8 as \[uXXXX]; what
// stands between backticks is bold.
std::string roff_text(std::string_view text);

// A line that is no macro whatever it begins with.
std::string roff_line(std::string_view text);

// An argument of a macro, in quotes.
std::string roff_argument(std::string_view text);

}  // namespace hvcompat
