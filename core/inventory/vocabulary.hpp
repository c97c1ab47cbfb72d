// The facts that may be told of hosts, clusters, guests and customers. Generated from sdk/vocabulary.json.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace hvcompat {

enum class Entity { host, cluster, guest, customer };
enum class FactType { boolean, integer, number, text, slug, enumeration, version, date, time, list };
// Who may give a fact: a plugin, the site file, or the core alone.
enum class FactOrigin { collected, site, derived };

struct FactSpec {
  std::string_view name;
  Entity entity;
  FactType type;
  FactOrigin origin;
  std::span<const std::string_view> values;  // of an enumeration, or of a closed list
  std::string_view unit;
  std::string_view meaning;
  std::optional<std::int64_t> minimum;
};

// All facts in the order of the vocabulary.
std::span<const FactSpec> vocabulary();
// The fact of that name, or null. Names under `x.<vendor>.` are vendors' own and stand in no vocabulary.
const FactSpec* find_fact(std::string_view name);
// All names, for suggestions.
std::span<const std::string_view> fact_names();
bool is_vendor_fact(std::string_view name);

std::string_view name_of(Entity entity);
std::string_view name_of(FactType type);

}  // namespace hvcompat
