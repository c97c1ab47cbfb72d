// What attestations make of a guest's operating system: an agent or tools come first, then these, then the definition.
#include <fmt/format.h>

#include <algorithm>

#include "catalog/lookup.hpp"
#include "inventory/derive_os.hpp"
#include "inventory/derive_truth.hpp"
#include "text/lists.hpp"

namespace hvcompat {

using namespace os;

namespace {

bool by_identifier(const Fact* fact) { return fact && fact->known() && !fact->from.empty(); }

// Given by a rule that overrides nothing.
bool is_attested(const Facts& facts, const ToldOs& told, const char* name) {
  const Fact* now = facts.find(name);
  if (!now || !now->known() || contains(told.overridden, name)) return false;
  const Fact* before = told.facts.find(name);
  return !before || before->value != now->value;
}

void restore(Facts& facts, const ToldOs& told, const char* name) {
  if (const Fact* before = told.facts.find(name)) {
    facts.set(name, *before);
  } else {
    facts.erase(name);
  }
}

// Those that a name told from inside the guest stands for.
Words told_products(const ToldOs& told) { return products_in(told.facts.find(kProduct)); }

// An attested build, version or ProductType of which none of the told products is.
void withdraw_of_other_products(Deriving& step, const ToldOs& told) {
  const Words products = told_products(told);
  const auto withdraw = [&](const char* name, const std::string& of) {
    step.conflicts.push_back(
        {name, fmt::format("attested {} is of {}, told {}", *step.facts.text(name), of, in_or(products))});
    restore(step.facts, told, name);
  };
  const auto is_other = [&](bool server) {
    return std::ranges::all_of(products, [&](const std::string& product) {
      const auto told_server = is_windows_server(step.catalogs, product);
      return told_server && *told_server != server;
    });
  };
  const auto server = server_by_type(step.facts);
  if (server && is_attested(step.facts, told, kType) && is_other(*server))
    withdraw(kType, *server ? "a server" : "a client");
  for (const char* name : {kBuild, kVersion}) {
    if (!is_attested(step.facts, told, name)) continue;
    const Words by_build = windows_products_of_build(step.catalogs, known_build(step.facts), std::nullopt);
    const bool of_one = std::ranges::any_of(products, [&](const std::string& one) { return contains(by_build, one); });
    if (!by_build.empty() && !of_one) withdraw(name, in_or(by_build));
  }
}

std::string first_two_groups(const std::string& version) {
  const auto parsed = Version::parse(version);
  if (!parsed || parsed->groups.size() < 2) return {};
  return version.substr(0, version.find('.', version.find('.') + 1));
}

// The NT version of all releases of a Windows; empty where they have none in common.
std::string nt_version_of(const Catalogs& catalogs, const std::string& product) {
  std::string common;
  for (const WindowsRelease* release : windows_releases(catalogs, product)) {
    if (!common.empty() && release->nt_version != common) return {};
    common = release->nt_version;
  }
  return common;
}

// What was told of the guest, and is not so of a product.
std::vector<FactConflict> against(const Deriving& step, const std::string& product) {
  std::vector<FactConflict> found;
  const auto compare = [&](const char* fact, const std::string& of, const std::string& told) {
    if (of.empty() || told.empty() || of == told) return;
    found.push_back({fact, fmt::format("attested {} is of {}, told {}", product, of, *step.facts.text(fact))});
  };
  if (const std::string* told = step.facts.text(kFamily)) compare(kFamily, family_of(step.catalogs, product), *told);
  const auto server = is_windows_server(step.catalogs, product);
  const auto by_type = server_by_type(step.facts);
  if (server && by_type) compare(kType, *server ? "a server" : "a client", *by_type ? "a server" : "a client");
  if (const std::string* told = step.facts.text(kVersion))
    compare(kVersion, nt_version_of(step.catalogs, product), first_two_groups(*told));
  return found;
}

bool is_among(const Words& candidates, const std::string& product) {
  return candidates.empty() || contains(candidates, product);
}

// Where an agent or tools contradict the attested product it stays open; false: they do not.
bool leave_open(Deriving& step, const ToldOs& told) {
  if (!told_from_inside(step.facts) || contains(told.overridden, kProduct)) return false;
  const std::string product = *step.facts.text(kProduct);
  const Words candidates = told_products(told);
  const std::vector<FactConflict> conflicts = against(step, product);
  if (conflicts.empty() && is_among(candidates, product)) return false;
  step.conflicts.insert(step.conflicts.end(), conflicts.begin(), conflicts.end());
  set_open(step.facts, kProduct, values_of(candidates), {},
           Unknown{"not-exposed",
                   fmt::format("{} is attested, and what runs inside the guest tells of another system", product),
                   "if the attestation is right, add `\"override\": true` to it"});
  return true;
}

// The attested product takes over from what an identifier told of family and version.
void take_attested_product(Deriving& step, bool named) {
  Facts& facts = step.facts;
  const std::string product = *facts.text(kProduct);
  facts.set(kSource, Fact::of(std::string("attested"), facts.find(kProduct)->evidence));
  for (const FactConflict& conflict : against(step, product)) {
    if (by_identifier(facts.find(conflict.fact))) continue;
    step.conflicts.push_back(conflict);
    facts.erase(conflict.fact);
  }
  if (by_identifier(facts.find(kFamily))) facts.erase(kFamily);
  set_if_unknown(facts, kFamily, family_of(step.catalogs, product), {kProduct});
  if (!named || !by_identifier(facts.find(kVersion))) return;
  set_open(facts, kVersion, {}, {},
           Unknown{"not-exposed", "the version that was declared is another product's",
                   "attest `guest.os.version` in the site file"});
}

// A build decides between the products that a name stands for.
void narrow_by_build(Deriving& step) {
  const Fact* open = step.facts.find(kProduct);
  if (!open || open->known() || open->candidates.empty() || known_build(step.facts) == 0) return;
  Words products;
  for (const Value& value : open->candidates) products.push_back(to_words(value));
  const Words left = narrowed(step.catalogs, step.facts, products);
  if (left.size() >= products.size()) return;
  const bool of_none = std::ranges::none_of(left, [&](const std::string& one) { return contains(products, one); });
  if (of_none)
    step.conflicts.push_back(
        {kProduct, fmt::format("build {} is of {}, told {}", known_build(step.facts), in_or(left), in_or(products))});
  set_products(step.facts, left, {kBuild}, in_or(products));
}

}  // namespace

ToldOs told_os(const Facts& facts, const std::vector<const AttestRule*>& rules) {
  ToldOs told;
  for (const char* name : {kProduct, kType, kBuild, kVersion}) {
    if (const Fact* fact = facts.find(name)) told.facts.set(name, *fact);
    if (std::ranges::any_of(rules, [&](const AttestRule* rule) { return rule->overrides && rule->facts.find(name); }))
      told.overridden.emplace_back(name);
  }
  return told;
}

void settle_guest_os(Deriving& step, const ToldOs& told) {
  const Fact* named = told.facts.find(kProduct);
  const bool was_named = named && named->known();
  if (told_from_inside(step.facts) && !told_products(told).empty()) withdraw_of_other_products(step, told);
  const Fact* product = step.facts.find(kProduct);
  const bool attested = product && product->known() && !(was_named && named->value == product->value);
  if (attested && !leave_open(step, told)) {
    take_attested_product(step, was_named);
  } else {
    narrow_by_build(step);
  }
  const std::string against = product_against_family(step.catalogs, step.facts);
  if (!against.empty()) step.conflicts.push_back({kFamily, against});
}

}  // namespace hvcompat
