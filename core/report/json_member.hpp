// Members of a report that is read back: absent or of another kind is empty, never a fault.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

std::string text_in(const boost::json::object& object, std::string_view key);
std::optional<bool> truth_in(const boost::json::object& object, std::string_view key);
std::vector<std::string> texts_in(const boost::json::object& object, std::string_view key);

// The objects of an array; they belong to `object`.
std::vector<const boost::json::object*> objects_in(const boost::json::object& object, std::string_view key);

}  // namespace hvcompat
