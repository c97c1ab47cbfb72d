// A table of texts that fits a width, and texts made safe for a terminal.
#include "report/table.hpp"

#include <algorithm>

namespace hvcompat {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::string_view kReset = "\x1b[0m";

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The character that starts at `at`.
std::string_view character_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && continues_character(text[end])) ++end;
  return text.substr(at, end - at);
}

bool is_unsafe(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  // U+0080 to U+009F, U+200E and U+200F, U+2028 to U+202E, U+2066 to U+2069.
  if (character.size() == 2) return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  const std::string_view three = character.substr(0, 3);
  return (three >= "\xE2\x80\x8E" && three <= "\xE2\x80\x8F") || (three >= "\xE2\x80\xA8" && three <= "\xE2\x80\xAE") ||
         (three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9");
}

std::size_t total(const std::vector<std::size_t>& widths) {
  std::size_t sum = 0;
  for (const std::size_t width : widths) sum += width + kGap;
  return sum - kGap;
}

std::vector<std::size_t> natural_widths(const std::vector<Column>& columns,
                                        const std::vector<std::vector<Cell>>& rows) {
  std::vector<std::size_t> widths;
  for (const Column& column : columns) widths.push_back(width_of(column.title));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i].text));
  }
  return widths;
}

void fit(std::vector<std::size_t>& widths, const std::vector<Column>& columns, std::size_t width) {
  while (total(widths) > width) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (!columns[i].may_shrink || widths[i] <= columns[i].least) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == widths.size()) return;
    --widths[widest];
  }
}

void append_cell(std::string& to, const Cell& cell, std::size_t width, bool last) {
  const std::string text = cut_to(cell.text, width);
  to += cell.color.empty() ? text : std::string(cell.color) + text + std::string(kReset);
  if (!last) to.append(width - width_of(text) + kGap, ' ');
}

void append_row(std::string& to, const std::vector<Cell>& row, const std::vector<std::size_t>& widths) {
  // Nothing follows the last cell that says something.
  std::size_t count = row.size();
  while (count > 1 && row[count - 1].text.empty()) --count;
  for (std::size_t i = 0; i < count; ++i) append_cell(to, row[i], widths[i], i + 1 == count);
  to += '\n';
}

}  // namespace

std::string for_terminal(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = character_at(text, at);
    safe += is_unsafe(character) ? "?" : character;
    at += character.size();
  }
  return safe;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

std::string cut_to(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  std::string cut;
  for (std::size_t at = 0, column = 1; column < width; ++column) {
    const std::string_view character = character_at(text, at);
    cut += character;
    at += character.size();
  }
  return width == 0 ? cut : cut + "…";
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent) {
  const std::string margin = "\n" + std::string(indent, ' ');
  std::string wrapped;
  std::size_t column = indent;
  for (std::size_t at = 0; at < text.size();) {
    const bool for_copying = text[at] == '{' && (at == 0 || text[at - 1] == '\n');
    const std::size_t end = std::min(text.find_first_of(for_copying ? "\n" : " \n", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (column > indent && column + width_of(word) > width) {
      if (wrapped.ends_with(' ')) wrapped.pop_back();
      wrapped += margin;
      column = indent;
    }
    wrapped += word;
    column += width_of(word) + 1;
    if (end < text.size()) wrapped += text[end] == '\n' ? margin : " ";
    if (end < text.size() && text[end] == '\n') column = indent;
    at = end + 1;
  }
  return wrapped;
}

std::string render_table(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows,
                         std::size_t width) {
  std::vector<std::size_t> widths = natural_widths(columns, rows);
  fit(widths, columns, width);
  std::vector<Cell> head;
  for (const Column& column : columns) head.push_back({column.title});
  std::string text;
  append_row(text, head, widths);
  for (const auto& row : rows) append_row(text, row, widths);
  return text;
}

}  // namespace hvcompat
