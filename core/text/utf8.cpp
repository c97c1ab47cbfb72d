// Valid UTF-8 out of any bytes.
#include "text/utf8.hpp"

#include <algorithm>

namespace hvcompat {

namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// Length of the valid UTF-8 character at the start of `bytes`, 0 where there is none.
std::size_t character(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[i])); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return 0;
  }
  const unsigned second = byte(1);
  const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const bool outside = (first == 0xed && second >= 0xa0) || (first == 0xf4 && second >= 0x90);
  return overlong || outside ? 0 : length;
}

bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first == 0x7f || (first < 0x20 && first != '\t' && first != '\n' && first != '\r');
  if (character.size() == 2) return first == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;
  return character == "\xef\xbf\xbe" || character == "\xef\xbf\xbf";
}

std::string cleaned(std::string_view bytes, bool controls) {
  std::string clean;
  clean.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = character(bytes);
    const std::string_view next = bytes.substr(0, length);
    clean += length == 0 || (!controls && is_control(next)) ? kReplacement : next;
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return clean;
}

}  // namespace

std::string as_utf8(std::string_view bytes) { return cleaned(bytes, true); }

std::string as_text(std::string_view bytes) { return cleaned(bytes, false); }

}  // namespace hvcompat
