// Counting facts over the records of a sample.
#include "access/facts_reached.hpp"

#include <algorithm>

namespace hvcompat {
namespace {

void count_reason(FactReach& reach, const Unknown& unknown) {
  const auto same = [&](const LackReason& known) {
    return known.reason == unknown.reason && known.remedy == unknown.remedy;
  };
  auto found = std::ranges::find_if(reach.reasons, same);
  if (found == reach.reasons.end())
    found = reach.reasons.insert(found, {unknown.reason, unknown.detail, unknown.remedy, 0});
  ++found->records;
}

void count_records(FactReach& reach, const std::vector<Record>& records) {
  for (const Record& record : records) {
    const Fact* fact = record.facts.find(reach.fact);
    ++reach.tried;
    if (fact && fact->known()) {
      ++reach.known;
    } else {
      count_reason(reach, fact ? fact->unknown : Unknown{});
    }
  }
}

// A vendor's fact stands in no vocabulary: it belongs to the records that have it.
std::optional<Entity> entity_of(const std::string& fact, const Inventory& inventory) {
  if (const FactSpec* spec = find_fact(fact)) return spec->entity;
  const auto has = [&](const Record& record) { return record.facts.find(fact) != nullptr; };
  if (std::ranges::any_of(inventory.guests, has)) return Entity::guest;
  if (std::ranges::any_of(inventory.hosts, has)) return Entity::host;
  if (std::ranges::any_of(inventory.clusters, has)) return Entity::cluster;
  return std::nullopt;
}

const std::vector<Record>& records_of(Entity entity, const Inventory& inventory) {
  if (entity == Entity::guest) return inventory.guests;
  return entity == Entity::cluster ? inventory.clusters : inventory.hosts;
}

// What the core makes of catalogs and policies, and no plugin or site file may give.
bool is_of_the_core(const std::string& fact) {
  const FactSpec* spec = find_fact(fact);
  return spec ? spec->origin == FactOrigin::derived : !is_vendor_fact(fact);
}

// A fact that the plugin does not report may be made of some that it does: then it lacks for their reason.
Supply supply_of(const FactReach& reach) {
  if (is_of_the_core(reach.fact)) return Supply::catalog;
  const std::string& reason = reach.reasons.front().reason;
  if ((!reach.declared && reason == "not-asked") || !reach.lacks()) return Supply::site;
  if (reason == "not-permitted") return Supply::rights;
  if (reason == "agent-off") return Supply::guest;
  return reason == "not-exposed" ? Supply::site : Supply::again;
}

void conclude(FactReach& reach) {
  std::ranges::stable_sort(reach.reasons, std::greater<>(), &LackReason::records);
  if (!reach.reasons.empty()) reach.supply = supply_of(reach);
}

FactReach& reach_of(const std::string& fact, std::vector<FactReach>& facts, std::size_t guests) {
  const auto found = std::ranges::find(facts, fact, &FactReach::fact);
  if (found != facts.end()) return *found;
  FactReach reach;
  reach.fact = fact;
  const FactSpec* spec = find_fact(fact);
  if (spec) reach.entity = name_of(spec->entity);
  reach.tried = reach.known = guests;
  return facts.emplace_back(std::move(reach));
}

void mark(const MissingFact& missing, std::vector<FactReach>& facts, std::size_t guests,
          std::vector<std::string>& seen) {
  FactReach& reach = reach_of(missing.fact, facts, guests);
  reach.needed = true;
  if (std::ranges::find(seen, missing.fact) != seen.end()) return;
  seen.push_back(missing.fact);
  if (reach.declared) {
    // Known as such, and still not usable: what is derived of it says why.
    if (!reach.lacks()) count_reason(reach, missing.unknown);
    return;
  }
  --reach.known;
  count_reason(reach, missing.unknown);
}

}  // namespace

std::vector<FactReach> facts_reached(const Inventory& inventory, const PluginManifest& manifest) {
  std::vector<FactReach> facts;
  for (const ReportedFact& reported : manifest.facts) {
    FactReach reach;
    reach.fact = reported.name;
    reach.privilege = reported.privilege;
    reach.declared = true;
    if (const auto entity = entity_of(reported.name, inventory)) {
      reach.entity = name_of(*entity);
      count_records(reach, records_of(*entity, inventory));
    }
    conclude(reach);
    facts.push_back(std::move(reach));
  }
  return facts;
}

void mark_needed(std::vector<FactReach>& facts, const std::vector<GuestReport>& guests) {
  for (const GuestReport& guest : guests) {
    std::vector<std::string> seen;  // of this guest
    for (const AreaVerdict& area : guest.verdict.areas)
      for (const PackVerdict& pack : area.packs)
        for (const MissingFact& missing : pack.missing) mark(missing, facts, guests.size(), seen);
    for (const BoundaryVerdict& boundary : guest.verdict.boundaries)
      for (const MissingFact& missing : boundary.missing) mark(missing, facts, guests.size(), seen);
  }
  for (FactReach& reach : facts) conclude(reach);
}

std::vector<Right> rights_of(const std::vector<FactReach>& facts, const PluginManifest& manifest) {
  std::vector<Right> rights;
  for (const ReportedFact& reported : manifest.facts) {
    const auto same = std::ranges::find(rights, reported.privilege, &Right::privilege);
    Right& right = same == rights.end() ? rights.emplace_back(Right{reported.privilege}) : *same;
    const auto reach = std::ranges::find(facts, reported.name, &FactReach::fact);
    const auto refused = [](const LackReason& reason) { return reason.reason == "not-permitted"; };
    right.known += reach->known > 0 ? 1 : 0;
    right.refused += std::ranges::any_of(reach->reasons, refused) ? 1 : 0;
  }
  for (Right& right : rights) {
    if (right.known > 0) right.state = right.refused > 0 ? RightState::part : RightState::has;
    if (right.known == 0 && right.refused > 0) right.state = RightState::lacks;
  }
  return rights;
}

}  // namespace hvcompat
