// Escape sequences for lines that are written anew.
#include "cli/terminal_foot.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hvcompat {
namespace {

constexpr std::string_view kClearBelow = "\x1b[J";

int rows_of(const std::vector<int>& widths, int columns) {
  int rows = 0;
  for (const int width : widths) rows += std::max(1, (width + columns - 1) / columns);
  return rows;
}

}  // namespace

std::string TerminalFoot::redraw(std::string_view above, const std::vector<Line>& lines, int columns) {
  std::string bytes;
  if (!widths_.empty()) {
    const int rows = rows_of(widths_, std::max(columns, 1));
    bytes += rows > 1 ? fmt::format("\r\x1b[{}A", rows - 1) : "\r";
    bytes += kClearBelow;
  }
  bytes += above;
  widths_.clear();
  for (const Line& line : lines) {
    if (!widths_.empty()) bytes += '\n';
    bytes += line.text;
    widths_.push_back(line.width);
  }
  return bytes;
}

}  // namespace hvcompat
