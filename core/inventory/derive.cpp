// From what was collected and attested to what policies ask, guest by guest.
#include "inventory/derive.hpp"

#include <algorithm>

#include "inventory/derive_parts.hpp"

namespace hvcompat {

namespace {

const Record* find_record(const std::vector<Record>& records, const std::string& id) {
  const auto found = std::ranges::find(records, id, &Record::id);
  return id.empty() || found == records.end() ? nullptr : &*found;
}

void add_facts(Facts& facts, const Facts& more) {
  for (const auto& [name, fact] : more) facts.set(name, fact);
}

// The first of several records of one name wins nothing: cluster, host, guest and customer have facts of their own.
JudgedGuest flatten(const Inventory& inventory, const SiteFacts& site, const Record& guest) {
  JudgedGuest judged;
  judged.guest = &guest;
  judged.host = find_record(inventory.hosts, guest.parent);
  judged.cluster = judged.host ? find_record(inventory.clusters, judged.host->parent) : nullptr;
  if (judged.cluster) add_facts(judged.facts, judged.cluster->facts);
  if (judged.host) add_facts(judged.facts, judged.host->facts);
  add_facts(judged.facts, guest.facts);
  add_facts(judged.facts, site.customer);
  return judged;
}

bool is_template(const JudgedGuest& judged) {
  const bool* is = judged.facts.boolean("guest.template");
  return is && *is;
}

void derive(Deriving& step, const HostLoad* load) {
  derive_kind(step);
  derive_load(step, load);
  derive_features(step);
  derive_lifecycles(step);
  derive_relationship(step);
  derive_svvp(step);
  derive_hyperv_listing(step);
}

}  // namespace

std::vector<JudgedGuest> derive_facts(const Inventory& inventory, const SiteFacts& site, const Catalogs& catalogs,
                                      std::string_view as_of) {
  std::vector<JudgedGuest> guests;
  for (const Record& record : inventory.guests) {
    JudgedGuest judged = flatten(inventory, site, record);
    Deriving step{judged.facts, judged.conflicts, site, catalogs, as_of};
    name_guest_os(step);
    const std::string* product = judged.facts.text("guest.os.product");
    const std::string named = product ? *product : std::string{};
    auto conflicts = attest_facts(site, inventory.target, judged.host, record, judged.facts);
    judged.conflicts.insert(judged.conflicts.end(), conflicts.begin(), conflicts.end());
    settle_guest_os(step, named);
    if (!is_template(judged)) guests.push_back(std::move(judged));
  }
  const auto loads = host_loads(inventory, guests);
  for (JudgedGuest& judged : guests) {
    Deriving step{judged.facts, judged.conflicts, site, catalogs, as_of};
    const auto load = loads.find(judged.guest->parent);
    derive(step, judged.host && load != loads.end() ? &load->second : nullptr);
  }
  return guests;
}

}  // namespace hvcompat
