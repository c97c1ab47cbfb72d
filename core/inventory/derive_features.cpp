// States of features: in-use, available or off, as far as the facts tell.
#include "inventory/derive_parts.hpp"
#include "inventory/derive_truth.hpp"
#include "text/lists.hpp"

namespace hvcompat {

namespace {

constexpr const char* kPower = "guest.power";

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
  row.in_use = all_of({std::move(row.in_use), opposite(is(facts, kPower, "off"))});
  if (row.in_use.surely()) return set_known(facts, name, state("in-use"), row.in_use.from);
  if (row.off.surely()) return set_known(facts, name, state("off"), row.off.from);
  if (row.available.surely()) return set_known(facts, name, state("available"), row.available.from);
  std::vector<Value> open;
  std::vector<std::string> from;
  std::vector<std::string> why_off;
  for (const auto& [truth, text] : {std::pair(&row.in_use, "in-use"), std::pair(&row.available, "available")}) {
    add_all_new(truth->holds ? why_off : from, truth->from);
    if (!truth->holds) open.push_back(state(text));
  }
  if (open.empty()) return set_known(facts, name, state("off"), why_off);
  if (!row.off.holds) add_all_new(from, row.off.from);
  open.push_back(state("off"));
  set_open(facts, name, std::move(open), std::move(from));
}

Truth migrated_since_power_on(const Facts& facts) {
  constexpr const char* kLast = "guest.migration.last";
  constexpr const char* kSince = "guest.power.since";
  const std::string* last = facts.text(kLast);
  const std::string* since = facts.text(kSince);
  if (last && since) return {not_before(*last, *since), {kLast, kSince}};
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
  return {any_of({is(facts, kPower, "suspended"), is_true(facts, "guest.suspended_state")}),
          is_true(facts, "guest.suspend.allowed"), kNever};
}

FeatureRow snapshots(const Facts& facts) {
  const Truth allowed = is_true(facts, "guest.snapshot.allowed");
  return {positive(facts, "guest.snapshot.count"), allowed, opposite(allowed)};
}

FeatureRow vbs_like(const Facts& facts) {
  return {not_none(facts, "guest.isolation"),
          any_of({is_true(facts, "guest.vbs_enabled"), is_true(facts, "guest.nested_virtualization")}), kNever};
}

FeatureRow cpu_overcommit(const Facts& facts) {
  return {less(facts, "host.cpu.threads", "host.vcpu.assigned"), kNever, kNever};
}

FeatureRow storage_software(const Facts& facts) { return {not_empty(facts, "guest.storage.software"), kNever, kNever}; }

FeatureRow fault_tolerance(const Facts& facts) { return {is_true(facts, "guest.fault_tolerance"), kNever, kNever}; }
FeatureRow hot_add(const Facts& facts) { return {kNever, not_empty(facts, "guest.hot_add"), kNever}; }
FeatureRow replication(const Facts& facts) { return {is_true(facts, "guest.replication"), kNever, kNever}; }
FeatureRow nested(const Facts& facts) { return {kNever, is_true(facts, "guest.nested_virtualization"), kNever}; }

FeatureRow storage_migration(const Facts& facts) {
  return {is_true(facts, "guest.storage_migration.running"), is_true(facts, "guest.storage_migration.allowed"), kNever};
}

FeatureRow confidential_vm(const Facts& facts) { return {not_none(facts, "guest.confidential"), kNever, kNever}; }

void add(DeriveSteps& steps, const char* name, FeatureRow (*row)(const Facts&), std::vector<std::string_view> reads) {
  reads.emplace_back(kPower);
  steps.push_back(
      {std::move(reads), {name}, [name, row](Deriving& step) { set_feature(step.facts, name, row(step.facts)); }});
}

}  // namespace

bool not_before(std::string_view time, std::string_view other) {
  return time.substr(0, time.find('Z')) >= other.substr(0, other.find('Z'));
}

void add_feature_steps(DeriveSteps& steps) {
  add(steps, "feature.memory_overcommit", memory_overcommit,
      {"guest.memory.configured_mib", "guest.memory.reserved_mib", "guest.memory.limit_mib",
       "guest.memory.balloon_device", "guest.memory.page_sharing_allowed", "guest.memory.locked",
       "guest.memory.ballooned_mib", "guest.memory.swapped_mib", "guest.memory.compressed_mib",
       "guest.memory.shared_mib", "guest.memory.dynamic", "host.memory.page_sharing", "host.memory.admission",
       "host.memory.total_mib", "host.memory.assigned_mib"});
  add(steps, "feature.live_migration", live_migration,
      {"guest.migratable", "guest.migration.running", "guest.migration.last", "guest.migration.since_power_on",
       "guest.power.since", "cluster.hosts", "host.migration.enabled"});
  add(steps, "feature.vbs_like", vbs_like, {"guest.isolation", "guest.vbs_enabled", "guest.nested_virtualization"});
  add(steps, "feature.snapshots", snapshots, {"guest.snapshot.count", "guest.snapshot.allowed"});
  add(steps, "feature.cpu_overcommit", cpu_overcommit, {"host.cpu.threads", "host.vcpu.assigned"});
  add(steps, "feature.storage_software", storage_software, {"guest.storage.software"});
  add(steps, "feature.suspend", suspend, {"guest.suspended_state", "guest.suspend.allowed"});
  add(steps, "feature.fault_tolerance", fault_tolerance, {"guest.fault_tolerance"});
  add(steps, "feature.hot_add", hot_add, {"guest.hot_add"});
  add(steps, "feature.replication", replication, {"guest.replication"});
  add(steps, "feature.nested_virtualization", nested, {"guest.nested_virtualization"});
  add(steps, "feature.storage_migration", storage_migration,
      {"guest.storage_migration.running", "guest.storage_migration.allowed"});
  add(steps, "feature.confidential_vm", confidential_vm, {"guest.confidential"});
}

}  // namespace hvcompat
