// What a field of a CSV list means: `a;b` is a list, `3.0..4` a range of versions.
#include "catalog/import_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "text/characters.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

// The parts between `;`, without blanks around them and without empty ones.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    const std::string_view part = trimmed(text.substr(at, end - at));
    if (!part.empty()) parts.push_back(part);
    at = end + 1;
  }
  return parts;
}

Result<json::value> number_of(std::string_view text) {
  const bool digits = !text.empty() && std::ranges::all_of(text, is_digit);
  if (!digits || text.size() > 18)
    return usage_error(fmt::format("`{}` is no whole number", text), "write it with digits alone");
  return json::value(std::stoll(std::string(text)));
}

json::value list_of(std::string_view text) {
  json::array items;
  for (const std::string_view part : parts_of(text)) items.emplace_back(part);
  return items;
}

json::value version_of(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return json::value(text);
  json::object range;
  if (const auto from = trimmed(text.substr(0, dots)); !from.empty()) range["from"] = from;
  if (const auto below = trimmed(text.substr(dots + 2)); !below.empty()) range["below"] = below;
  return range;
}

json::value versions_of(std::string_view text) {
  json::array items;
  for (const std::string_view part : parts_of(text)) items.push_back(version_of(part));
  return items;
}

Result<json::value> memory_of(std::string_view text) {
  json::object limits;
  for (const std::string_view part : parts_of(text)) {
    const std::size_t equals = part.find('=');
    const bool named = equals != std::string_view::npos;
    const std::string_view arch = named ? trimmed(part.substr(0, equals)) : "any";
    const auto number = number_of(trimmed(named ? part.substr(equals + 1) : part));
    if (number.has_error())
      return usage_error(number.error().message, "write it as 1048576, or as x86_64=1048576;i686=4096");
    if (!limits.emplace(arch, *number).second)
      return usage_error(fmt::format("`{}` has two maxima", arch), "name each architecture once");
  }
  return json::value(limits);
}

Result<json::value> value_of(CellKind kind, std::string_view text) {
  switch (kind) {
    case CellKind::text:
    case CellKind::slug:
      return json::value(text);
    case CellKind::number:
      return number_of(text);
    case CellKind::list:
    case CellKind::slugs:
    case CellKind::required_slugs:
      return list_of(text);
    case CellKind::versions:
      return versions_of(text);
    case CellKind::memory:
      return memory_of(text);
  }
  return json::value();
}

}  // namespace

Result<std::string> cell_as_json(CellKind kind, const std::string& field) {
  const std::string_view text = trimmed(field);
  if (text.empty()) return std::string(kind == CellKind::required_slugs ? "[]" : "");
  const auto value = value_of(kind, text);
  if (value.has_error()) return value.error();
  return json::serialize(*value);
}

}  // namespace hvcompat
