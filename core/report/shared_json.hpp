// JSON values that share their equal parts: the guests of a fleet differ in little.
#pragma once

#include <boost/json/value.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hvcompat {

// A pool of nodes, each written once. A node is a scalar as it is, or [shape, node…]: the items of an array (shape -1)
// or the values of an object whose keys are shapes[shape]. Equal values get the same node, in the order of coming.
class SharedJson {
 public:
  using Node = std::uint32_t;

  Node add(const boost::json::value& value);
  Node add(const boost::json::object& object);
  // An object with members, after its own, that are nodes already.
  using Members = std::vector<std::pair<std::string_view, Node>>;
  Node add_with(const boost::json::object& object, const Members& more);
  // An array of nodes that are in the pool already.
  Node add_array(const std::vector<Node>& items);

  // {"shapes":[["key",…],…],"nodes":[…],"root":node}, ended by a line end. Decoded by core/report/page/data.js.
  std::string text(Node root) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Places = boost::unordered_flat_map<std::string, Node, Hash, std::equal_to<>>;

  Node add_string(std::string_view text);
  Node add_written(std::string_view text);  // what is no string, as JSON
  Node write(Places& places, std::string_view key, std::string_view text);
  Node shape_of(const boost::json::object& object, const Members& more);

  Places strings_, others_, shapes_;
  std::string nodes_text_, shapes_text_;
  Node count_ = 0;
};

}  // namespace hvcompat
