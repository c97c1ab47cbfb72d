// Writing rows so that they stand for themselves.
#include "catalog/import_row.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace hvcompat {

namespace {

std::string scalar(const JsonNode& node) {
  switch (node.kind) {
    case JsonKind::boolean:
      return node.boolean ? "true" : "false";
    case JsonKind::integer:
      return fmt::format("{}", node.integer);
    case JsonKind::number:
      return fmt::format("{}", node.number);
    case JsonKind::string:
      return json_string(node.string);
    default:
      return "null";
  }
}

std::string array_line(const JsonNode& node) {
  std::string text;
  for (const JsonNode& item : node.items) text += (text.empty() ? "" : ", ") + json_line(item);
  return "[" + text + "]";
}

void add_member(std::string& text, std::string_view key, const std::string& value) {
  if (!text.empty()) text += ", ";
  text += json_string(std::string(key)) + ": " + value;
}

std::string key_of(const JsonNode& row, const ImportSection& section) {
  std::string key;
  for (const std::string_view member : section.key) {
    const JsonNode* node = row.find(member);
    key += (node ? json_line(*node) : "-") + "\n";
  }
  return key;
}

std::string name_of_row(const JsonNode& row, const ImportSection& section) {
  for (const std::string_view member : section.key) {
    const JsonNode* node = row.find(member);
    if (node && node->kind == JsonKind::string) return node->string;
  }
  return std::string(section.name);
}

std::string full_source(const std::string& source, const RowContext& context) {
  const JsonNode* text = context.sources ? context.sources->find(source) : nullptr;
  return text ? text->string : source;
}

}  // namespace

std::string json_string(const std::string& text) { return boost::json::serialize(boost::json::string_view(text)); }

std::string json_line(const JsonNode& node) {
  if (node.kind == JsonKind::array) return array_line(node);
  if (node.kind != JsonKind::object) return scalar(node);
  std::string text;
  for (const JsonMember& member : node.members) add_member(text, member.key, json_line(member.value));
  return "{" + text + "}";
}

ImportedRow import_row(const JsonNode& row, const ImportSection& section, const RowContext& context) {
  ImportedRow imported{key_of(row, section), name_of_row(row, section), context.as_of, {}};
  std::string text;
  for (const ImportColumn& column : section.columns) {
    const JsonNode* node = row.find(column.name);
    if (column.name == "as_of") {
      if (node) imported.as_of = node->string;
      add_member(text, "as_of", json_string(imported.as_of));
    } else if (node && column.name == "source") {
      add_member(text, "source", json_string(full_source(node->string, context)));
    } else if (node) {
      add_member(text, column.name, json_line(*node));
    }
  }
  imported.text = "{" + text + "}";
  return imported;
}

ImportedRow complete_vendor(const std::string& vendor, const std::string& as_of) {
  const std::string name = json_string(vendor);
  return {name + "\n", vendor, as_of,
          fmt::format(R"({{"vendor": {}, "complete": true, "as_of": {}}})", name, json_string(as_of))};
}

}  // namespace hvcompat
