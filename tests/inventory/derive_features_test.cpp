// States of features at their borders.
#include "derive_fixture.hpp"

namespace hvcompat {
namespace {

constexpr const char* kOvercommit = "feature.memory_overcommit";
constexpr const char* kMigration = "feature.live_migration";

// A running guest of 4096 MiB for which nothing hints at over-commitment.
Given quiet(const Given& more = {}) {
  Given given = {{"guest.power", text("running")},
                 {"guest.memory.configured_mib", number(4096)},
                 {"guest.memory.current_mib", number(4096)},
                 {"guest.memory.reserved_mib", number(4096)},
                 {"guest.memory.limit_mib", number(4096)},
                 {"guest.memory.dynamic", false},
                 {"guest.memory.balloon_device", false},
                 {"guest.memory.page_sharing_allowed", false},
                 {"guest.memory.locked", false},
                 {"guest.memory.ballooned_mib", number(0)},
                 {"guest.memory.swapped_mib", number(0)},
                 {"guest.memory.compressed_mib", number(0)},
                 {"guest.memory.shared_mib", number(0)}};
  given.insert(given.end(), more.begin(), more.end());
  return given;
}

const Given kHost = {{"host.memory.total_mib", number(8192)},
                     {"host.memory.page_sharing", false},
                     {"host.memory.admission", false},
                     {"host.cpu.threads", number(4)}};

Given without(Given given, const std::string& name) {
  std::erase_if(given, [&](const auto& fact) { return fact.first == name; });
  return given;
}

struct Case {
  const char* why;
  Given guest;
  Given host;
  const char* expected;
};

TEST(MemoryOvercommit, Borders) {
  const std::vector<Case> table = {
      {"reserved exactly as configured, no balloon", quiet(), kHost, "off"},
      {"one less reserved", quiet({{"guest.memory.reserved_mib", number(4095)}}), kHost, "available"},
      {"a balloon takes the guarantee away", quiet({{"guest.memory.balloon_device", true}}), kHost, "available"},
      {"admission guarantees with a balloon too",
       quiet({{"guest.memory.balloon_device", true}}),
       {{"host.memory.admission", true}, {"host.memory.total_mib", number(8192)}},
       "off"},
      {"locked memory", quiet({{"guest.memory.reserved_mib", number(0)}, {"guest.memory.locked", true}}), kHost, "off"},
      {"ballooned by one", quiet({{"guest.memory.ballooned_mib", number(1)}}), kHost, "in-use"},
      {"swapped", quiet({{"guest.memory.swapped_mib", number(1)}}), kHost, "in-use"},
      {"compressed", quiet({{"guest.memory.compressed_mib", number(1)}}), kHost, "in-use"},
      {"shared", quiet({{"guest.memory.shared_mib", number(1)}}), kHost, "in-use"},
      {"limit one below", quiet({{"guest.memory.limit_mib", number(4095)}}), kHost, "in-use"},
      {"limit above", quiet({{"guest.memory.limit_mib", number(4097)}}), kHost, "off"},
      {"sharing allowed, not done",
       quiet({{"guest.memory.page_sharing_allowed", true}, {"guest.memory.balloon_device", true}}), kHost, "available"},
      {"sharing done and allowed",
       quiet({{"guest.memory.page_sharing_allowed", true}}),
       {{"host.memory.total_mib", number(8192)}, {"host.memory.page_sharing", true}},
       "in-use"},
      {"sharing done, not for this guest",
       quiet(),
       {{"host.memory.total_mib", number(8192)}, {"host.memory.page_sharing", true}},
       "off"},
      {"assigned exactly the total",
       quiet({{"guest.memory.balloon_device", true}}),
       {{"host.memory.total_mib", number(4096)}, {"host.memory.page_sharing", false}},
       "available"},
      {"assigned one above the total",
       quiet({{"guest.memory.balloon_device", true}}),
       {{"host.memory.total_mib", number(4095)}, {"host.memory.page_sharing", false}},
       "in-use"},
      {"powered off, although ballooned",
       quiet({{"guest.power", text("off")}, {"guest.memory.ballooned_mib", number(512)}}), kHost, "off"},
      {"a sure guarantee before an unknown use", without(quiet(), "guest.memory.swapped_mib"), kHost, "off"},
      {"surely available before an unknown use",
       without(quiet({{"guest.memory.balloon_device", true}}), "guest.memory.swapped_mib"), kHost, "available"}};
  for (const Case& row : table) EXPECT_EQ(state(derived(row.guest, row.host), kOvercommit), row.expected) << row.why;
}

TEST(MemoryOvercommit, WhatIsLeftOpenAndWhy) {
  Given guest =
      without(without(quiet({{"guest.memory.reserved_mib", number(0)}, {"guest.memory.configured_mib", number(0)}}),
                      "guest.memory.swapped_mib"),
              "guest.memory.balloon_device");
  EXPECT_EQ(state(derived(guest, kHost), kOvercommit),
            "{in-use, available, off} from guest.memory.swapped_mib, guest.memory.balloon_device");
}

TEST(MemoryOvercommit, NoFactAtAll) {
  const Facts facts = derived({});
  EXPECT_EQ(state(facts, kOvercommit).substr(0, 24), "{in-use, available, off}");
}

TEST(MemoryOvercommit, EvidenceNamesTheInputs) {
  const Facts facts = derived(quiet({{"guest.memory.ballooned_mib", number(512)}}), kHost);
  EXPECT_EQ(facts.find(kOvercommit)->evidence, "derived from guest.memory.ballooned_mib, guest.power");
  EXPECT_EQ(facts.find(kOvercommit)->from, (std::vector<std::string>{"guest.memory.ballooned_mib", "guest.power"}));
}

TEST(Feature, TheCauseIsThatOfTheInput) {
  Inventory inventory = inventory_of({{"guest.power", text("running")}});
  inventory.guests[0].facts.set("guest.replication", Fact::missing("not-permitted", "needs the role x", "grant x"));
  const Facts facts = first(inventory).facts;
  const Unknown& cause = facts.find("feature.replication")->unknown;
  EXPECT_EQ(state(facts, "feature.replication"), "{in-use, off} from guest.replication");
  EXPECT_EQ(cause.reason, "not-permitted");
  EXPECT_EQ(cause.detail, "needs the role x");
  EXPECT_EQ(cause.remedy, "grant x");
}

TEST(LiveMigration, Borders) {
  const Given movable = {{"guest.power", text("running")},
                         {"guest.migration.running", false},
                         {"guest.power.since", text("2026-11-20T10:00:00Z")},
                         {"guest.migratable", true}};
  const auto with = [&](const Given& more) {
    Given given = movable;
    given.insert(given.end(), more.begin(), more.end());
    return given;
  };
  const Given before = {{"guest.migration.last", text("2026-11-20T09:59:59.9Z")}};
  const Given after = {{"guest.migration.last", text("2026-11-20T10:00:00.1Z")}};
  const Given fixed = {{"guest.migratable", false}, before[0]};
  EXPECT_EQ(state(derived(with(before), {}, {{"cluster.hosts", number(2)}}), kMigration), "available");
  EXPECT_EQ(state(derived(with(after), {}, {{"cluster.hosts", number(2)}}), kMigration), "in-use");
  EXPECT_EQ(
      state(derived(with(before), {{"host.migration.enabled", true}}, {{"cluster.hosts", number(1)}}), kMigration),
      "available");
  EXPECT_EQ(
      state(derived(with(before), {{"host.migration.enabled", false}}, {{"cluster.hosts", number(1)}}), kMigration),
      "off");
  EXPECT_EQ(state(derived(with(fixed)), kMigration), "off");
  EXPECT_EQ(state(derived(movable, {{"host.migration.enabled", false}}, {{"cluster.hosts", number(1)}}), kMigration),
            "{in-use, off} from guest.migration.last");
  EXPECT_EQ(state(derived(with(before)), kMigration), "{available, off} from cluster.hosts, host.migration.enabled");
}

TEST(Feature, SimpleStates) {
  struct Row {
    const char* feature;
    Given guest;
    const char* expected;
  };
  const Value on = true, no = false;
  const Value empty = TextList{};
  const std::vector<Row> table = {
      {"feature.snapshots", {{"guest.snapshot.count", number(1)}, {"guest.snapshot.allowed", no}}, "in-use"},
      {"feature.snapshots", {{"guest.snapshot.count", number(0)}, {"guest.snapshot.allowed", on}}, "available"},
      {"feature.snapshots", {{"guest.snapshot.count", number(0)}, {"guest.snapshot.allowed", no}}, "off"},
      {"feature.suspend", {{"guest.power", text("suspended")}}, "in-use"},
      {"feature.suspend", {{"guest.suspended_state", on}}, "in-use"},
      {"feature.suspend", {{"guest.suspended_state", no}, {"guest.suspend.allowed", on}}, "available"},
      {"feature.suspend", {{"guest.suspended_state", no}, {"guest.suspend.allowed", no}}, "off"},
      {"feature.suspend", {{"guest.suspended_state", no}}, "{available, off} from guest.suspend.allowed"},
      {"feature.hot_add", {{"guest.hot_add", Value(TextList{"cpu"})}}, "available"},
      {"feature.hot_add", {{"guest.hot_add", empty}}, "off"},
      {"feature.nested_virtualization", {{"guest.nested_virtualization", on}}, "available"},
      {"feature.nested_virtualization", {{"guest.nested_virtualization", no}}, "off"},
      {"feature.storage_migration", {{"guest.storage_migration.running", on}}, "in-use"},
      {"feature.storage_migration",
       {{"guest.storage_migration.running", no}, {"guest.storage_migration.allowed", on}},
       "available"},
      {"feature.confidential_vm", {{"guest.confidential", text("sev")}}, "in-use"},
      {"feature.confidential_vm", {{"guest.confidential", text("none")}}, "off"},
      {"feature.fault_tolerance", {{"guest.fault_tolerance", on}}, "in-use"},
      {"feature.replication", {{"guest.replication", no}}, "off"},
      {"feature.storage_software", {{"guest.storage.software", Value(TextList{"mirror"})}}, "in-use"},
      {"feature.storage_software", {{"guest.storage.software", empty}}, "off"},
      {"feature.vbs_like", {{"guest.isolation", text("credential-guard")}}, "in-use"},
      {"feature.vbs_like", {{"guest.isolation", text("none")}, {"guest.vbs_enabled", on}}, "available"},
      {"feature.vbs_like",
       {{"guest.isolation", text("none")}, {"guest.vbs_enabled", no}, {"guest.nested_virtualization", no}},
       "off"},
      {"feature.vbs_like",
       {{"guest.vbs_enabled", no}, {"guest.nested_virtualization", no}},
       "{in-use, off} from guest.isolation"}};
  for (const Row& row : table) {
    Given guest = row.guest;
    if (row.guest.front().first != "guest.power") guest.emplace_back("guest.power", text("running"));
    EXPECT_EQ(state(derived(guest), row.feature), row.expected) << row.feature;
    std::erase_if(guest, [](const auto& fact) { return fact.first == "guest.power"; });
    guest.emplace_back("guest.power", text("off"));
    EXPECT_NE(state(derived(guest), row.feature), "in-use") << row.feature << " powered off";
  }
}

TEST(Feature, UnknownPowerLeavesInUseOpen) {
  EXPECT_EQ(state(derived({{"guest.replication", true}}), "feature.replication"), "{in-use, off} from guest.power");
}

TEST(CpuOvercommit, AtTheBorder) {
  const auto guest = [](std::int64_t vcpus) {
    return Given{{"guest.power", text("running")}, {"guest.vcpu.count", number(vcpus)}};
  };
  EXPECT_EQ(state(derived(guest(4), kHost), "feature.cpu_overcommit"), "off");
  EXPECT_EQ(state(derived(guest(5), kHost), "feature.cpu_overcommit"), "in-use");
  EXPECT_EQ(state(derived(guest(5)), "feature.cpu_overcommit"), "{in-use, off} from host.cpu.threads");
}

}  // namespace
}  // namespace hvcompat
