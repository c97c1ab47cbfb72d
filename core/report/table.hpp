// A table of texts that fits a width, and texts made safe for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

// Without control characters and invisible direction marks: names of guests are written by others.
std::string for_terminal(std::string_view text);
// The same, but line ends and tabs stay.
std::string safe_lines(std::string_view text);

// Columns that a terminal needs for it: 2 for a wide character of East Asia or an emoji, 0 for a combining mark.
std::size_t width_of(std::string_view text);

// At most `width` columns, the last a `…` where something was cut off; no character is parted from its marks.
std::string cut_to(std::string_view text, std::size_t width);

// Words broken into lines of at most `width`; the lines after the first begin with `indent` spaces. A line that begins
// with `{` is meant for copying and is not broken.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent);

struct Column {
  std::string title;
  std::size_t least = 6;  // not narrowed below this, unless nothing else helps
  bool may_shrink = true;
  int rank = 0;  // where the table does not fit, the column of the highest rank is left out; 0: never
};

struct Cell {
  std::string text;
  std::string_view color = {};  // an escape sequence; empty: none
};

// Rows that belong together.
struct TableSection {
  std::string heading;  // a line of its own above the rows, which are then indented; empty: none
  std::string_view color = {};
  std::vector<std::vector<Cell>> rows;
};

struct Table {
  std::string text;
  std::vector<std::string> left_out;  // titles of columns for which there was no room
};

// Rows under a head line, columns two spaces apart. No line is wider than `width`: the widest column is narrowed first,
// then columns are left out, and in the end those that must stay are narrowed further.
Table render_table(const std::vector<Column>& columns, const std::vector<TableSection>& sections, std::size_t width);

}  // namespace hvcompat
