// Looking facts up in the generated table.
#include "inventory/vocabulary.hpp"

#include <string>
#include <unordered_map>

namespace hvcompat {

namespace {

using Index = std::unordered_map<std::string_view, const FactSpec*>;

Index build_index() {
  Index index;
  for (const FactSpec& spec : vocabulary()) index.emplace(spec.name, &spec);
  return index;
}

bool is_name_part(std::string_view part) {
  return !part.empty() && part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

}  // namespace

const FactSpec* find_fact(std::string_view name) {
  static const Index index = build_index();
  const auto found = index.find(name);
  return found == index.end() ? nullptr : found->second;
}

bool is_vendor_fact(std::string_view name) {
  if (!name.starts_with("x.")) return false;
  name.remove_prefix(2);
  std::size_t parts = 0;
  for (;;) {
    const std::size_t dot = name.find('.');
    if (!is_name_part(name.substr(0, dot))) return false;
    ++parts;
    if (dot == std::string_view::npos) return parts >= 2;
    name.remove_prefix(dot + 1);
  }
}

std::string_view name_of(Entity entity) {
  switch (entity) {
    case Entity::host:
      return "host";
    case Entity::cluster:
      return "cluster";
    case Entity::guest:
      return "guest";
    case Entity::customer:
      return "customer";
  }
  return "?";
}

std::string_view name_of(FactType type) {
  switch (type) {
    case FactType::boolean:
      return "bool";
    case FactType::integer:
      return "int";
    case FactType::number:
      return "number";
    case FactType::text:
      return "text";
    case FactType::slug:
      return "slug";
    case FactType::enumeration:
      return "enum";
    case FactType::version:
      return "version";
    case FactType::date:
      return "date";
    case FactType::time:
      return "time";
    case FactType::list:
      return "list";
  }
  return "?";
}

}  // namespace hvcompat
