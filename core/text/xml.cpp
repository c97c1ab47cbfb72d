// Escaping for XML.
#include "text/xml.hpp"

#include "text/utf8.hpp"

namespace hvcompat {

namespace {

// What stands for `c`; empty: itself.
std::string_view entity(char c, bool attribute) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    case '"':
      return attribute ? "&quot;" : "";
    case '\n':
      return attribute ? "&#10;" : "";
    case '\t':
      return attribute ? "&#9;" : "";
    default:
      return {};
  }
}

std::string escaped(std::string_view text, bool attribute) {
  std::string out;
  for (const char c : as_text(text)) {
    const std::string_view instead = entity(c, attribute);
    if (instead.empty()) {
      out += c;
    } else {
      out += instead;
    }
  }
  return out;
}

}  // namespace

std::string xml_text(std::string_view text) { return escaped(text, false); }

std::string xml_attribute(std::string_view text) { return escaped(text, true); }

}  // namespace hvcompat
