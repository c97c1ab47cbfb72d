// Taking an object's members by name and type, with an error at the place of each mistake.
#include <fmt/format.h>

#include <algorithm>

#include "text/json_document.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

std::string with_article(JsonKind kind) {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::integer:
      return "an integer";
    case JsonKind::array:
      return "an array";
    case JsonKind::object:
      return "an object";
    default:
      return fmt::format("a {}", name_of(kind));
  }
}

}  // namespace

ObjectReader::ObjectReader(const JsonDocument& document, const JsonNode& node, std::string what, Errors& errors)
    : document_(document),
      node_(node),
      what_(std::move(what)),
      errors_(errors),
      is_object_(node.kind == JsonKind::object) {
  if (!is_object_) error(node, fmt::format("expected an object, not {}", with_article(node.kind)));
}

void ObjectReader::error(const JsonNode& at, std::string message, std::string help) {
  if (!what_.empty()) message = fmt::format("{}: {}", what_, message);
  errors_.push_back(document_.error_at(at.offset, std::move(message), std::move(help)));
}

const JsonNode* ObjectReader::take(std::string_view key) {
  asked_.emplace(key);
  return node_.find(key);
}

const JsonNode* ObjectReader::required(std::string_view key) {
  const JsonNode* found = take(key);
  if (!found && is_object_) error(node_, fmt::format("`{}` is missing", key));
  return found;
}

const JsonNode* ObjectReader::of_kind(std::string_view key, JsonKind kind) {
  const JsonNode* found = take(key);
  if (!found || found->kind == kind) return found;
  error(*found, fmt::format("`{}` must be {}, not {}", key, with_article(kind), with_article(found->kind)));
  return nullptr;
}

std::string ObjectReader::required_string(std::string_view key) {
  if (!required(key)) return {};
  return string(key).value_or(std::string{});
}

std::optional<std::string> ObjectReader::string(std::string_view key) {
  const JsonNode* found = of_kind(key, JsonKind::string);
  return found ? std::optional(found->string) : std::nullopt;
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view key) {
  const JsonNode* found = of_kind(key, JsonKind::integer);
  return found ? std::optional(found->integer) : std::nullopt;
}

std::optional<bool> ObjectReader::boolean(std::string_view key) {
  const JsonNode* found = of_kind(key, JsonKind::boolean);
  return found ? std::optional(found->boolean) : std::nullopt;
}

std::vector<std::string> ObjectReader::strings(std::string_view key) {
  std::vector<std::string> texts;
  const JsonNode* found = array(key);
  if (!found) return texts;
  for (const JsonNode& item : found->items) {
    if (item.kind == JsonKind::string) {
      texts.push_back(item.string);
    } else {
      error(item, fmt::format("`{}` must hold strings, not {}", key, with_article(item.kind)));
    }
  }
  return texts;
}

const JsonNode* ObjectReader::array(std::string_view key) { return of_kind(key, JsonKind::array); }
const JsonNode* ObjectReader::object(std::string_view key) { return of_kind(key, JsonKind::object); }

std::optional<std::string> ObjectReader::one_of(std::string_view key, const std::vector<std::string_view>& allowed) {
  auto text = string(key);
  if (!text || std::ranges::find(allowed, *text) != allowed.end()) return text;
  std::string help = did_you_mean(*text, allowed);
  if (help.empty()) help = fmt::format("one of {}", fmt::join(allowed, ", "));
  error(*node_.find(key), fmt::format("`{}` is no `{}`", *text, key), std::move(help));
  return std::nullopt;
}

void ObjectReader::finish() {
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  for (const JsonMember& member : node_.members) {
    if (asked_.contains(member.key)) continue;
    JsonNode at;
    at.offset = member.key_offset;
    error(at, fmt::format("unknown key `{}`", member.key), did_you_mean(member.key, known));
  }
}

}  // namespace hvcompat
