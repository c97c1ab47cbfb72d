// JSON values that share their equal parts.
#include "report/shared_json.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "report/json_text.hpp"

namespace hvcompat {

namespace json = boost::json;

namespace {

constexpr std::string_view kArrayShape = "-1";

void append_child(std::string& to, std::uint32_t node) {
  const fmt::format_int digits(node);
  to += ',';
  to.append(digits.data(), digits.size());
}

void append_item(std::string& to, std::string_view item) {
  if (!to.empty()) to += ",\n";
  to += item;
}

}  // namespace

SharedJson::Node SharedJson::write(Places& places, std::string_view key, std::string_view text) {
  places.emplace(key, count_);
  append_item(nodes_text_, text);
  return count_++;
}

SharedJson::Node SharedJson::add_string(std::string_view text) {
  const auto known = strings_.find(text);
  return known != strings_.end() ? known->second : write(strings_, text, json::serialize(text));
}

SharedJson::Node SharedJson::add_written(std::string_view text) {
  const auto known = others_.find(text);
  return known != others_.end() ? known->second : write(others_, text, text);
}

SharedJson::Node SharedJson::add_array(const std::vector<Node>& items) {
  std::string text = fmt::format("[{}", kArrayShape);
  for (const Node item : items) append_child(text, item);
  return add_written(text += ']');
}

SharedJson::Node SharedJson::shape_of(const json::object& object, const Members& more) {
  std::string keys;
  for (const auto& member : object) (keys += member.key()) += '\0';
  for (const auto& member : more) (keys += member.first) += '\0';
  const auto known = shapes_.find(keys);
  if (known != shapes_.end()) return known->second;
  json::array names;
  for (const auto& member : object) names.emplace_back(member.key());
  for (const auto& member : more) names.emplace_back(member.first);
  append_item(shapes_text_, json::serialize(names));
  return shapes_.emplace(std::move(keys), static_cast<Node>(shapes_.size())).first->second;
}

SharedJson::Node SharedJson::add(const json::object& object) { return add_with(object, {}); }

SharedJson::Node SharedJson::add_with(const json::object& object, const Members& more) {
  const fmt::format_int shape(shape_of(object, more));
  std::string text = "[";
  text.append(shape.data(), shape.size());
  for (const auto& member : object) append_child(text, add(member.value()));
  for (const auto& member : more) append_child(text, member.second);
  return add_written(text += ']');
}

SharedJson::Node SharedJson::add(const json::value& value) {
  if (const auto* text = value.if_string()) return add_string(*text);
  if (const auto* object = value.if_object()) return add(*object);
  std::string text;
  if (const auto* array = value.if_array()) {
    text = fmt::format("[{}", kArrayShape);
    for (const json::value& item : *array) append_child(text, add(item));
    text += ']';
  } else {
    append_compact(text, value);
  }
  return add_written(text);
}

std::string SharedJson::text(Node root) const {
  return fmt::format("{{\"shapes\":[{}],\n\"nodes\":[{}],\n\"root\":{}}}\n", shapes_text_, nodes_text_, root);
}

}  // namespace hvcompat
