// From JSON to values of facts.
#include "inventory/json_value.hpp"

#include <algorithm>

namespace hvcompat {

std::optional<Value> scalar_of(const JsonNode& node) {
  switch (node.kind) {
    case JsonKind::boolean:
      return Value(node.boolean);
    case JsonKind::integer:
      return Value(node.integer);
    case JsonKind::number:
      return Value(node.number);
    case JsonKind::string:
      return Value(node.string);
    default:
      return std::nullopt;
  }
}

std::optional<Value> value_of(const JsonNode& node) {
  if (node.kind != JsonKind::array) return scalar_of(node);
  TextList texts;
  for (const JsonNode& item : node.items) {
    if (item.kind != JsonKind::string) return std::nullopt;
    texts.push_back(item.string);
  }
  std::ranges::sort(texts);
  texts.erase(std::ranges::unique(texts).begin(), texts.end());
  return Value(std::move(texts));
}

}  // namespace hvcompat
