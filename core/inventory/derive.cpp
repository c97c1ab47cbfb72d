// From what was collected and attested to what policies ask, guest by guest.
#include "inventory/derive.hpp"

#include <string_view>
#include <unordered_map>

#include "inventory/derive_parts.hpp"

namespace hvcompat {

namespace {

using RecordsById = std::unordered_map<std::string_view, const Record*>;

RecordsById by_id(const std::vector<Record>& records) {
  RecordsById index;
  for (const Record& record : records) index.emplace(record.id, &record);
  return index;
}

const Record* find_record(const RecordsById& records, const std::string& id) {
  const auto found = records.find(id);
  return found == records.end() ? nullptr : found->second;
}

void add_facts(Facts& facts, const Facts& more) {
  for (const auto& [name, fact] : more) facts.set(name, fact);
}

// What a guest tells of its host itself stands before what the host tells of all its guests.
JudgedGuest flatten(const RecordsById& hosts, const RecordsById& clusters, const SiteFacts& site, const Record& guest) {
  JudgedGuest judged;
  judged.guest = &guest;
  judged.host = find_record(hosts, guest.parent);
  judged.cluster = judged.host ? find_record(clusters, judged.host->parent) : nullptr;
  if (judged.cluster) add_facts(judged.facts, judged.cluster->facts);
  if (judged.host) add_facts(judged.facts, judged.host->facts);
  add_facts(judged.facts, guest.facts);
  add_facts(judged.facts, site.customer);
  return judged;
}

}  // namespace

bool is_template(const Facts& of_guest) {
  const bool* is = of_guest.boolean("guest.template");
  return is && *is;
}

void identify(Deriving& step, const std::vector<const AttestRule*>& rules) {
  name_guest_os(step);
  const ToldOs told = told_os(step.facts, rules);
  const std::vector<FactConflict> conflicts = attest_facts(rules, step.facts);
  step.conflicts.insert(step.conflicts.end(), conflicts.begin(), conflicts.end());
  settle_guest_os(step, told);
}

const DeriveSteps& derive_steps() {
  static const DeriveSteps kSteps = [] {
    DeriveSteps steps;
    add_kind_step(steps);
    add_load_steps(steps);
    add_feature_steps(steps);
    add_lifecycle_steps(steps);
    add_relationship_step(steps);
    add_svvp_step(steps);
    add_hyperv_step(steps);
    return steps;
  }();
  return kSteps;
}

std::vector<JudgedGuest> derive_facts(const Inventory& inventory, const SiteFacts& site, const Catalogs& catalogs,
                                      std::string_view as_of, AttestUse* use) {
  const RecordsById hosts = by_id(inventory.hosts);
  const RecordsById clusters = by_id(inventory.clusters);
  std::vector<JudgedGuest> guests;
  for (const Record& record : inventory.guests) {
    JudgedGuest judged = flatten(hosts, clusters, site, record);
    Deriving step{judged.facts, judged.conflicts, site, catalogs, as_of};
    const std::vector<const AttestRule*> rules = rules_for(site, inventory.target, judged.host, record);
    if (use)
      for (const AttestRule* rule : rules) (*use)[static_cast<std::size_t>(rule - site.attest.data())] = 1;
    identify(step, rules);
    if (!is_template(judged.facts)) guests.push_back(std::move(judged));
  }
  const auto loads = host_loads(inventory, guests);
  for (JudgedGuest& judged : guests) {
    Deriving step{judged.facts, judged.conflicts, site, catalogs, as_of};
    const auto load = loads.find(judged.guest->parent);
    derive_load(step, judged.host && load != loads.end() ? &load->second : nullptr);
    for (const DeriveStep& next : derive_steps()) next.run(step);
  }
  return guests;
}

}  // namespace hvcompat
