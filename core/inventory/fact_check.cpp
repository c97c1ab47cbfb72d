// Checking a value against the type that the vocabulary gives its fact.
#include <fmt/format.h>

#include <algorithm>

#include "inventory/facts.hpp"
#include "text/characters.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

using Checked = boost::system::result<Value, std::string>;

Checked good(Value value) { return {boost::system::in_place_value, std::move(value)}; }
Checked bad(std::string message) { return {boost::system::in_place_error, std::move(message)}; }

std::string shown(const Value& value) {
  constexpr std::size_t kLongest = 60;
  std::string text = std::holds_alternative<std::string>(value) ? std::get<std::string>(value) : to_json_text(value);
  if (text.size() > kLongest) {
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text = text.substr(0, end) + "…";
  }
  return text;
}

Checked not_a(const Value& value, std::string_view what) {
  return bad(fmt::format("`{}` is not {}", shown(value), what));
}

std::string not_one_of(const FactSpec& spec, const std::string& text) {
  std::string message = fmt::format("`{}` is not one of {}", shown(text), fmt::join(spec.values, ", "));
  const std::string hint = did_you_mean(text, spec.values);
  return hint.empty() ? message : fmt::format("{}; {}", message, hint);
}

bool is_value_of(const FactSpec& spec, const std::string& text) {
  return std::ranges::find(spec.values, text) != spec.values.end();
}

Checked check_number(const FactSpec& spec, Value value) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  const auto* number = std::get_if<double>(&value);
  const bool is_integer = spec.type == FactType::integer;
  if (!integer && (is_integer || !number)) return not_a(value, is_integer ? "an integer" : "a number");
  const bool below =
      spec.minimum && (integer ? *integer < *spec.minimum : *number < static_cast<double>(*spec.minimum));
  if (below) return bad(fmt::format("`{}` is below {}", shown(value), *spec.minimum));
  if (!is_integer && integer) return good(static_cast<double>(*integer));
  return good(std::move(value));
}

Checked check_list(const FactSpec& spec, Value value) {
  auto* list = std::get_if<TextList>(&value);
  if (!list) return not_a(value, "a list of texts");
  for (const std::string& item : *list) {
    if (item.empty()) return bad("a text in the list is empty");
    if (!spec.values.empty() && !is_value_of(spec, item)) return bad(not_one_of(spec, item));
  }
  std::ranges::sort(*list);
  list->erase(std::unique(list->begin(), list->end()), list->end());
  return good(std::move(value));
}

Checked check_form(FactType type, const std::string& text) {
  switch (type) {
    case FactType::slug:
      return is_slug(text) ? good(text) : not_a(text, "a slug (a-z, 0-9, dot, dash, underscore)");
    case FactType::version:
      return Version::parse(text) ? good(text) : not_a(text, "a version (digit groups separated by dots)");
    case FactType::date:
      return is_date(text) ? good(text) : not_a(text, "a date (YYYY-MM-DD)");
    case FactType::time:
      return is_time(text) ? good(text) : not_a(text, "a time (YYYY-MM-DDThh:mm:ssZ)");
    default:
      return good(text);
  }
}

Checked check_text(const FactSpec& spec, Value value) {
  const auto* text = std::get_if<std::string>(&value);
  if (!text)
    return not_a(value, spec.type == FactType::enumeration ? "a text" : fmt::format("a {}", name_of(spec.type)));
  if (spec.type == FactType::enumeration) return is_value_of(spec, *text) ? good(*text) : bad(not_one_of(spec, *text));
  return check_form(spec.type, *text);
}

}  // namespace

Checked check_value(const FactSpec& spec, Value value) {
  switch (spec.type) {
    case FactType::boolean:
      return std::holds_alternative<bool>(value) ? good(std::move(value)) : not_a(value, "true or false");
    case FactType::integer:
    case FactType::number:
      return check_number(spec, std::move(value));
    case FactType::list:
      return check_list(spec, std::move(value));
    default:
      return check_text(spec, std::move(value));
  }
}

}  // namespace hvcompat
