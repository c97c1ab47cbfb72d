// States of features: in-use, available or off, as far as the facts tell.
#include "inventory/derive_parts.hpp"
#include "inventory/derive_truth.hpp"

namespace hvcompat {

namespace {

const Truth kNever{false, {}};

// Conditions of the states; `off` without a condition of its own is "neither".
struct FeatureRow {
  Truth in_use = kNever;
  Truth available = kNever;
  Truth off = kNever;
};

// The first of in-use, off, available that surely holds decides; where none does, what is not ruled out remains, and
// `off` with it, since it is what holds when nothing else does.
void set_feature(Facts& facts, const std::string& name, FeatureRow row) {
  const auto state = [](const char* text) { return Value(std::string(text)); };
  row.in_use = all_of({std::move(row.in_use), opposite(is(facts, "guest.power", "off"))});
  if (row.in_use.surely()) return set_known(facts, name, state("in-use"), row.in_use.from);
  if (row.off.surely()) return set_known(facts, name, state("off"), row.off.from);
  if (row.available.surely()) return set_known(facts, name, state("available"), row.available.from);
  std::vector<Value> open;
  std::vector<std::string> from;
  std::vector<std::string> why_off;
  for (const auto& [truth, text] : {std::pair(&row.in_use, "in-use"), std::pair(&row.available, "available")}) {
    add_unique(truth->holds ? why_off : from, truth->from);
    if (!truth->holds) open.push_back(state(text));
  }
  if (open.empty()) return set_known(facts, name, state("off"), why_off);
  if (!row.off.holds) add_unique(from, row.off.from);
  open.push_back(state("off"));
  set_open(facts, name, std::move(open), std::move(from));
}

// Times compare as texts once the Z is gone: a fraction comes after the whole second.
std::string_view without_zone(std::string_view time) { return time.substr(0, time.find('Z')); }

Truth migrated_since_power_on(const Facts& facts) {
  constexpr const char* kLast = "guest.migration.last";
  constexpr const char* kSince = "guest.power.since";
  const std::string* last = facts.text(kLast);
  const std::string* since = facts.text(kSince);
  if (last && since) return {without_zone(*last) >= without_zone(*since), {kLast, kSince}};
  constexpr const char* kTold = "guest.migration.since_power_on";
  if (const bool* told = facts.boolean(kTold)) return {*told, {kTold}};
  Truth open;
  if (!last) open.from.emplace_back(kLast);
  if (!since) open.from.emplace_back(kSince);
  return open;
}

Truth at_least_two_hosts(const Facts& facts) {
  return test(facts, "cluster.hosts", [](const Value& value) {
    const auto* hosts = std::get_if<std::int64_t>(&value);
    return hosts && *hosts >= 2;
  });
}

FeatureRow memory_overcommit(const Facts& facts) {
  constexpr const char* kConfigured = "guest.memory.configured_mib";
  constexpr const char* kReserved = "guest.memory.reserved_mib";
  const Truth balloon = is_true(facts, "guest.memory.balloon_device");
  const Truth sharing = is_true(facts, "guest.memory.page_sharing_allowed");
  const Truth not_reserved = less(facts, kReserved, kConfigured);
  const Truth guaranteed = any_of({opposite(not_reserved), is_true(facts, "guest.memory.locked")});
  FeatureRow row;
  row.in_use = any_of({positive(facts, "guest.memory.ballooned_mib"), positive(facts, "guest.memory.swapped_mib"),
                       positive(facts, "guest.memory.compressed_mib"), positive(facts, "guest.memory.shared_mib"),
                       less(facts, "guest.memory.limit_mib", kConfigured),
                       all_of({is_true(facts, "host.memory.page_sharing"), sharing}),
                       less(facts, "host.memory.total_mib", "host.memory.assigned_mib")});
  row.available = any_of({balloon, is_true(facts, "guest.memory.dynamic"), sharing, not_reserved});
  row.off = any_of({all_of({guaranteed, opposite(balloon)}), is_true(facts, "host.memory.admission")});
  return row;
}

FeatureRow live_migration(const Facts& facts) {
  const Truth migratable = is_true(facts, "guest.migratable");
  FeatureRow row;
  row.in_use = any_of({is_true(facts, "guest.migration.running"), migrated_since_power_on(facts)});
  row.available = all_of({migratable, any_of({at_least_two_hosts(facts), is_true(facts, "host.migration.enabled")})});
  row.off = opposite(migratable);
  return row;
}

FeatureRow suspend(const Facts& facts) {
  return {any_of({is(facts, "guest.power", "suspended"), is_true(facts, "guest.suspended_state")}),
          is_true(facts, "guest.suspend.allowed"), kNever};
}

FeatureRow snapshots(const Facts& facts) {
  const Truth allowed = is_true(facts, "guest.snapshot.allowed");
  return {positive(facts, "guest.snapshot.count"), allowed, opposite(allowed)};
}

}  // namespace

void derive_features(Deriving& step) {
  Facts& facts = step.facts;
  const Truth nested = is_true(facts, "guest.nested_virtualization");
  set_feature(facts, "feature.memory_overcommit", memory_overcommit(facts));
  set_feature(facts, "feature.live_migration", live_migration(facts));
  set_feature(facts, "feature.vbs_like",
              {not_none(facts, "guest.isolation"), any_of({is_true(facts, "guest.vbs_enabled"), nested}), kNever});
  set_feature(facts, "feature.snapshots", snapshots(facts));
  set_feature(facts, "feature.cpu_overcommit", {less(facts, "host.cpu.threads", "host.vcpu.assigned"), kNever, kNever});
  set_feature(facts, "feature.storage_software", {not_empty(facts, "guest.storage.software"), kNever, kNever});
  set_feature(facts, "feature.suspend", suspend(facts));
  set_feature(facts, "feature.fault_tolerance", {is_true(facts, "guest.fault_tolerance"), kNever, kNever});
  set_feature(facts, "feature.hot_add", {kNever, not_empty(facts, "guest.hot_add"), kNever});
  set_feature(facts, "feature.replication", {is_true(facts, "guest.replication"), kNever, kNever});
  set_feature(facts, "feature.nested_virtualization", {kNever, nested, kNever});
  set_feature(
      facts, "feature.storage_migration",
      {is_true(facts, "guest.storage_migration.running"), is_true(facts, "guest.storage_migration.allowed"), kNever});
  set_feature(facts, "feature.confidential_vm", {not_none(facts, "guest.confidential"), kNever, kNever});
}

}  // namespace hvcompat
