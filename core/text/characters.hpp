// Kinds of characters: of ASCII alone, whatever the locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace hvcompat {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
inline std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(), lower);
  return text;
}

constexpr bool is_slug_char(char c) { return is_lower(c) || is_digit(c) || c == '.' || c == '-' || c == '_'; }
// A word as facts and catalogs use them for names of kinds: `windows-server-2022`, `virtio-scsi`.
constexpr bool is_slug(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_slug_char); }

}  // namespace hvcompat
