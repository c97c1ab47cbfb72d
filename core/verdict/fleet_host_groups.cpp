// What a host says of all its guests, in few numbers.
#include <algorithm>

#include "verdict/fleet.hpp"
#include "verdict/fleet_marks.hpp"

namespace hvcompat {

// A sum and what the host has: of both only matters which is larger. Why a sum is no more than a lower bound, no
// summary says.
void Fleet::relate(Facts& facts, const char* sum_name, const char* has_name) const {
  if (exact_loads_) return;
  const std::int64_t* has = facts.integer(has_name);
  constexpr std::int64_t kHas = 1000;
  const auto stand_in = [&](std::int64_t sum) { return has ? kHas + (sum > *has ? 1 : 0) : 0; };
  Fact sum = *facts.find(sum_name);
  if (!details_) sum.unknown.detail.clear();
  if (sum.known()) sum.value = stand_in(std::get<std::int64_t>(*sum.value));
  if (sum.at_least) sum.at_least = has && *sum.at_least > *has ? kHas + 1 : 0;
  facts.set(sum_name, std::move(sum));
  if (has) facts.set(has_name, Fact::of(kHas, {}));
}

// All that makes a difference to guests on the host.
std::vector<std::uint32_t> Fleet::host_key(const FleetHost& host, const FleetInventory& inventory) {
  std::vector<std::uint32_t> key;
  const FleetRecord* cluster = host.record ? cluster_of(*host.record, inventory) : nullptr;
  for (const FleetRecord* record : {host.record, cluster})
    for (unsigned part = 0; part < kFactParts; ++part) key.push_back(record ? record->facts[part] + 1 : 0);
  const auto add_number = [&](std::int64_t number) {
    key.insert(key.end(), {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32)});
  };
  const auto add_load = [&](std::int64_t sum, const std::string& unsure, std::int64_t has) {
    key.push_back((unsure.empty() ? 0U : 1U) + (has == kNotKnown ? 2U : 0U) + (sum > has ? 4U : 0U));
    if (details_) key.push_back(unsure_.add(unsure).id);
    if (!exact_loads_) return;
    add_number(sum);
    add_number(has);
  };
  add_load(host.load.memory_mib, host.load.memory_unsure, host.record ? host.record->memory_mib : kNotKnown);
  add_load(host.load.vcpus, host.load.vcpus_unsure, host.record ? host.record->threads : kNotKnown);
  const std::vector<std::uint32_t> marks = marks_of_host(host, inventory);
  key.insert(key.end(), marks.begin(), marks.end());
  return key;
}

const FleetRecord* Fleet::cluster_of(const FleetRecord& host, const FleetInventory& inventory) const {
  const std::string_view id = tables_.ids[host.parent];
  const auto cluster = std::ranges::lower_bound(inventory.clusters, id, {}, &FleetRecord::id);
  return cluster != inventory.clusters.end() && cluster->id == id ? &*cluster : nullptr;
}

void Fleet::add_facts(Facts& facts, const FleetRecord& record) const {
  for (unsigned part = 0; part < kFactParts; ++part)
    for (const FactId id : guest_groups_[part][record.facts[part]].facts)
      facts.set(std::string(needs_.name_of(pool_.index_of(id))), pool_.fact(id));
}

Facts Fleet::facts_of_host(const FleetHost& host, const FleetRecord* cluster) const {
  Facts facts;
  if (cluster) add_facts(facts, *cluster);
  if (host.record) add_facts(facts, *host.record);
  if (host.record && host.record->memory_mib != kNotKnown) facts.set(kTotal, Fact::of(host.record->memory_mib, {}));
  if (host.record && host.record->threads != kNotKnown) facts.set(kThreads, Fact::of(host.record->threads, {}));
  return facts;
}

std::vector<std::uint32_t> Fleet::marks_of_host(const FleetHost& host, const FleetInventory& inventory) const {
  std::vector<std::uint32_t> marks;
  const SiteFacts& site = evaluation_.site.facts;
  if (site.attest.empty() && evaluation_.site.waivers.empty()) return marks;
  Record record;
  if (host.record) {
    record.id = host.record->id;
    record.name = host.record->name;
  }
  for (std::uint32_t i = 0; i < site.attest.size(); ++i)
    if (is_for_target(site.attest[i], inventory.head.target) &&
        is_for_host(site.attest[i], host.record ? &record : nullptr))
      marks.push_back(kAttestMark + i);
  for (const std::size_t waiver : waivers_.for_host(names_of(host, inventory).host))
    marks.push_back(kWaiverMark + static_cast<std::uint32_t>(waiver));
  return marks;
}

FleetHostNames Fleet::names_of(const FleetHost& host, const FleetInventory& inventory) const {
  const auto name_or_id = [](const FleetRecord& record) { return record.name.empty() ? record.id : record.name; };
  const FleetRecord* cluster = host.record ? cluster_of(*host.record, inventory) : nullptr;
  return {host.record ? name_or_id(*host.record) : std::string(tables_.ids[host.number]),
          cluster ? name_or_id(*cluster) : std::string(), inventory.head.target};
}

// Facts and rules of a host, for all guests that stand on it, with those of its cluster.
PartNumbers Fleet::host_groups(const FleetHost& host, const FleetInventory& inventory) {
  const std::uint32_t known = hosts_known_.add(bytes_of_numbers(host_key(host, inventory))).id;
  if (known < groups_of_hosts_.size()) return groups_of_hosts_[known];
  Facts facts = facts_of_host(host, host.record ? cluster_of(*host.record, inventory) : nullptr);
  std::vector<FactConflict> conflicts;
  Deriving step{facts, conflicts, evaluation_.site.facts, evaluation_.catalogs, evaluation_.as_of};
  derive_load(step, host.record ? &host.load : nullptr);
  relate(facts, kAssigned, kTotal);
  relate(facts, kVcpusAssigned, kThreads);
  const std::vector<std::uint32_t> marks = marks_of_host(host, inventory);
  PartNumbers groups{};
  for (unsigned part = 0; part < kFactParts; ++part)
    groups[part] = host_group(static_cast<FactPart>(part), facts, marks);
  groups_of_hosts_.push_back(groups);
  return groups;
}

std::uint32_t Fleet::host_group(FactPart part, const Facts& facts, const std::vector<std::uint32_t>& marks) {
  std::vector<std::uint32_t> key;
  for (const auto& [name, fact] : facts) {
    const FactIndex index = needs_.index_of(name);
    if (needs_.is_in(index, part)) key.push_back(pool_.add(index, fact));
  }
  key.insert(key.end(), marks.begin(), marks.end());
  const std::uint32_t group = host_keys_[part].add(bytes_of_numbers(key)).id;
  if (group == host_groups_[part].size()) host_groups_[part].push_back(group_of(host_keys_[part][group]));
  return group;
}

}  // namespace hvcompat
