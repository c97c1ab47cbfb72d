// Whether two values hold the same, member by member: for values of which a fleet has many equal ones.
#pragma once

#include <algorithm>
#include <boost/container_hash/hash.hpp>
#include <boost/pfr/core.hpp>
#include <concepts>
#include <functional>
#include <ranges>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hvcompat {

template <class T>
concept TextLike = std::is_convertible_v<const T&, std::string_view>;
template <class T>
concept OptionalLike = requires(const T& value) { value.has_value(); };

// Aggregates, lists, optionals, texts, numbers and enumerations, in any nesting.
template <class T>
void hash_content(std::size_t& seed, const T& value) {
  if constexpr (TextLike<T>) {
    boost::hash_combine(seed, std::hash<std::string_view>{}(value));
  } else if constexpr (OptionalLike<T>) {
    boost::hash_combine(seed, value.has_value());
    if (value) hash_content(seed, *value);
  } else if constexpr (std::ranges::range<T>) {
    boost::hash_combine(seed, std::ranges::size(value));
    for (const auto& item : value) hash_content(seed, item);
  } else if constexpr (std::is_class_v<T>) {
    boost::pfr::for_each_field(value, [&](const auto& member) { hash_content(seed, member); });
  } else {
    boost::hash_combine(seed, static_cast<std::size_t>(value));
  }
}

template <class T>
bool same_content(const T& a, const T& b) {
  if constexpr (OptionalLike<T>) {
    return a.has_value() == b.has_value() && (!a || same_content(*a, *b));
  } else if constexpr (std::equality_comparable<T> && !std::ranges::range<T>) {
    return a == b;
  } else if constexpr (std::ranges::range<T>) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return same_content(x, y); });
  } else {
    return [&]<std::size_t... at>(std::index_sequence<at...>) {
      return (same_content(boost::pfr::get<at>(a), boost::pfr::get<at>(b)) && ...);
    }(std::make_index_sequence<boost::pfr::tuple_size_v<T>>());
  }
}

// What was made of a value the first time serves for all that hold the same. The values must outlive it.
template <class T, class Made>
class MadeOnce {
 public:
  template <class Make>
  Made operator()(const T& value, Make make) {
    std::size_t seed = 0;
    hash_content(seed, value);
    std::vector<std::pair<const T*, Made>>& candidates = made_[seed];
    for (const auto& [known, result] : candidates)
      if (same_content(*known, value)) return result;
    candidates.emplace_back(&value, make(value));
    return candidates.back().second;
  }

 private:
  std::unordered_map<std::size_t, std::vector<std::pair<const T*, Made>>> made_;
};

}  // namespace hvcompat
