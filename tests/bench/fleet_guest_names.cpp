// What people call their guests, and the labels that they give them.
#include <fmt/format.h>

#include <algorithm>

#include "fleet_guest_parts.hpp"

namespace hvcompat::bench {

namespace {

constexpr std::string_view kSites[] = {"fra", "muc", "lon", "par", "nyc", "sfo", "sin", "tyo", "syd", "waw"};
constexpr std::string_view kServices[] = {"web", "app", "sql",  "dc",   "exch", "file",  "print", "sap",   "jump",
                                          "ctx", "vdi", "mail", "repo", "mon",  "build", "cache", "proxy", "backup"};
constexpr std::string_view kStages[] = {"prod", "prod", "prod", "test", "dev", "stage"};
constexpr std::string_view kUnicode[] = {"Größenprüfung", "база-данных", "東京データベース", "système-de-paie",
                                         "Ωmega-δοκιμή",  "serwer-żółw", "데이터서버"};
constexpr std::string_view kLong =
    "Migrated from the old data centre in 2019, do not switch off before the accounting department has agreed";
constexpr std::string_view kOwners[] = {"owner-finance", "owner-hr", "owner-it", "owner-research", "owner-sales"};

}  // namespace

std::string guest_name(std::uint64_t number, Draws& draws) {
  const std::uint64_t kind = draws.below(1000);
  const std::string_view service = draws.one_of(std::span(kServices));
  if (kind < 8) return fmt::format("{} {:05} ({})", service, number, kLong);
  if (kind < 12) return fmt::format("{} \"old\" {:05}", service, number);
  if (kind < 35) return fmt::format("{}-{:05}", draws.one_of(std::span(kUnicode)), number);
  return fmt::format("{}-{}-{:05}", draws.one_of(std::span(kSites)), service, number);
}

void add_tags(FleetRecord& record, Draws& draws) {
  if (!draws.in_thousand(250)) return;
  const std::string_view stage = draws.one_of(std::span(kStages));
  const auto [first, second] = std::minmax(draws.one_of(std::span(kOwners)), stage);  // a saved list is in order
  record.json("guest.tags", fmt::format(R"(["{}","{}"])", first, second));
}

}  // namespace hvcompat::bench
