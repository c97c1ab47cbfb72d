// Members of a saved report by name and type.
#include "report/saved_members.hpp"

#include <fmt/format.h>

namespace hvcompat {

namespace {

namespace json = boost::json;

const json::object kNothing;

}  // namespace

std::string SavedMembers::way_to(std::string_view key) const {
  return way_.empty() ? std::string(key) : fmt::format("{}.{}", way_, key);
}

void SavedMembers::fault(std::string_view key, std::string_view what) const {
  if (problem_.empty()) problem_ = fmt::format("{}: {}", way_to(key), what);
}

const json::value* SavedMembers::find(std::string_view key) const {
  const json::value* value = object_.if_contains(key);
  return value && !value->is_null() ? value : nullptr;
}

bool SavedMembers::has(std::string_view key) const { return find(key) != nullptr; }

std::string SavedMembers::text(std::string_view key) const {
  const json::value* value = find(key);
  if (!value) return {};
  if (const json::string* text = value->if_string()) return std::string(*text);
  fault(key, "must be a text");
  return {};
}

std::string SavedMembers::required(std::string_view key) const {
  std::string found = text(key);
  if (found.empty()) fault(key, "is missing");
  return found;
}

std::optional<bool> SavedMembers::truth(std::string_view key) const {
  const json::value* value = find(key);
  if (!value) return std::nullopt;
  if (!value->is_bool()) fault(key, "must be true or false");
  return value->is_bool() ? std::optional(value->get_bool()) : std::nullopt;
}

bool SavedMembers::flag(std::string_view key) const { return truth(key).value_or(false); }

std::size_t SavedMembers::count(std::string_view key) const {
  const json::value* value = find(key);
  if (!value) return 0;
  const std::int64_t* number = value->if_int64();
  if (number && *number >= 0) return static_cast<std::size_t>(*number);
  fault(key, "must be a whole number from 0");
  return 0;
}

std::optional<double> SavedMembers::number(std::string_view key) const {
  const json::value* value = find(key);
  if (!value) return std::nullopt;
  if (value->is_number()) return value->to_number<double>();
  fault(key, "must be a number");
  return std::nullopt;
}

const json::array* SavedMembers::array_at(std::string_view key) const {
  const json::value* value = find(key);
  if (!value) return nullptr;
  if (!value->is_array()) fault(key, "must be an array");
  return value->if_array();
}

std::vector<std::string> SavedMembers::texts(std::string_view key) const {
  std::vector<std::string> texts;
  const json::array* array = array_at(key);
  if (!array) return texts;
  texts.reserve(array->size());
  for (const json::value& item : *array) {
    if (const json::string* text = item.if_string()) {
      texts.emplace_back(*text);
    } else {
      fault(key, "must hold texts");
    }
  }
  return texts;
}

const json::object& SavedMembers::object_of(const json::value& value, const std::string& way) const {
  if (const json::object* object = value.if_object()) return *object;
  if (problem_.empty()) problem_ = fmt::format("{}: must be an object", way);
  return kNothing;
}

SavedMembers SavedMembers::inner(std::string_view key) const {
  const json::value* value = find(key);
  const std::string way = way_to(key);
  return {value ? object_of(*value, way) : kNothing, way, problem_};
}

}  // namespace hvcompat
