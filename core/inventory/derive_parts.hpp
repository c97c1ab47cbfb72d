// The steps of derive_facts, in their order. Internal to derive.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/derive.hpp"

namespace hvcompat {

// What a step works on: the facts of one guest with its host and cluster, which it adds to.
struct Deriving {
  Facts& facts;
  std::vector<FactConflict>& conflicts;
  const SiteFacts& site;
  const Catalogs& catalogs;
  std::string_view as_of;
};

// Before attestation: guest.os.product, family, version, source and declared_product from what the APIs call the
// system.
void name_guest_os(Deriving& step);
// What was told of product, product_type, build and version before attestations, and which of them rules override.
struct ToldOs {
  Facts facts;
  std::vector<std::string> overridden;
};
ToldOs told_os(const Facts& facts, const std::vector<const AttestRule*>& rules);
// After attestation: what it settles, and what of it is not taken because an agent or tools say otherwise.
void settle_guest_os(Deriving& step, const ToldOs& told);

// Both, with what the rules attest between them. Looks at guest_os_reads() and at the facts that the rules give.
void identify(Deriving& step, const std::vector<const AttestRule*>& rules);

// What the guests of a host take together. `unsure` says why a sum is only a lower bound; empty: it is exact.
struct HostLoad {
  std::int64_t memory_mib = 0;
  std::int64_t vcpus = 0;
  std::string memory_unsure;
  std::string vcpus_unsure;
};
// What a guest takes of its host.
struct GuestShare {
  std::optional<bool> runs;
  std::optional<bool> holds_memory;
  std::optional<std::int64_t> memory_mib;
  std::optional<std::int64_t> vcpus;
};
// `facts`: what is known of the guest.power, size and vcpus of a guest.
GuestShare share_of(const Facts& facts);
// `label`: how a message calls the guest; asked where one is needed.
void add_share(HostLoad& load, const GuestShare& share, const std::function<std::string()>& label);
// A guest whose host is not known, or a fault: sums may be larger.
void mark_unsure(HostLoad& load, const std::string& why);
std::string why_unsure(const CollectionError& error);
inline constexpr std::string_view kCutOff = "the inventory is cut off";

// By the id of the host. `guests` are all guests of the inventory but templates.
std::map<std::string, HostLoad> host_loads(const Inventory& inventory, const std::vector<JudgedGuest>& guests);
void derive_load(Deriving& step, const HostLoad* load);

// A step after these: what it looks at, what it gives, and what it does. It looks at no other fact, and besides only at
// the site, the catalogs and the day: where these facts are equal, so is what it gives, and whoever judges many guests
// lets it run once for each combination.
struct DeriveStep {
  std::vector<std::string_view> reads;
  std::vector<std::string_view> gives;
  std::function<void(Deriving&)> run;
};
using DeriveSteps = std::vector<DeriveStep>;

// All of them, each after those that give what it reads.
const DeriveSteps& derive_steps();
// What name_guest_os and settle_guest_os look at.
std::span<const std::string_view> guest_os_reads();

// The steps of each file, added in this order.
void add_kind_step(DeriveSteps& steps);
void add_load_steps(DeriveSteps& steps);
void add_feature_steps(DeriveSteps& steps);
void add_lifecycle_steps(DeriveSteps& steps);
void add_relationship_step(DeriveSteps& steps);
void add_svvp_step(DeriveSteps& steps);
void add_hyperv_step(DeriveSteps& steps);

// Whether a time is not before another. They compare as texts once the Z is gone: a fraction comes after the second.
bool not_before(std::string_view time, std::string_view other);

}  // namespace hvcompat
