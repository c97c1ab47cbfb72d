// Whether Microsoft lists the guest for the version of Hyper-V that runs it.
#include <fmt/format.h>

#include <algorithm>

#include "inventory/derive_parts.hpp"
#include "inventory/derive_truth.hpp"

namespace hvcompat {

namespace {

constexpr const char* kName = "hyperv.guest_listed";
constexpr const char* kHost = "host.os.product";
constexpr const char* kProduct = "guest.os.product";
constexpr const char* kVersion = "guest.os.version";
constexpr const char* kPack = "guest.os.service_pack";
constexpr const char* kFamily = "guest.os.family";
constexpr const char* kHypervisor = "hypervisor.family";

Truth version_listed(const Facts& facts, const HypervGuest& row) {
  if (row.versions.empty()) return {true, {}};
  return test(facts, kVersion, [&](const Value& value) {
    const auto version = Version::parse(to_words(value));
    return version &&
           std::ranges::any_of(row.versions, [&](const VersionRange& range) { return range.contains(*version); });
  });
}

Truth pack_listed(const Facts& facts, const HypervGuest& row) {
  if (!row.service_pack) return {true, {}};
  return test(facts, kPack, [&](const Value& value) {
    const auto* pack = std::get_if<std::int64_t>(&value);
    return pack && *pack >= *row.service_pack;
  });
}

Truth lists(const Facts& facts, const HypervGuest& row) {
  const Truth host = row.hosts.empty() ? Truth{} : is_one_of(facts, kHost, row.hosts);
  return all_of({is(facts, kProduct, row.product), version_listed(facts, row), pack_listed(facts, row), host});
}

// The table that would name the guest, were it listed: the product's own, else the family's.
const HypervTable* table_of(const Catalogs& catalogs, const std::string& product, const std::string& family) {
  const auto own = std::ranges::find_if(
      catalogs.hyperv_tables, [&](const HypervTable& table) { return !product.empty() && table.product == product; });
  if (own != catalogs.hyperv_tables.end()) return &*own;
  const auto common = std::ranges::find_if(catalogs.hyperv_tables, [&](const HypervTable& table) {
    return table.product.empty() && table.family == family;
  });
  return common == catalogs.hyperv_tables.end() ? nullptr : &*common;
}

void set_not_listed(Deriving& step, const std::vector<Value>& both) {
  Facts& facts = step.facts;
  const std::string* product = facts.text(kProduct);
  const std::string* family = facts.text(kFamily);
  if (!product) return set_open(facts, kName, both, {kProduct});
  if (!family) return set_open(facts, kName, both, {kFamily});
  if (!facts.text(kHost)) return set_open(facts, kName, both, {kHost});
  const HypervTable* table = table_of(step.catalogs, *product, *family);
  if (table && is_one_of(facts, kHost, table->hosts).surely()) {
    return set_known(facts, kName, both.back(), {kProduct, kHost}, fmt::format("list as of {}", table->as_of));
  }
  const Unknown cause{"not-exposed",
                      fmt::format("no complete list of guests was read for {} on {}", *product, *facts.text(kHost)),
                      "add a catalog of Hyper-V's guests (`catalogs` in the site file)"};
  set_open(facts, kName, both, {}, cause);
}

void derive_hyperv_listing(Deriving& step) {
  Facts& facts = step.facts;
  const std::vector<Value> both = values_of({"listed", "not-listed"});
  const Truth on_hyperv = is(facts, kHypervisor, "hyper-v");
  if (!on_hyperv.holds) return set_open(facts, kName, both, on_hyperv.from);
  if (on_hyperv.surely_not()) {
    const Unknown cause{"not-exposed", "the list speaks about hosts with Hyper-V", ""};
    return set_open(facts, kName, {}, {}, cause);
  }
  std::vector<Truth> rows;
  for (const HypervGuest& row : step.catalogs.hyperv_guests) rows.push_back(lists(facts, row));
  const Truth listed = any_of(std::move(rows));
  if (listed.surely()) return set_known(facts, kName, both.front(), listed.from);
  if (listed.surely_not()) return set_not_listed(step, both);
  std::optional<Unknown> cause;
  if (listed.from.empty()) cause = Unknown{"not-exposed", "the list names the guest without hosts", ""};
  set_open(facts, kName, both, listed.from, std::move(cause));
}

}  // namespace

void add_hyperv_step(DeriveSteps& steps) {
  steps.push_back({{kHypervisor, kHost, kProduct, kVersion, kPack, kFamily}, {kName}, derive_hyperv_listing});
}

}  // namespace hvcompat
