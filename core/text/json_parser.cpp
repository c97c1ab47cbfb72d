// The reader behind parse_json: one pass over the text, values with their places.
#include "text/json_parser.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>

#include "text/characters.hpp"

namespace hvcompat {

namespace {

constexpr int kDepth = 64;

void append_utf8(std::string& to, unsigned code) {
  const auto byte = [&](unsigned value) { to += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6));
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3F));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

std::optional<char> short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return std::nullopt;
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<JsonFault> run(JsonNode& root) {
    if (text_.starts_with("\xEF\xBB\xBF"))
      return JsonFault{0, "the text begins with a byte order mark", "save it as UTF-8 without one (no BOM)"};
    skip_space();
    if (value(root, 0)) {
      skip_space();
      if (at_ < text_.size()) fail(at_, "text after the end of the JSON value");
    }
    return std::move(fault_);
  }

 private:
  bool fail(std::size_t offset, std::string message, std::string help = {}) {
    fault_ = JsonFault{offset, std::move(message), std::move(help)};
    return false;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool fail_expected(std::string_view what) {
    if (at_ >= text_.size()) return fail(text_.size(), fmt::format("the text ends where {} is expected", what));
    return fail(at_, fmt::format("expected {}", what));
  }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  bool value(JsonNode& node, int depth) {
    node.offset = at_;
    const char c = peek();
    if (c == '{' || c == '[') {
      if (depth >= kDepth) return fail(at_, fmt::format("nested deeper than {} levels", kDepth));
      return c == '{' ? object(node, depth) : array(node, depth);
    }
    if (c == '"') {
      node.kind = JsonKind::string;
      return string(node.string);
    }
    if (c == '-' || is_digit(c)) return number(node);
    return word(node);
  }

  bool word(JsonNode& node) {
    if (take_word("null")) return true;
    node.kind = JsonKind::boolean;
    node.boolean = take_word("true");
    return node.boolean || take_word("false") || fail_expected("a value");
  }

  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  std::size_t take_digits() {
    const std::size_t start = at_;
    while (is_digit(peek())) ++at_;
    return at_ - start;
  }

  bool number(JsonNode& node) {
    const std::size_t start = at_;
    if (peek() == '-') ++at_;
    const bool zero = peek() == '0';
    const std::size_t digits = take_digits();
    if (digits == 0) return fail_expected("a digit");
    if (zero && digits > 1) return fail(start, "a number does not start with 0");
    const std::size_t whole = at_;
    if (peek() == '.') {
      ++at_;
      if (take_digits() == 0) return fail_expected("a digit");
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (take_digits() == 0) return fail_expected("a digit");
    }
    return convert(node, text_.substr(start, at_ - start), at_ == whole);
  }

  bool convert(JsonNode& node, std::string_view digits, bool is_integer) {
    const char* end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, node.number).ec != std::errc{}) {
      return fail(node.offset, "a number that is too large or too small");
    }
    is_integer = is_integer && std::from_chars(digits.data(), end, node.integer).ec == std::errc{};
    node.kind = is_integer ? JsonKind::integer : JsonKind::number;
    return true;
  }

  bool string(std::string& to) {
    const std::size_t start = at_++;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') return ++at_, true;
      if (c == '\\') {
        if (!escape(to)) return false;
        continue;
      }
      if (static_cast<unsigned char>(c) < 0x20) {
        return fail(at_, "a control character in a string", "write it as an escape, a line end as `\\n`");
      }
      to += c;
      ++at_;
    }
    return fail(start, "the string does not end");
  }

  bool escape(std::string& to) {
    const std::size_t start = at_++;
    const char c = peek();
    if (const auto plain = short_escape(c)) {
      to += *plain;
      ++at_;
      return true;
    }
    if (c != 'u') return fail(start, "an escape that JSON does not have");
    ++at_;
    auto code = hex4();
    if (code && *code >= 0xD800 && *code < 0xDC00 && take_word("\\u")) {
      const auto low = hex4();
      if (!low || *low < 0xDC00 || *low > 0xDFFF) return fail(start, "half a surrogate pair");
      code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
    }
    if (!code) return fail(start, "`\\u` needs four hexadecimal digits");
    if (*code >= 0xD800 && *code <= 0xDFFF) return fail(start, "half a surrogate pair");
    append_utf8(to, *code);
    return true;
  }

  std::optional<unsigned> hex4() {
    const std::string_view digits = text_.substr(at_, 4);
    unsigned code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (error != std::errc{} || digits.size() < 4 || end != digits.data() + 4) return std::nullopt;
    at_ += 4;
    return code;
  }

  bool array(JsonNode& node, int depth) {
    node.kind = JsonKind::array;
    ++at_;
    skip_space();
    if (take_word("]")) return true;
    for (;;) {
      skip_space();
      if (!value(node.items.emplace_back(), depth + 1)) return false;
      skip_space();
      if (take_word("]")) return true;
      if (!take_word(",")) return fail_expected("`,` or `]`");
    }
  }

  bool object(JsonNode& node, int depth) {
    node.kind = JsonKind::object;
    std::set<std::string, std::less<>> keys;
    ++at_;
    skip_space();
    if (take_word("}")) return true;
    for (;;) {
      skip_space();
      if (!member(node.members.emplace_back(), keys, depth)) return false;
      skip_space();
      if (take_word("}")) return true;
      if (!take_word(",")) return fail_expected("`,` or `}`");
    }
  }

  bool member(JsonMember& member, std::set<std::string, std::less<>>& keys, int depth) {
    if (peek() != '"') return fail_expected("a key in double quotes");
    member.key_offset = at_;
    if (!string(member.key)) return false;
    if (!keys.insert(member.key).second) {
      return fail(member.key_offset, fmt::format("the key `{}` stands here twice", member.key),
                  "remove one of the two");
    }
    skip_space();
    if (!take_word(":")) return fail_expected("`:`");
    skip_space();
    return value(member.value, depth + 1);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<JsonFault> fault_;
};

}  // namespace

std::optional<JsonFault> parse_json_text(std::string_view text, JsonNode& root) { return Parser(text).run(root); }

}  // namespace hvcompat
