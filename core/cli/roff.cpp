// Escaping for roff.
#include "cli/roff.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace hvcompat {
namespace {

// Of characters that typesetters take for something else.
std::string_view ascii_escape(char c) {
  switch (c) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    case '"':
      return "\\(dq";
    default:
      return {};
  }
}

// The character that begins at `at`, which moves behind it. Help texts are well-formed.
std::uint32_t take_character(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  const unsigned more = first >= 0xF0U ? 3 : first >= 0xE0U ? 2 : 1;
  std::uint32_t code = first & (0x3FU >> more);
  for (unsigned i = 0; i < more && at < text.size(); ++i)
    code = code << 6U | (static_cast<unsigned char>(text[at++]) & 0x3FU);
  return code;
}

}  // namespace

std::string roff_text(std::string_view text) {
  std::string result;
  bool bold = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x80U) {
      result += fmt::format("\\[u{:04X}]", take_character(text, at));
      continue;
    }
    if (c == '`') bold = !bold;
    const std::string_view escape = c == '`' ? (bold ? "\\fB" : "\\fR") : ascii_escape(c);
    result += escape.empty() ? std::string_view(&c, 1) : escape;
    ++at;
  }
  return result;
}

std::string roff_line(std::string_view text) {
  const std::string_view guard = text.starts_with('.') ? "\\&" : "";
  return std::string(guard) + roff_text(text) + "\n";
}

std::string roff_argument(std::string_view text) { return "\"" + roff_text(text) + "\""; }

}  // namespace hvcompat
