// The members of one object of a saved report, by name and type.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

// Absent and null read as empty, since older reports hold less. A member of another kind is a fault: the first one is
// kept in `problem`, with the way to it: "areas[0].packs[1].level: `jiont` is none of its values".
class SavedMembers {
 public:
  SavedMembers(const boost::json::object& object, std::string way, std::string& problem)
      : object_(object), way_(std::move(way)), problem_(problem) {}

  std::string text(std::string_view key) const;
  std::string required(std::string_view key) const;  // a text that is neither absent nor empty
  bool flag(std::string_view key) const;
  std::size_t count(std::string_view key) const;
  std::optional<double> number(std::string_view key) const;
  std::optional<bool> truth(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  bool has(std::string_view key) const;

  // A text that `named` knows, as name_of() writes it.
  template <class Named>
  auto named(std::string_view key, Named named) const {
    const auto value = named(required(key));
    if (!value) fault(key, "`" + text(key) + "` is none of its values");
    return value.value_or(typename decltype(value)::value_type{});
  }

  // The same for each text of an array.
  template <class Named>
  auto all_named(std::string_view key, Named named) const {
    std::vector<typename decltype(named(std::string_view{}))::value_type> values;
    for (const std::string& name : texts(key)) {
      if (const auto value = named(name)) {
        values.push_back(*value);
      } else {
        fault(key, "`" + name + "` is none of its values");
      }
    }
    return values;
  }

  // What `read` makes of each object of an array.
  template <class Read>
  auto each(std::string_view key, Read read) const {
    std::vector<decltype(read(*this))> items;
    const boost::json::array* array = array_at(key);
    if (!array) return items;
    items.reserve(array->size());
    for (const auto& item : *array) {
      const std::string way = way_to(key) + "[" + std::to_string(items.size()) + "]";
      items.push_back(read(SavedMembers(object_of(item, way), way, problem_)));
    }
    return items;
  }

  // The object at `key`, an empty one where it is absent.
  SavedMembers inner(std::string_view key) const;

  // Every member, in the order of the text.
  const boost::json::object& all() const { return object_; }

  void fault(std::string_view key, std::string_view what) const;

 private:
  const boost::json::value* find(std::string_view key) const;  // not where it is null
  const boost::json::array* array_at(std::string_view key) const;
  const boost::json::object& object_of(const boost::json::value& value, const std::string& way) const;
  std::string way_to(std::string_view key) const;

  const boost::json::object& object_;
  std::string way_;
  std::string& problem_;
};

}  // namespace hvcompat
