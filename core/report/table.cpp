// A table of texts that fits a width, and texts made safe for a terminal.
#include "report/table.hpp"

#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "report/color.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kIndent = 2;  // of rows under a heading
constexpr const char* kEncoding = "UTF-8";

const std::uint8_t* as_u8(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

// The first character with the marks that belong to it.
std::string_view first_character(std::string_view text) {
  const std::uint8_t* begin = as_u8(text);
  const std::uint8_t* end = u8_grapheme_next(begin, begin + text.size());
  return text.substr(0, static_cast<std::size_t>(end - begin));
}

constexpr std::array<ucs4_t, 3> kNoWidth = {0x200B, 0x2060, 0xFEFF};  // spaces that nobody sees: no joiners

// Control characters, marks that turn the direction of writing, separators of lines and paragraphs, and what looks
// like nothing.
bool is_unsafe(ucs4_t character) {
  return std::ranges::find(kNoWidth, character) != kNoWidth.end() ||
         uc_is_general_category_withtable(character, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp) ||
         uc_is_property_bidi_control(character);
}

std::size_t total(const std::vector<std::size_t>& widths) {
  std::size_t sum = 0;
  for (const std::size_t width : widths) sum += width + kGap;
  return sum - kGap;
}

std::vector<std::size_t> content_widths(const std::vector<Column>& columns, const std::vector<TableSection>& sections) {
  std::vector<std::size_t> widths(columns.size(), 0);
  for (const TableSection& section : sections)
    for (const auto& row : section.rows)
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i].text));
  return widths;
}

std::vector<std::size_t> natural_widths(const std::vector<Column>& columns, const std::vector<std::size_t>& content) {
  std::vector<std::size_t> widths = content;
  for (std::size_t i = 0; i < columns.size(); ++i) widths[i] = std::max(widths[i], width_of(columns[i].title));
  return widths;
}

// Narrows the widest of those that may be narrowed, one column at a time; false where that is not enough.
bool narrow(std::vector<std::size_t>& widths, const std::vector<std::size_t>& least, std::size_t width) {
  while (total(widths) > width) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] <= least[i]) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == widths.size()) return false;
    --widths[widest];
  }
  return true;
}

// `wanted`: what a column is not narrowed below where it may be narrowed at all.
std::vector<std::size_t> least_widths(const std::vector<Column>& columns, const std::vector<std::size_t>& natural,
                                      const std::vector<std::size_t>& wanted) {
  std::vector<std::size_t> least;
  for (std::size_t i = 0; i < columns.size(); ++i)
    least.push_back(columns[i].may_shrink ? std::min(std::max(columns[i].least, wanted[i]), natural[i]) : natural[i]);
  return least;
}

std::vector<std::size_t> picked(const std::vector<std::size_t>& all, const std::vector<std::size_t>& indexes) {
  std::vector<std::size_t> some;
  for (const std::size_t i : indexes) some.push_back(all[i]);
  return some;
}

// A width of 0 leaves the column out. Titles are cut before what stands below them.
std::vector<std::size_t> fitting_widths(const std::vector<Column>& columns, const std::vector<std::size_t>& content,
                                        std::size_t width) {
  const std::vector<std::size_t> natural = natural_widths(columns, content);
  const std::vector<std::size_t> untitled = least_widths(columns, natural, content);
  const std::vector<std::size_t> least = least_widths(columns, natural, std::vector<std::size_t>(columns.size(), 0));
  std::vector<std::size_t> kept(columns.size());
  std::iota(kept.begin(), kept.end(), 0U);
  std::vector<std::size_t> widths = natural;
  while (!narrow(widths, picked(untitled, kept), width) && !narrow(widths, picked(least, kept), width)) {
    const auto last = std::ranges::max_element(kept, {}, [&](std::size_t i) { return columns[i].rank; });
    if (columns[*last].rank == 0) {
      narrow(widths, std::vector<std::size_t>(kept.size(), 1), width);
      break;
    }
    kept.erase(last);
    widths = picked(natural, kept);
  }
  std::vector<std::size_t> result(columns.size(), 0);
  for (std::size_t i = 0; i < kept.size(); ++i) result[kept[i]] = widths[i];
  return result;
}

void append_cell(std::string& to, const Cell& cell, std::size_t width, bool last) {
  const std::string text = cut_to(cell.text, width);
  to += cell.color.empty() ? text : std::string(cell.color) + text + std::string(kReset);
  if (!last) to.append(width - width_of(text) + kGap, ' ');
}

void append_row(std::string& to, const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                std::size_t indent) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < row.size(); ++i)
    if (widths[i] > 0) shown.push_back(i);
  // Nothing follows the last cell that says something.
  while (shown.size() > 1 && row[shown.back()].text.empty()) shown.pop_back();
  to.append(indent, ' ');
  for (const std::size_t i : shown) append_cell(to, row[i], widths[i], i == shown.back());
  to += '\n';
}

std::vector<Cell> head_of(const std::vector<Column>& columns) {
  std::vector<Cell> head;
  for (const Column& column : columns) head.push_back({column.title});
  return head;
}

}  // namespace

std::string for_terminal(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    ucs4_t character = 0;
    const auto length = static_cast<std::size_t>(u8_mbtouc(&character, as_u8(text), text.size()));
    safe += is_unsafe(character) ? "?" : text.substr(0, length);
    text.remove_prefix(length);
  }
  return safe;
}

std::string safe_lines(std::string_view text) {
  std::string safe;
  while (true) {
    const std::size_t end = text.find_first_of("\n\t");
    safe += for_terminal(text.substr(0, end));
    if (end == std::string_view::npos) return safe;
    safe += text[end];
    text.remove_prefix(end + 1);
  }
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(u8_width(as_u8(text), text.size(), kEncoding));
}

std::string cut_to(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::string cut;
  for (std::size_t column = 1; !text.empty();) {
    const std::string_view character = first_character(text);
    column += width_of(character);
    if (column > width) break;
    cut += character;
    text.remove_prefix(character.size());
  }
  return cut + "…";
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

Table render_table(const std::vector<Column>& columns, const std::vector<TableSection>& sections, std::size_t width) {
  const bool has_headings =
      std::ranges::any_of(sections, [](const TableSection& section) { return !section.heading.empty(); });
  const std::size_t indent = has_headings ? kIndent : 0;
  const std::vector<std::size_t> widths =
      fitting_widths(columns, content_widths(columns, sections), width > indent ? width - indent : 1);
  Table table;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (widths[i] == 0) table.left_out.push_back(columns[i].title);
  append_row(table.text, head_of(columns), widths, indent);
  for (const TableSection& section : sections) {
    if (!section.heading.empty()) {
      append_cell(table.text, {section.heading, section.color}, width, true);
      table.text += '\n';
    }
    for (const auto& row : section.rows) append_row(table.text, row, widths, indent);
  }
  return table;
}

}  // namespace hvcompat
