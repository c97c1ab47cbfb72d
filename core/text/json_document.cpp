// JSON that people write, read with the place of every value.
#include "text/json_document.hpp"

#include <fmt/format.h>
#include <simdjson.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "text/json_parser.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20;
constexpr std::size_t kExcerptBefore = 60, kExcerptAfter = 40;  // bytes around the place

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

int characters(std::string_view text) {
  return static_cast<int>(std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

// The line around `offset`, left-trimmed, cut where it is long; the caret's place in it.
void add_excerpt(Error& error, std::string_view line, std::size_t at) {
  std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  begin = std::min(begin, at);
  if (at - begin > kExcerptBefore) begin = at - kExcerptBefore;
  std::size_t end = std::min(line.size(), at + kExcerptAfter);
  while (begin < at && continues_character(line[begin])) ++begin;
  while (end < line.size() && end > at && continues_character(line[end])) --end;
  error.excerpt = line.substr(begin, end - begin);
  // Control characters would move the caret or the terminal.
  std::ranges::replace_if(error.excerpt, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  error.caret = characters(line.substr(begin, at - begin)) + 1;
}

std::string why(int error_number) {
  std::string text = std::generic_category().message(error_number);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Error cannot_read(const std::filesystem::path& path, std::string_view reason) {
  return usage_error(fmt::format("cannot read `{}`: {}", path.string(), reason));
}

Error too_large(const std::filesystem::path& path, std::size_t limit) {
  const bool small = limit < kMebibyte;
  return cannot_read(path, fmt::format("larger than {} {}", limit / (small ? 1024 : kMebibyte), small ? "KiB" : "MiB"));
}

// Where it is known before the first byte is read.
std::optional<std::size_t> size_of(std::FILE* file) {
  struct stat status{};
  if (fstat(fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::size_t>(status.st_size);
}

}  // namespace

std::string_view name_of(JsonKind kind) {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return "boolean";
    case JsonKind::integer:
      return "integer";
    case JsonKind::number:
      return "number";
    case JsonKind::string:
      return "string";
    case JsonKind::array:
      return "array";
    case JsonKind::object:
      return "object";
  }
  return "?";
}

const JsonNode* JsonNode::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &JsonMember::key);
  return found == members.end() ? nullptr : &found->value;
}

Error JsonDocument::error_at(std::size_t offset, std::string message, std::string help) const {
  const std::string_view all = text;
  offset = std::min(offset, all.size());
  const std::size_t newline = offset == 0 ? std::string_view::npos : all.rfind('\n', offset - 1);
  const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  const std::string_view line = all.substr(start, all.find('\n', offset) - start);
  Error error;
  error.message = std::move(message);
  error.help = std::move(help);
  error.where.file = file;
  error.where.line = 1 + static_cast<int>(std::ranges::count(all.substr(0, offset), '\n'));
  error.where.column = 1 + characters(line.substr(0, offset - start));
  add_excerpt(error, line, offset - start);
  return error;
}

Result<JsonDocument> parse_json(std::string file, std::string text) {
  JsonDocument document{std::move(file), std::move(text), {}};
  if (!simdjson::validate_utf8(document.text)) {
    Error error = usage_error("the file is not UTF-8", "save it as UTF-8");
    error.where.file = document.file;
    return error;
  }
  JsonNode root;
  if (auto fault = parse_json_text(document.text, root)) {
    return document.error_at(fault->offset, std::move(fault->message), std::move(fault->help));
  }
  document.root = std::move(root);
  return document;
}

Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t limit) {
  const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return cannot_read(path, why(errno));
  const std::optional<std::size_t> size = size_of(file.get());
  if (size.value_or(0) > limit) return too_large(path, limit);
  std::string text;
  text.reserve(size.value_or(0));
  std::string buffer(std::size_t{64} << 10, '\0');
  for (;;) {
    const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get());
    text.append(buffer, 0, count);
    if (text.size() > limit) return too_large(path, limit);
    if (count < buffer.size()) break;
  }
  if (std::ferror(file.get()) != 0) return cannot_read(path, why(errno));
  return text;
}

Result<JsonDocument> read_json_file(const std::filesystem::path& path) {
  auto text = read_text_file(path);
  if (!text) return text.error();
  return parse_json(path.string(), std::move(*text));
}

}  // namespace hvcompat
