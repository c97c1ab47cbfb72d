// Reading the texts of an instance as the types that its class declares.
#include "instance.hpp"

#include <charconv>

#include "shared/xml_message.hpp"

namespace hvhyperv {

std::string_view Instance::text(std::string_view property) const {
  const auto found = values_.find(property);
  return found == values_.end() || found->second.empty() ? std::string_view() : std::string_view(found->second.front());
}

std::optional<std::int64_t> Instance::integer(std::string_view property) const {
  const std::string_view digits = text(property);
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || wrong != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// WS-Management writes `true`; WMI's own XML, as in embedded instances, `TRUE`.
std::optional<bool> Instance::boolean(std::string_view property) const {
  const std::string_view value = text(property);
  if (value == "true" || value == "TRUE" || value == "True" || value == "1") return true;
  if (value == "false" || value == "FALSE" || value == "False" || value == "0") return false;
  return std::nullopt;
}

std::optional<std::string> Instance::time(std::string_view property) const {
  return hvshared::utc_time(text(property));
}

const std::vector<std::string>& Instance::all(std::string_view property) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(property);
  return found == values_.end() ? none : found->second;
}

const Reference* Instance::reference(std::string_view property) const {
  const auto found = references_.find(property);
  return found == references_.end() ? nullptr : &found->second;
}

}  // namespace hvhyperv
