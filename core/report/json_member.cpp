// Members of a report that is read back.
#include "report/json_member.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace hvcompat {
namespace {

const boost::json::array* array_in(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value ? value->if_array() : nullptr;
}

}  // namespace

std::string text_in(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string(*text) : std::string();
}

std::optional<bool> truth_in(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (!value || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

std::vector<std::string> texts_in(const boost::json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  if (const auto* array = array_in(object, key))
    for (const auto& item : *array)
      if (const auto* text = item.if_string()) texts.emplace_back(*text);
  return texts;
}

std::vector<const boost::json::object*> objects_in(const boost::json::object& object, std::string_view key) {
  std::vector<const boost::json::object*> objects;
  if (const auto* array = array_in(object, key))
    for (const auto& item : *array)
      if (const auto* inner = item.if_object()) objects.push_back(inner);
  return objects;
}

}  // namespace hvcompat
