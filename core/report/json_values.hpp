// Values as JSON, the same in all JSON that the program writes.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

namespace hvcompat {

template <class Items, class ToJson>
boost::json::array array_of(const Items& items, ToJson to_json) {
  boost::json::array array;
  for (const auto& item : items) array.emplace_back(to_json(item));
  return array;
}

inline boost::json::array texts(const std::vector<std::string>& items) {
  return boost::json::array(items.begin(), items.end());
}

// Null: not known.
inline boost::json::value truth(std::optional<bool> holds) {
  return holds ? boost::json::value(*holds) : boost::json::value(nullptr);
}

}  // namespace hvcompat
