// The steps of derive_facts, in their order. Internal to derive.
#pragma once

#include <map>
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
// After it: what an attested product or build settles. `named`: the product before it, empty where there was none.
void settle_guest_os(Deriving& step, const std::string& named);
void derive_kind(Deriving& step);

// What the guests of a host take together. `unsure` says why a sum is only a lower bound; empty: it is exact.
struct HostLoad {
  std::int64_t memory_mib = 0;
  std::int64_t vcpus = 0;
  std::string memory_unsure;
  std::string vcpus_unsure;
};
// By the id of the host. `guests` are all guests of the inventory but templates.
std::map<std::string, HostLoad> host_loads(const Inventory& inventory, const std::vector<JudgedGuest>& guests);
void derive_load(Deriving& step, const HostLoad* load);

void derive_features(Deriving& step);
void derive_lifecycles(Deriving& step);
void derive_relationship(Deriving& step);
void derive_svvp(Deriving& step);
void derive_hyperv_listing(Deriving& step);

}  // namespace hvcompat
