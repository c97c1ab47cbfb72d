// JSON output for plugins: strings that are always valid UTF-8 and an object writer. C++17, nothing but the standard.
#ifndef HVCOMPAT_PLUGIN_JSON_HPP
#define HVCOMPAT_PLUGIN_JSON_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace hvc::json {

// Bytes of the well-formed UTF-8 sequence at the start of `text` (no overlong forms, surrogates or beyond U+10FFFF), or
// 0.
inline std::size_t utf8_sequence(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const unsigned char second = byte(1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : size;
}

// Whether all eight bytes stand in JSON as they are.
inline bool all_plain(std::uint64_t bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t high = 0x8080808080808080U;
  const auto has_zero = [](std::uint64_t word) { return (word - ones) & ~word & high; };
  return ((bytes & high) | ((bytes - ones * 0x20) & ~bytes & high) | has_zero(bytes ^ ones * '"') |
          has_zero(bytes ^ ones * '\\')) == 0;
}

// Bytes at the start of `text` that stand in JSON as they are: most texts are nothing else.
inline std::size_t plain_run(std::string_view text) {
  std::size_t size = 0;
  for (std::uint64_t bytes = 0; size + sizeof bytes <= text.size(); size += sizeof bytes) {
    std::memcpy(&bytes, text.data() + size, sizeof bytes);
    if (!all_plain(bytes)) break;
  }
  for (; size < text.size(); ++size) {
    const auto c = static_cast<unsigned char>(text[size]);
    if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') break;
  }
  return size;
}

// Appends `text` in quotes; each byte that is no UTF-8 becomes U+FFFD.
inline void append_string(std::string& out, std::string_view text) {
  constexpr char hex[] = "0123456789abcdef";
  out += '"';
  while (true) {
    const std::size_t plain = plain_run(text);
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto c = static_cast<unsigned char>(text.front());
    const std::size_t size = utf8_sequence(text);
    if (size == 0) {
      out += "\xEF\xBF\xBD";
    } else if (c == '"' || c == '\\') {
      (out += '\\') += text.front();
    } else if (c < 0x20) {
      (((out += "\\u00") += hex[c >> 4]) += hex[c & 15]);
    } else {
      out.append(text.substr(0, size));
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
  out += '"';
}

// Appends the members of one object to a text. Call close() once.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  Object(std::string& out, std::string_view key) : out_(out) {
    append_string(out_, key);
    out_ += ":{";
  }
  void text(std::string_view key, std::string_view value) {
    begin(key);
    append_string(out_, value);
  }
  void raw(std::string_view key, std::string_view json) {
    begin(key);
    out_.append(json);
  }
  // A member that is an object; nothing else is added before it is closed.
  Object object(std::string_view key) {
    begin(key);
    return Object(out_);
  }
  void close() { out_ += '}'; }

 private:
  void begin(std::string_view key) {
    if (!first_) out_ += ',';
    first_ = false;
    append_string(out_, key);
    out_ += ':';
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace hvc::json

#endif
