// Sums over the guests of a host: exact, or a lower bound.
#include "derive_fixture.hpp"

namespace hvcompat {
namespace {

constexpr const char* kAssigned = "host.memory.assigned_mib";
constexpr const char* kVcpus = "host.vcpu.assigned";

Record guest_record(const std::string& id, const Given& given, const std::string& host = "h1") {
  return {id, "vm-" + id, host, facts_of(given)};
}

Given sized(const char* power, std::int64_t memory, std::int64_t vcpus = 1) {
  return {{"guest.power", text(power)},
          {"guest.memory.configured_mib", number(memory)},
          {"guest.vcpu.count", number(vcpus)}};
}

Inventory host_with(const std::vector<Record>& guests) {
  Inventory inventory = inventory_of({}, {{"host.memory.total_mib", number(4096)}, {"host.cpu.threads", number(4)}});
  inventory.guests = guests;
  return inventory;
}

std::string assigned(const Inventory& inventory) { return state(first(inventory).facts, kAssigned); }

TEST(HostLoad, RunningAndPausedCount) {
  const Inventory inventory =
      host_with({guest_record("a", sized("running", 1024, 2)), guest_record("b", sized("paused", 2048)),
                 guest_record("c", sized("off", 4096)), guest_record("d", sized("suspended", 512))});
  const Facts facts = first(inventory).facts;
  EXPECT_EQ(state(facts, kAssigned), "3072");
  EXPECT_EQ(state(facts, kVcpus), "2");
  EXPECT_EQ(state(facts, "host.commit_ratio"), "0.75");
  EXPECT_EQ(facts.find(kAssigned)->evidence, "derived from guest.memory.configured_mib, guest.power");
}

TEST(HostLoad, TemplatesDoNot) {
  Given master = sized("running", 4096);
  master.emplace_back("guest.template", true);
  const Inventory inventory = host_with({guest_record("a", sized("running", 1024)), guest_record("t", master)});
  EXPECT_EQ(derive_facts(inventory, {}, shipped_catalogs(), "2026-11-21").size(), 1u);
  EXPECT_EQ(assigned(inventory), "1024");
}

TEST(HostLoad, UnknownSizeOrPowerIsALowerBound) {
  EXPECT_EQ(assigned(host_with(
                {guest_record("a", sized("running", 1024)), guest_record("b", {{"guest.power", text("running")}})})),
            "{>= 1024}");
  const Inventory no_power = host_with(
      {guest_record("a", sized("running", 1024)), guest_record("b", {{"guest.memory.configured_mib", number(512)}})});
  EXPECT_EQ(assigned(no_power), "{>= 1024}");
  EXPECT_EQ(first(no_power).facts.find(kAssigned)->unknown.detail, "the power of guest `vm-b` is not known");
}

TEST(HostLoad, UnknownSizeOfAStoppedGuestDoesNotMatter) {
  EXPECT_EQ(assigned(host_with(
                {guest_record("a", sized("running", 1024)), guest_record("b", {{"guest.power", text("off")}})})),
            "1024");
}

TEST(HostLoad, ALowerBoundProvesUseButNeverOff) {
  const Record unknown = guest_record("z", {{"guest.power", text("running")}});
  const auto overcommit = [&](std::int64_t memory) {
    return state(first(host_with({guest_record("a", sized("running", memory, 4)), unknown})).facts,
                 "feature.cpu_overcommit");
  };
  EXPECT_EQ(overcommit(1), "{in-use, off} from host.vcpu.assigned");
  const Facts proven = first(host_with({guest_record("a", sized("running", 4097, 5)), unknown})).facts;
  EXPECT_EQ(state(proven, "feature.cpu_overcommit"), "in-use");
  EXPECT_EQ(state(proven, "feature.memory_overcommit"), "in-use");
  EXPECT_EQ(state(proven, "host.commit_ratio"), "{} from host.memory.assigned_mib");
}

TEST(HostLoad, FaultsAndCutsMakeItALowerBound) {
  const Inventory whole = host_with({guest_record("a", sized("running", 1024))});
  Inventory cut = whole;
  cut.complete = false;
  EXPECT_EQ(assigned(cut), "{>= 1024}");
  Inventory lost_guest = whole;
  lost_guest.errors.push_back({"guest", "gone", "error", "cannot be read", ""});
  EXPECT_EQ(assigned(lost_guest), "{>= 1024}");
  Inventory host_fault = whole;
  host_fault.errors.push_back({"host", "h1", "error", "cannot be read", ""});
  EXPECT_EQ(assigned(host_fault), "{>= 1024}");
}

TEST(HostLoad, AFaultOfAnotherHostDoesNotMatter) {
  Inventory inventory = host_with({guest_record("a", sized("running", 1024))});
  inventory.hosts.push_back({"h2", "kvm02", "", {}});
  inventory.errors.push_back({"host", "h2", "error", "cannot be read", ""});
  EXPECT_EQ(assigned(inventory), "1024");
}

TEST(HostLoad, ARunningGuestWithoutHostMayBeAnywhere) {
  const Inventory inventory =
      host_with({guest_record("a", sized("running", 1024)), guest_record("b", sized("running", 1), "")});
  EXPECT_EQ(assigned(inventory), "{>= 1024}");
}

TEST(HostLoad, AGuestWhoseHostIsAbsentKnowsNothingOfIt) {
  const Inventory inventory = host_with({guest_record("a", sized("running", 1024), "h9")});
  const JudgedGuest judged = first(inventory);
  EXPECT_EQ(judged.host, nullptr);
  EXPECT_EQ(state(judged.facts, kAssigned), "{}");
  EXPECT_EQ(judged.facts.find(kAssigned)->unknown.detail, "the host of the guest is not in the inventory");
}

TEST(HostLoad, AttestedSizesCount) {
  const Inventory inventory = host_with({guest_record("a", {{"guest.power", text("running")}})});
  SiteFacts site;
  site.attest.push_back({"*", "*", "vm-a", facts_of({{"guest.memory.configured_mib", number(2048)}}), false});
  EXPECT_EQ(state(first(inventory, site).facts, kAssigned), "2048");
}

}  // namespace
}  // namespace hvcompat
