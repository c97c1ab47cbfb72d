// JSON values as text: on one line, or indented for people.
#include "report/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "inventory/facts.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

void append_scalar(std::string& to, const json::value& value) {
  // Boost writes 1.5 as 1.5E0.
  to += value.is_double() ? to_json_text(Value(value.get_double())) : json::serialize(value);
}

bool is_container(const json::value& value) { return value.is_object() || value.is_array(); }

bool stays_on_the_line(const json::array& array) { return std::ranges::none_of(array, is_container); }

void append_flat(std::string& to, const json::array& array, std::string_view separator) {
  to += '[';
  for (const json::value& item : array) {
    if (&item != array.begin()) to += separator;
    append_compact(to, item);
  }
  to += ']';
}

void new_line(std::string& to, int level) { fmt::format_to(std::back_inserter(to), "\n{:{}}", "", level * 2); }

void append_array(std::string& to, const json::array& array, int level) {
  if (stays_on_the_line(array)) return append_flat(to, array, ", ");
  to += '[';
  for (const json::value& item : array) {
    if (&item != array.begin()) to += ',';
    new_line(to, level + 1);
    append_indented(to, item, level + 1);
  }
  new_line(to, level);
  to += ']';
}

void append_object(std::string& to, const json::object& object, int level) {
  if (object.empty()) {
    to += "{}";
    return;
  }
  to += '{';
  bool first = true;
  for (const auto& [key, value] : object) {
    if (!std::exchange(first, false)) to += ',';
    new_line(to, level + 1);
    to += json::serialize(key) + ": ";
    append_indented(to, value, level + 1);
  }
  new_line(to, level);
  to += '}';
}

}  // namespace

void append_compact(std::string& to, const json::value& value) {
  if (value.is_array()) return append_flat(to, value.get_array(), ",");
  if (!value.is_object()) return append_scalar(to, value);
  to += '{';
  bool first = true;
  for (const auto& [key, inner] : value.get_object()) {
    if (!std::exchange(first, false)) to += ',';
    to += json::serialize(key) + ':';
    append_compact(to, inner);
  }
  to += '}';
}

void append_indented(std::string& to, const json::value& value, int level) {
  if (value.is_array()) return append_array(to, value.get_array(), level);
  if (value.is_object()) return append_object(to, value.get_object(), level);
  append_scalar(to, value);
}

}  // namespace hvcompat
