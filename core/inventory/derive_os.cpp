// Which operating system a guest runs: from the identifiers of agents, tools and definitions, by catalog.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "catalog/lookup.hpp"
#include "inventory/derive_os.hpp"
#include "inventory/derive_truth.hpp"
#include "text/lists.hpp"

namespace hvcompat {

namespace os {

namespace {

constexpr const char* kAttestProduct = "attest `guest.os.product` in the site file";

// What server and client have in common is told by ProductType, else by the names themselves.
std::optional<bool> server_among(const Catalogs& catalogs, const Facts& facts, const Words& products) {
  if (const auto by_type = server_by_type(facts)) return by_type;
  std::optional<bool> common;
  for (const std::string& product : products) {
    const auto server = is_windows_server(catalogs, product);
    if (!server || (common && *common != *server)) return std::nullopt;
    common = server;
  }
  return common;
}

}  // namespace

std::optional<bool> server_by_type(const Facts& facts) {
  const std::string* type = facts.text(kType);
  return type ? std::optional(*type != "workstation") : std::nullopt;
}

std::int64_t known_build(const Facts& facts) {
  for (const char* name : {kBuild, kVersion}) {
    const std::string* text = facts.text(name);
    const auto version = text ? Version::parse(*text) : std::nullopt;
    if (version && (name == kBuild || version->groups.size() >= 3)) return windows_build(*version);
  }
  return 0;
}

Words narrowed(const Catalogs& catalogs, const Facts& facts, const Words& products) {
  const std::int64_t build = known_build(facts);
  const Words by_build = windows_products_of_build(catalogs, build, server_among(catalogs, facts, products));
  Words both;
  for (const std::string& product : products) {
    if (std::ranges::find(by_build, product) != by_build.end()) both.push_back(product);
  }
  if (!both.empty()) return both;
  return by_build.empty() ? products : by_build;
}

std::string in_or(const Words& words) { return join(words, " or "); }

void set_products(Facts& facts, const Words& products, const Words& from, const std::string& called) {
  if (products.size() == 1) return set_known(facts, kProduct, products.front(), from);
  Unknown cause{"not-exposed", fmt::format("`{}` stands for {}", called, in_or(products)), kAttestProduct};
  if (products.empty()) cause.detail = fmt::format("`{}` names no product", called);
  set_open(facts, kProduct, values_of(products), {}, std::move(cause));
}

void set_if_unknown(Facts& facts, const char* name, const std::string& value, const Words& from) {
  const Fact* present = facts.find(name);
  if (!value.empty() && (!present || !present->known())) set_known(facts, name, value, from);
}

std::string family_of(const Catalogs& catalogs, const std::string& product) {
  if (is_windows_server(catalogs, product)) return "windows";
  for (const GuestOsName& row : catalogs.guest_os_names) {
    if (row.products.size() == 1 && row.products.front() == product) return row.family;
  }
  return {};
}

Words products_in(const Fact* fact) {
  Words products;
  if (fact && fact->known()) products.push_back(to_words(*fact->value));
  if (fact)
    for (const Value& value : fact->candidates) products.push_back(to_words(value));
  return products;
}

std::string product_against_family(const Catalogs& catalogs, const Facts& facts) {
  const std::string* product = facts.text(kProduct);
  const std::string* family = facts.text(kFamily);
  const std::string of = product ? family_of(catalogs, *product) : std::string();
  if (!family || of.empty() || (of == "windows") == (*family == "windows")) return {};
  return fmt::format("guest.os.product {} is of {}, guest.os.family is {}", *product, of, *family);
}

}  // namespace os

using namespace os;

namespace {

constexpr std::array<std::string_view, 10> kReads = {
    kProduct, kFamily, kVersion, kBuild, kSource, kType, kReported, kDeclared, kDeclaredProduct, "hypervisor.api"};
constexpr const char* kKind = "guest.kind";
constexpr const char* kOverrideOne = "attest the one that is wrong, with `\"override\": true`";
constexpr std::string_view kSomeWindows = "mswindows";  // the QEMU agent's word where it does not tell which

// An identifier of the guest's system, and what the catalog makes of it. False where that is no product.
bool name_by_id(Deriving& step, const char* fact, const std::string& id, bool from_inside) {
  const auto named = find_os_name(step.catalogs, id);
  if (!named) {
    const Unknown cause{"not-exposed", fmt::format("`{}` is in no catalog of guest OS names", id), kAttestProduct};
    set_open(step.facts, kProduct, {}, {}, cause);
    return false;
  }
  Words from{fact};
  Words products = named->row->products;
  if (from_inside && named->row->family == "windows" && known_build(step.facts) > 0) {
    products = narrowed(step.catalogs, step.facts, products);
    from.emplace_back(step.facts.text(kBuild) ? kBuild : kVersion);
  }
  set_if_unknown(step.facts, kFamily, named->row->family, {fact});
  set_if_unknown(step.facts, kVersion, named->version, {fact});
  set_products(step.facts, products, from, id);
  return !products.empty();
}

void name_declared_product(Deriving& step) {
  const std::string* id = step.facts.text(kDeclared);
  if (!id || step.facts.text(kDeclaredProduct)) return;
  const auto named = find_os_name(step.catalogs, *id);
  if (!named || named->row->products.empty()) return;
  if (named->row->products.size() == 1) {
    return set_known(step.facts, kDeclaredProduct, named->row->products.front(), {kDeclared});
  }
  set_open(step.facts, kDeclaredProduct, values_of(named->row->products), {},
           Unknown{"not-exposed", fmt::format("`{}` stands for {}", *id, in_or(named->row->products)), ""});
}

// Agents and tools may tell a name while the plugin knew only of the declared one.
void set_source_inside(Facts& facts) {
  if (told_from_inside(facts)) return;
  const std::string* api = facts.text("hypervisor.api");
  set_known(facts, kSource, std::string(api && *api == "vim25" ? "tools" : "agent"), {kReported});
}

// From what an agent or tools told: the name, else the build.
bool name_from_inside(Deriving& step) {
  Facts& facts = step.facts;
  if (const std::string* reported = facts.text(kReported)) {
    set_source_inside(facts);
    if (name_by_id(step, kReported, *reported, true)) return true;
  }
  const std::int64_t build = told_from_inside(facts) ? known_build(facts) : 0;
  const Words by_build = windows_products_of_build(step.catalogs, build, server_by_type(facts));
  if (by_build.empty()) return false;
  set_products(facts, by_build, {kBuild}, fmt::format("build {}", build));
  return true;
}

// Whether it says which Windows: where the catalog does not know that one, no other is meant.
bool names_a_windows(const std::string& reported, const std::string& family) {
  return family == "windows" && reported != kSomeWindows;
}

// The definition names a product where nobody inside did, unless it speaks of another family.
bool name_declared(Deriving& step) {
  const std::string* declared = step.facts.text(kDeclared);
  if (!declared) return false;
  const auto named = find_os_name(step.catalogs, *declared);
  const std::string* family = step.facts.text(kFamily);
  const std::string* reported = step.facts.text(kReported);
  const bool same_family = named && family && *family == named->row->family;
  if (reported && (!same_family || names_a_windows(*reported, *family))) return false;
  const std::string* source = step.facts.text(kSource);
  if (!source || *source != "declared") set_known(step.facts, kSource, std::string("declared"), {kDeclared});
  return name_by_id(step, kDeclared, *declared, false);
}

void name_product(Deriving& step) {
  Facts& facts = step.facts;
  if (facts.text(kProduct) || name_from_inside(step) || name_declared(step)) return;
  const Fact* reported = facts.find(kReported);
  if (!facts.find(kProduct) && reported) set_open(facts, kProduct, {}, {}, reported->unknown);
}

// What the definition says against what was told from inside.
void compare_with_declared(Deriving& step) {
  const std::string* product = step.facts.text(kProduct);
  const Fact* declared = step.facts.find(kDeclaredProduct);
  if (!product || !declared || !told_from_inside(step.facts)) return;
  const Words said = products_in(declared);
  if (said.empty() || std::ranges::find(said, *product) != said.end()) return;
  step.conflicts.push_back({kProduct, fmt::format("declared {}, reported {}", in_or(said), *product)});
}

constexpr const char* kServer = "windows-server";
constexpr const char* kClient = "windows-client";
constexpr const char* kOther = "non-microsoft";

// The kinds that a product leaves open: its own family's and, where that is another or not known, the told family's.
Words kinds_of(const Deriving& step, const std::string& product, const Truth& windows) {
  const auto server = is_windows_server(step.catalogs, product);
  const bool is_other = !server && !family_of(step.catalogs, product).empty();
  Words kinds;
  if (server) kinds.emplace_back(*server ? kServer : kClient);
  if (windows.surely_not() || is_other) kinds.emplace_back(kOther);
  if (server || windows.surely_not() || (is_other && !windows.surely())) return kinds;
  kinds.insert(kinds.end(), {kServer, kClient});
  if (!is_other && !windows.surely()) kinds.emplace_back(kOther);
  return kinds;
}

Words kinds_of_any(const Deriving& step, const Words& products, const Truth& windows) {
  Words kinds;
  for (const std::string& product : products)
    for (const std::string& kind : kinds_of(step, product, windows)) add_new(kinds, kind);
  if (!products.empty()) return kinds;
  if (!windows.surely_not()) kinds = {kServer, kClient};
  if (!windows.surely()) kinds.emplace_back(kOther);
  return kinds;
}

// Where the product is known and tells nothing.
std::optional<Unknown> why_no_kind(const Deriving& step) {
  const std::string* product = step.facts.text(kProduct);
  if (!product) return std::nullopt;
  const std::string against = product_against_family(step.catalogs, step.facts);
  if (!against.empty()) return Unknown{"not-exposed", against, kOverrideOne};
  const auto id = find_os_name(step.catalogs, *product);
  const std::string meant =
      id && !id->row->products.empty() ? ", as an identifier it is " + in_or(id->row->products) : "";
  return Unknown{"not-exposed", fmt::format("the catalogs know no product `{}`{}", *product, meant),
                 "attest `guest.os.product` as the catalogs spell it (`windows-server-2022`), or `guest.os.family`"};
}

void derive_kind(Deriving& step) {
  Facts& facts = step.facts;
  const Truth windows = is(facts, kFamily, "windows");
  const Words products = products_in(facts.find(kProduct));
  const char* const would_tell = windows.surely() || !products.empty() ? kProduct : kFamily;
  Words kinds = kinds_of_any(step, products, windows);
  if (kinds == Words{kOther}) return set_known(facts, kKind, kinds.front(), {windows.holds ? kFamily : kProduct});
  const auto by_type = server_by_type(facts);  // of a Windows
  const bool typed = by_type && would_tell == kProduct;
  if (typed) {
    std::erase_if(kinds, [](const std::string& kind) { return kind != kOther; });
    kinds.insert(kinds.begin(), *by_type ? kServer : kClient);
  }
  if (kinds.size() == 1) return set_known(facts, kKind, kinds.front(), {typed ? kType : kProduct});
  const auto why = why_no_kind(step);
  set_open(facts, kKind, values_of(kinds), why ? Words() : Words{would_tell}, why);
}

}  // namespace

void name_guest_os(Deriving& step) {
  name_declared_product(step);
  name_product(step);
  if (const std::string* product = step.facts.text(kProduct)) {
    set_if_unknown(step.facts, kFamily, family_of(step.catalogs, *product), {kProduct});
  }
  compare_with_declared(step);
}

std::span<const std::string_view> guest_os_reads() { return kReads; }

void add_kind_step(DeriveSteps& steps) { steps.push_back({{kFamily, kProduct, kType}, {kKind}, derive_kind}); }

}  // namespace hvcompat
