// The members of a raw record by name and type.
#include "inventory/record_members.hpp"

#include <fmt/format.h>

namespace hvcompat {

template <class T>
const T* Members::of_type(std::string_view key, std::string_view type) {
  const auto found = raw_.members.find(key);
  const T* value = found == raw_.members.end() ? nullptr : std::get_if<T>(&found->second);
  const bool is_there = found != raw_.members.end() || raw_.others.contains(key);
  if (is_there && !value && problem_.empty()) problem_ = fmt::format("`{}` must be {}", key, type);
  return value;
}

std::string Members::text(std::string_view key) {
  const auto* found = of_type<std::string>(key, "a text");
  return found ? *found : std::string{};
}

std::string Members::required(std::string_view key) {
  std::string found = text(key);
  if (found.empty() && problem_.empty()) problem_ = fmt::format("`{}` is missing", key);
  return found;
}

std::optional<std::int64_t> Members::integer(std::string_view key) {
  const auto* found = of_type<std::int64_t>(key, "an integer");
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<double> Members::number(std::string_view key) {
  const auto found = raw_.members.find(key);
  if (found != raw_.members.end())
    if (const auto* whole = std::get_if<std::int64_t>(&found->second)) return static_cast<double>(*whole);
  const auto* value = of_type<double>(key, "a number");
  return value ? std::optional(*value) : std::nullopt;
}

std::optional<bool> Members::flag(std::string_view key) {
  const auto* found = of_type<bool>(key, "true or false");
  return found ? std::optional(*found) : std::nullopt;
}

}  // namespace hvcompat
