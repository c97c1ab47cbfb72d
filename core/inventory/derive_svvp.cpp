// Whether a listing of the Server Virtualization Validation Program covers hypervisor and guest, and its limits.
#include <fmt/format.h>

#include <algorithm>

#include "catalog/lookup.hpp"
#include "inventory/derive_parts.hpp"
#include "inventory/derive_truth.hpp"
#include "text/lists.hpp"

namespace hvcompat {

namespace {

constexpr const char* kStatus = "svvp.status";
constexpr const char* kListing = "svvp.listing";
constexpr const char* kLimits = "svvp.limits";
constexpr const char* kMaxVcpus = "svvp.max_vcpus";
constexpr const char* kMaxMemory = "svvp.max_memory_mib";
constexpr const char* kQualifications = "svvp.qualifications";
constexpr const char* kVendor = "hypervisor.vendor";
constexpr const char* kProduct = "hypervisor.product";
constexpr const char* kVersion = "hypervisor.version";
constexpr const char* kCpu = "host.cpu.vendor";
constexpr const char* kGuest = "guest.os.product";
constexpr const char* kLifecycle = "guest.os.lifecycle";
constexpr const char* kArch = "guest.os.arch";
constexpr const char* kMemory = "guest.memory.configured_mib";
constexpr const char* kVcpus = "guest.vcpu.count";
constexpr const char* kImport = "import the Windows Server Catalog's listing (`catalogs` in the site file)";

Truth version_listed(const Facts& facts, const SvvpListing& listing) {
  return test(facts, kVersion, [&](const Value& value) {
    const auto version = Version::parse(to_words(value));
    return version &&
           std::ranges::any_of(listing.versions, [&](const VersionRange& range) { return range.contains(*version); });
  });
}

Truth cpu_listed(const Facts& facts, const SvvpListing& listing) {
  if (listing.cpu_vendors.empty()) return {true, {}};
  return is_one_of(facts, kCpu, listing.cpu_vendors);
}

// KB 956893: what passed for a newer Windows Server counts for the earlier ones in their life cycle.
Truth guest_covered(const Deriving& step, const SvvpListing& listing) {
  if (listing.guests.empty()) return {};
  const Truth named = is_one_of(step.facts, kGuest, listing.guests);
  std::string newest;
  for (const std::string& guest : listing.guests) newest = std::max(newest, server_released(step.catalogs, guest));
  Truth earlier = test(step.facts, kGuest, [&](const Value& value) {
    const std::string day = server_released(step.catalogs, to_words(value));
    return !day.empty() && day < newest;
  });
  // A server that no catalog dates may be newer than all of them.
  const auto is_undated = [&](const std::string& guest) {
    return guest.starts_with("windows-server-") && server_released(step.catalogs, guest).empty();
  };
  if (earlier.surely_not() && std::ranges::any_of(listing.guests, is_undated)) earlier = {};
  const Truth alive = is_one_of(step.facts, kLifecycle, {"mainstream", "extended", "esu"});
  return any_of({named, all_of({earlier, alive})});
}

Truth covers(const Deriving& step, const SvvpListing& listing) {
  const Facts& facts = step.facts;
  return all_of({is(facts, kVendor, listing.vendor), is(facts, kProduct, listing.product),
                 version_listed(facts, listing), cpu_listed(facts, listing), guest_covered(step, listing)});
}

Truth at_most(const Facts& facts, const char* name, std::int64_t limit) {
  return test(facts, name, [&](const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number && *number <= limit;
  });
}

// Limits by architecture: where the guest's is not known, or none of theirs, the lowest proves within and the highest
// exceeded.
Truth memory_within(const Facts& facts, const SvvpListing& listing) {
  const auto& limits = listing.max_memory_mib;
  if (limits.empty()) return {true, {}};
  const std::string* arch = facts.text(kArch);
  auto own = limits.find(arch ? *arch : std::string{});
  if (own == limits.end() && (arch || limits.size() == 1)) own = limits.find("any");
  if (own != limits.end()) return at_most(facts, kMemory, own->second);
  const auto by_limit = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto [low, high] = std::ranges::minmax_element(limits, by_limit);
  Truth within_lowest = at_most(facts, kMemory, low->second);
  const Truth within_highest = at_most(facts, kMemory, high->second);
  if (within_lowest.holds == within_highest.holds) return within_lowest;
  return arch ? Truth{} : Truth{std::nullopt, {kArch}};
}

Truth within(const Facts& facts, const SvvpListing& listing) {
  const Truth vcpus = listing.max_vcpus ? at_most(facts, kVcpus, *listing.max_vcpus) : Truth{true, {}};
  return all_of({vcpus, memory_within(facts, listing)});
}

void set_limits(Facts& facts, const Truth& truth) {
  const Value inside{std::string("within")};
  const Value outside{std::string("exceeded")};
  std::vector<std::string> from{kStatus};
  add_all_new(from, truth.from);
  if (truth.holds) return set_known(facts, kLimits, *truth.holds ? inside : outside, from);
  std::optional<Unknown> cause;
  if (truth.from.empty())
    cause = Unknown{"not-exposed", "the listings do not decide the limits of this guest", kImport};
  set_open(facts, kLimits, {inside, outside}, truth.from, std::move(cause));
}

// The maxima that are named, for advice; a listing that names none leaves them unknown.
void set_maxima(Facts& facts, const SvvpListing& listing) {
  set_open(facts, kMaxVcpus, {}, {kStatus});
  set_open(facts, kMaxMemory, {}, {kStatus});
  if (listing.max_vcpus) set_known(facts, kMaxVcpus, *listing.max_vcpus, {kStatus}, listing.source);
  const std::string* arch = facts.text(kArch);
  auto limit = listing.max_memory_mib.find(arch ? *arch : std::string("any"));
  if (limit == listing.max_memory_mib.end()) limit = listing.max_memory_mib.find("any");
  if (limit != listing.max_memory_mib.end()) set_known(facts, kMaxMemory, limit->second, {kStatus}, listing.source);
}

void set_validated(Deriving& step, const SvvpListing& listing, const Truth& truth, const Truth& limits) {
  Facts& facts = step.facts;
  const std::string note = fmt::format("listing `{}`, as of {}: {}", listing.id, listing.as_of, listing.source);
  set_known(facts, kStatus, std::string("validated"), truth.from, note);
  set_known(facts, kListing, listing.id, {kStatus}, listing.source);
  TextList qualifications = listing.qualifications;
  std::ranges::sort(qualifications);
  set_known(facts, kQualifications, std::move(qualifications), {kStatus});
  set_maxima(facts, listing);
  set_limits(facts, limits);
}

void leave_open(Facts& facts, const std::vector<std::string>& inputs, const std::string& vendor) {
  const std::string whose = vendor.empty() ? "of this vendor" : fmt::format("of {}", vendor);
  std::vector<std::string> from{kStatus};
  add_all_new(from, inputs);
  const Unknown cause{"not-exposed", fmt::format("the listings {} are not known to be complete", whose), kImport};
  set_open(facts, kStatus, values_of({"validated", "not-listed"}), from, cause);
}

void set_dependents_open(Facts& facts) {
  set_open(facts, kListing, {}, {kStatus});
  set_open(facts, kMaxVcpus, {}, {kStatus});
  set_open(facts, kMaxMemory, {}, {kStatus});
  set_open(facts, kQualifications, {}, {kStatus});
  set_open(facts, kLimits, values_of({"within", "exceeded"}), {kStatus});
}

struct Covering {
  const SvvpListing* listing = nullptr;
  Truth covers;
  Truth within;  // the limits of all that cover it: one that it keeps is enough
};

// Of several listings that cover the guest, one whose limits it keeps.
Covering best_of(const Deriving& step, std::vector<std::string>& open) {
  Covering best;
  std::vector<Truth> kept;
  for (const SvvpListing& listing : step.catalogs.svvp) {
    Truth truth = covers(step, listing);
    if (truth.surely_not()) continue;
    if (!truth.holds) add_all_new(open, truth.from.empty() ? std::vector<std::string>{kStatus} : truth.from);
    const Truth limits = within(step.facts, listing);
    kept.push_back(all_of({truth, limits}));
    if (!truth.surely() || best.within.surely() || (best.listing && !limits.surely())) continue;
    best = {&listing, std::move(truth), limits};
  }
  if (best.listing && !best.within.surely()) best.within = any_of(std::move(kept));
  return best;
}

void derive_svvp(Deriving& step) {
  Facts& facts = step.facts;
  std::vector<std::string> open;
  const Covering best = best_of(step, open);
  if (best.listing) return set_validated(step, *best.listing, best.covers, best.within);
  const std::string* vendor = facts.text(kVendor);
  const SvvpVendor* known = vendor ? find_svvp_vendor(step.catalogs, *vendor) : nullptr;
  if (!vendor) add_new(open, kVendor);
  if (known && known->complete && open.empty()) {
    set_known(facts, kStatus, std::string("not-listed"), {kVendor, kProduct, kVersion, kCpu, kGuest},
              fmt::format("listings of {} as of {}", *vendor, known->as_of));
  } else {
    leave_open(facts, open, vendor ? *vendor : std::string{});
  }
  set_dependents_open(facts);
}

}  // namespace

void add_svvp_step(DeriveSteps& steps) {
  steps.push_back({{kVendor, kProduct, kVersion, kCpu, kGuest, kLifecycle, kArch, kMemory, kVcpus},
                   {kStatus, kListing, kLimits, kMaxVcpus, kMaxMemory, kQualifications},
                   derive_svvp});
}

}  // namespace hvcompat
