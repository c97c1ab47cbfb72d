// Whether Microsoft has a support relationship with the vendor of the hypervisor, for this product.
#include <fmt/format.h>

#include <algorithm>

#include "catalog/lookup.hpp"
#include "inventory/derive_parts.hpp"
#include "inventory/derive_truth.hpp"
#include "text/lists.hpp"

namespace hvcompat {

namespace {

constexpr const char* kName = "vendor.relationship";
constexpr const char* kVendor = "hypervisor.vendor";
constexpr const char* kProduct = "hypervisor.product";

const Value kEstablished{std::string("established")};
const Value kNone{std::string("none")};

std::string dated(const std::string& as_of) { return fmt::format("support partners as of {}", as_of); }

// The list of partners is complete of itself: a vendor that we know and it does not name has no relationship.
bool is_known_vendor(const Catalogs& catalogs, const std::string& vendor) {
  return catalogs.known_vendors.contains(vendor) ||
         std::ranges::any_of(catalogs.hypervisors, [&](const HypervisorProduct& row) { return row.vendor == vendor; });
}

Unknown ask_site(const std::string& vendor, std::string detail) {
  return {"not-exposed", std::move(detail),
          fmt::format("add \"vendors\": {{\"{}\": {{\"relationship\": \"established\"}}}} or \"none\" to the site file",
                      vendor)};
}

void by_partner(Facts& facts, const VendorRelationship& row) {
  const std::string* product = facts.text(kProduct);
  if (!product) return set_open(facts, kName, {kEstablished, kNone}, {kProduct});
  for (const auto& [products, value] : {std::pair(&row.established, &kEstablished), std::pair(&row.none, &kNone)}) {
    if (contains(*products, *product)) return set_known(facts, kName, *value, {kVendor, kProduct}, dated(row.as_of));
  }
  set_open(facts, kName, {kEstablished, kNone}, {},
           ask_site(row.vendor,
                    fmt::format("no catalog says whether the relationship with {} covers {}", row.vendor, *product)));
}

// The site's word is for the vendor's servers: what a catalog names as left out of the relationship stays so.
void by_site(Facts& facts, const std::string& vendor, const std::string& word, const VendorRelationship* row) {
  const std::string* product = facts.text(kProduct);
  const bool all = !row || row->none.empty() || word != "established";
  if (!all && !product) return set_open(facts, kName, {kEstablished, kNone}, {kProduct});
  if (!all && contains(row->none, *product)) return by_partner(facts, *row);
  set_known(facts, kName, word, {kVendor}, fmt::format("site file, vendors.{}", vendor));
}

void derive_relationship(Deriving& step) {
  Facts& facts = step.facts;
  const std::string* vendor = facts.text(kVendor);
  if (!vendor) return set_open(facts, kName, {kEstablished, kNone}, {kVendor});
  if (const auto own = step.site.vendors.find(*vendor); own != step.site.vendors.end()) {
    return by_site(facts, *vendor, own->second, find_relationship(step.catalogs, *vendor));
  }
  if (const auto* row = find_relationship(step.catalogs, *vendor)) return by_partner(facts, *row);
  if (is_known_vendor(step.catalogs, *vendor)) {
    return set_known(facts, kName, kNone, {kVendor}, dated(step.catalogs.vendors_as_of));
  }
  set_open(facts, kName, {kEstablished, kNone}, {},
           ask_site(*vendor, fmt::format("vendor `{}` is in no catalog", *vendor)));
}

}  // namespace

void add_relationship_step(DeriveSteps& steps) { steps.push_back({{kVendor, kProduct}, {kName}, derive_relationship}); }

}  // namespace hvcompat
