// Shapes of texts, and pseudonyms from keyed hashes.
#include "collect/pseudonyms.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/characters.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kLetters = 13;  // 65 bits: two of a million names do not meet

bool has_pattern(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::ranges::equal(text, pattern, [](char c, char wanted) { return wanted == 'h' ? is_hex(c) : c == wanted; });
}

bool is_uuid(std::string_view text) {
  return has_pattern(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh") ||
         (text.size() == 38 && text.front() == '{' && is_uuid(text.substr(1, 36)));
}

bool is_mac(std::string_view text) {
  return has_pattern(text, "hh:hh:hh:hh:hh:hh") || has_pattern(text, "hh-hh-hh-hh-hh-hh") ||
         has_pattern(text, "hhhh.hhhh.hhhh");
}

bool is_address(int family, const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> parsed{};
  return inet_pton(family, text.c_str(), parsed.data()) == 1;
}

// With a port, prefix length or zone behind it as well.
bool is_ip(std::string_view text) {
  if (text.starts_with('[')) text = text.substr(1, text.find(']') - 1);
  std::string address(text.substr(0, text.find_first_of("/%")));
  if (is_address(AF_INET6, address)) return true;
  address = address.substr(0, address.find(':'));
  return is_address(AF_INET, address);
}

// An address among other digits: 10.1.2.3-10.1.2.9
bool holds_ip(std::string_view digits) {
  while (!digits.empty()) {
    const std::size_t end = std::min(digits.find_first_not_of("0123456789."), digits.size());
    if (is_address(AF_INET, std::string(digits.substr(0, end)))) return true;
    digits.remove_prefix(std::min(end + 1, digits.size()));
  }
  return false;
}

// 4096, 9.4.1, 2026-11-20T22:42:00Z, 0x80070005, 16MiB, 300ms, v2.1
bool is_number(std::string_view text) {
  constexpr std::array<std::string_view, 14> kUnits{"s",   "ms",  "us", "h",  "B",  "KiB", "MiB",
                                                    "GiB", "TiB", "kB", "MB", "GB", "MHz", "GHz"};
  if (text.starts_with("0x") && std::ranges::all_of(text.substr(2), is_hex)) return text.size() <= 10;
  if (text.starts_with('v') && text.size() > 1) text.remove_prefix(1);
  const std::size_t end = std::min(text.find_first_not_of("0123456789.,:%+-"), text.size());
  const std::string_view digits = text.substr(0, end);
  if (std::ranges::none_of(digits, is_digit) || holds_ip(digits)) return false;
  const std::string_view rest = text.substr(end);
  if (rest.empty() || std::ranges::find(kUnits, rest) != kUnits.end()) return true;
  return end == 10 && rest.starts_with('T') && rest.find_first_not_of("T0123456789:.Z") == std::string_view::npos;
}

bool is_path(std::string_view text) {
  if (text.size() > 1 && (text.starts_with('/') || text.starts_with("~/") || text.starts_with("\\\\"))) return true;
  return text.size() > 2 && is_letter(text[0]) && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
}

// Labels with dots between, the last of which is no number: not 2.40GHz, not pc-q35-9.4.
bool is_host(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 2 >= text.size()) return false;
  return is_letter(text[dot + 1]) && text.find('/') == std::string_view::npos;
}

std::string_view prefix_of(TextShape shape) {
  switch (shape) {
    case TextShape::host:
      return "host-";
    case TextShape::mail:
      return "mail-";
    case TextShape::path:
      return "path-";
    case TextShape::ip:
      return "ip-";
    case TextShape::mac:
      return "mac-";
    default:
      return "name-";
  }
}

std::string letters_of(std::string_view hash) {
  constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  for (std::size_t i = 0; i < kLetters; ++i) text += kAlphabet[static_cast<unsigned char>(hash[i]) % kAlphabet.size()];
  return text;
}

std::string uuid_of(std::string_view hash) {
  std::string hex;
  for (const char c : hash.substr(0, 16)) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  const std::string_view all = hex;
  return fmt::format("{}-{}-{}-{}-{}", all.substr(0, 8), all.substr(8, 4), all.substr(12, 4), all.substr(16, 4),
                     all.substr(20));
}

}  // namespace

TextShape shape_of(std::string_view text) {
  if (is_uuid(text)) return TextShape::uuid;
  if (is_mac(text)) return TextShape::mac;
  if (is_ip(text)) return TextShape::ip;
  if (is_number(text)) return TextShape::number;
  if (!text.empty() && std::ranges::all_of(text, is_letter)) return TextShape::word;
  if (text.find("://") != std::string_view::npos) return TextShape::uri;
  if (text.find('@') != std::string_view::npos) return TextShape::mail;
  if (is_path(text)) return TextShape::path;
  return is_host(text) ? TextShape::host : TextShape::name;
}

Pseudonyms::Pseudonyms(std::string key, std::vector<std::string> keep) : key_(std::move(key)), keep_(std::move(keep)) {}

std::string Pseudonyms::of(std::string_view text) const {
  if (text.empty()) return {};
  const std::string hash = keyed_hash(key_, text);
  const TextShape shape = shape_of(text);
  if (shape == TextShape::uuid) return uuid_of(hash);
  if (shape == TextShape::uri) return fmt::format("{}://{}", text.substr(0, text.find("://")), letters_of(hash));
  return fmt::format("{}{}", prefix_of(shape), letters_of(hash));
}

bool Pseudonyms::keeps(std::string_view fact) const { return std::ranges::find(keep_, fact) != keep_.end(); }

}  // namespace hvcompat
