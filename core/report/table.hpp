// A table of texts that fits a width, and texts made safe for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

// Without control characters and invisible direction marks: names of guests are written by others.
std::string for_terminal(std::string_view text);

// Characters, each counted as one column.
std::size_t width_of(std::string_view text);

// At most `width` columns, the last a `…` where something was cut off.
std::string cut_to(std::string_view text, std::size_t width);

// Words broken into lines of at most `width`; the lines after the first begin with `indent` spaces. A line that begins
// with `{` is meant for copying and is not broken.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent);

struct Column {
  std::string title;
  std::size_t least = 6;  // not narrowed below this
  bool may_shrink = true;
};

struct Cell {
  std::string text;
  std::string_view color = {};  // an escape sequence; empty: none
};

// Rows under a head line, columns two spaces apart, the widest narrowed first where it does not fit.
std::string render_table(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows,
                         std::size_t width);

}  // namespace hvcompat
