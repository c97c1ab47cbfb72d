// Escaping for GitHub's Markdown.
#include "report/markdown_text.hpp"

#include <algorithm>

#include "report/table.hpp"
#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace hvcompat {

namespace {

// On one line, cut, and without what a terminal would not be shown either.
std::string one_line(std::string_view text, std::size_t longest) {
  std::string line = as_utf8(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  line.erase(0, begin);
  line.erase(line.find_last_not_of(' ') + 1);
  return cut_to(for_terminal(line), longest);
}

std::size_t longest_run(std::string_view text, char of) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == of ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

bool is_in(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

std::string as_entity(char c) { return "&#" + std::to_string(static_cast<int>(c)) + ";"; }

std::string with_entities(std::string_view line) {
  std::string text;
  for (const char c : line) text += is_in("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) ? as_entity(c) : std::string(1, c);
  return text;
}

// What begins a list or an address only here: "- x", "1. x", "1) x", "www.x", "https://x".
bool is_markup_here(std::string_view line, std::size_t at) {
  const std::string_view before = line.substr(0, at);
  if (at == 0) return is_in("-+=", line[at]);
  const bool after_digits = std::ranges::all_of(before, is_digit);
  if (line[at] == '.') return after_digits || is_in("wW", before.back());
  return (line[at] == ')' && after_digits) || (line[at] == ':' && line.substr(at + 1).starts_with('/'));
}

}  // namespace

std::string markdown_code(std::string_view text, std::size_t longest) {
  const std::string line = one_line(text, longest);
  if (line.empty()) return {};
  // In a table, a `|` splits a code span whatever stands before it.
  if (is_in(line, '|')) return "<code>" + with_entities(line) + "</code>";
  const std::string fence(longest_run(line, '`') + 1, '`');
  const std::string pad = line.starts_with('`') || line.ends_with('`') ? " " : "";
  return fence + pad + line + pad + fence;
}

std::string markdown_prose(std::string_view text, std::size_t longest) {
  const std::string line = one_line(text, longest);
  std::string prose;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '|') {
      prose += as_entity(c);
      continue;
    }
    if (is_in(R"(\`*_[]<>#~&$)", c) || is_markup_here(line, at)) prose += '\\';
    prose += c;
    // Mentions and references are looked for when the escapes are gone: a space of no width parts them.
    if (c == '@' || c == '#') prose += "&#8203;";
  }
  return prose;
}

}  // namespace hvcompat
