// Guests on recorded responses: what the simulator has no field for, and the odd ones.
#include "plugins/vmware/recorded.hpp"

namespace hvvmware {
namespace {

struct Lab {
  RecordedAnswer stands_on{RecordedAnswer::file("surroundings.xml"), surroundings_paths(server_of_version("8.0.2.0"))};
  RecordedAnswer guests{RecordedAnswer::file("guests.xml"), guest_paths(server_of_version("8.0.2.0"))};
  SurroundingsReading surroundings;

  Lab() {
    for (const ManagedObject& one : stands_on.objects()) surroundings.add(one, server_of_version("8.0.2.0"));
  }
  hvc::Facts guest(const std::string& id) const {
    return read_guest(guests.object(id), {surroundings.around, Migrations()}).record.facts;
  }
};

TEST(RecordedGuests, AConfidentialGuestOf802) {
  const hvc::Facts facts = Lab().guest("vm-11");
  EXPECT_EQ(told(facts, "guest.confidential"), "\"sev-snp\"");
  EXPECT_EQ(facts.evidence("guest.confidential"), "VirtualMachine config.sevSnpEnabled");
  EXPECT_EQ(told(facts, "guest.isolation"), "\"sgx\"");
  EXPECT_EQ(told(facts, "guest.power"), "\"paused\"");
  EXPECT_EQ(told(facts, "guest.power.since"), "\"2026-03-01T06:30:00Z\"");
  EXPECT_EQ(told(facts, "guest.os.build"), "\"20348\"");
  EXPECT_EQ(facts.evidence("guest.os.build"), "VirtualMachine guest.guestDetailedData buildNumber");
  EXPECT_EQ(told(facts, "guest.os.arch"), "\"x86_64\"");
  EXPECT_EQ(told(facts, "guest.disk.targets"), R"(["nvme-of"])");
  EXPECT_EQ(told(facts, "guest.migratable"), "true");
}

TEST(RecordedGuests, AVirtualGpuMayMoveOrNot) {
  const hvc::Facts facts = Lab().guest("vm-12");
  EXPECT_EQ(told(facts, "guest.confidential"), "\"tdx\"");
  for (const char* name : {"guest.migratable", "guest.suspend.allowed", "guest.storage_migration.allowed"}) {
    EXPECT_EQ(told(facts, name), "unknown: not-exposed") << name;
    EXPECT_EQ(detail(facts, name), "the guest has a virtual GPU: its host and driver decide");
  }
}

TEST(RecordedGuests, PersistentMemoryBesideSpannedDisks) {
  const hvc::Facts facts = Lab().guest("vm-13");
  EXPECT_EQ(told(facts, "guest.disk.targets"), R"(["nvme","nvme-of","pmem"])");
  EXPECT_EQ(told(facts, "guest.disk.kinds"), R"(["image"])");
  EXPECT_EQ(told(facts, "x.vmware.drs_override"), "\"full\"");
}

TEST(RecordedConfidential, TheStrongestIsTold) {
  const auto with = [](const char* path) {
    return told(RecordedGuest().set(path, "true").facts(), "guest.confidential");
  };
  EXPECT_EQ(with("config.sevEnabled"), "\"sev\"");
  EXPECT_EQ(with("config.sevSnpEnabled"), "\"sev-snp\"");
  EXPECT_EQ(with("config.tdxEnabled"), "\"tdx\"");
  EXPECT_EQ(told(RecordedGuest().set("config.sevEnabled", "false").facts(), "guest.confidential"), "\"none\"");
  EXPECT_EQ(told(RecordedGuest().facts(), "guest.confidential"), "\"none\"");
}

TEST(RecordedConfidential, WhatMayNotBeReadIsNotNone) {
  const auto facts = RecordedGuest().missing("config.sevSnpEnabled", "NoPermission").facts();
  EXPECT_EQ(told(facts, "guest.confidential"), "unknown: not-permitted");
}

TEST(RecordedIsolation, EnclavesOfNoSizeAreNone) {
  EXPECT_EQ(told(RecordedGuest().set("config.sgxInfo", "<epcSize>0</epcSize>").facts(), "guest.isolation"), "\"none\"");
  EXPECT_EQ(told(RecordedGuest().set("config.sgxInfo", "<epcSize>64</epcSize>").facts(), "guest.isolation"), "\"sgx\"");
  EXPECT_EQ(told(RecordedGuest().missing("config.sgxInfo", "NoPermission").facts(), "guest.isolation"),
            "unknown: not-permitted");
}

TEST(RecordedPower, Paused) {
  EXPECT_EQ(told(RecordedGuest().set("runtime.paused", "true").facts(), "guest.power"), "\"paused\"");
  EXPECT_EQ(told(RecordedGuest().set("runtime.paused", "false").facts(), "guest.power"), "\"running\"");
  EXPECT_EQ(
      told(RecordedGuest().set("runtime.paused", "true").set("runtime.powerState", "suspended").facts(), "guest.power"),
      "\"suspended\"");
  EXPECT_EQ(told(RecordedGuest().set("runtime.powerState", "hovering").facts(), "guest.power"), "unknown: error");
}

std::string build_from(const std::string& details) {
  return told(RecordedGuest().set("guest.guestDetailedData", details).facts(), "guest.os.build");
}

TEST(RecordedDetails, OddQuoting) {
  EXPECT_EQ(build_from("buildNumber='20348'"), "\"20348\"");
  EXPECT_EQ(build_from("prettyName='it\\'s buildNumber=\\'1\\'' buildNumber='17763'"), "\"17763\"");
  EXPECT_EQ(build_from("prettyName='a = b' ,buildNumber='17763'"), "\"17763\"");
  EXPECT_EQ(build_from("buildNumber='17763"), "\"17763\"");
  EXPECT_EQ(build_from("buildNumber='17763\\"), "unknown: not-exposed");
  EXPECT_EQ(build_from("buildNumber=''"), "unknown: not-exposed");
  EXPECT_EQ(build_from("buildNumber='seventeen'"), "unknown: not-exposed");
  EXPECT_EQ(build_from("buildNumber=17763"), "unknown: not-exposed");
  EXPECT_EQ(build_from("='='='"), "unknown: not-exposed");
  EXPECT_EQ(build_from("&#10;\tbuildNumber='17763'&#10;"), "\"17763\"");
}

TEST(RecordedDetails, TheFirstOfTwoCounts) { EXPECT_EQ(build_from("buildNumber='1' buildNumber='2'"), "\"1\""); }

TEST(RecordedDetails, ThePropertyComesBeforeTheVariables) {
  RecordedGuest guest;
  guest.extra("guestInfo.detailed.data", "buildNumber='14393'");
  EXPECT_EQ(told(guest.facts(), "guest.os.build"), "\"14393\"");
  guest.set("guest.guestDetailedData", "buildNumber='20348'");
  EXPECT_EQ(told(guest.facts(), "guest.os.build"), "\"20348\"");
}

TEST(RecordedDetails, TheOtherKeyAndItsCase) {
  EXPECT_EQ(told(RecordedGuest().extra("guestOS.detailed.data", "buildNumber='14393'").facts(), "guest.os.build"),
            "\"14393\"");
  EXPECT_EQ(told(RecordedGuest().extra("GUESTINFO.Detailed.data", "buildNumber='14393'").facts(), "guest.os.build"),
            "\"14393\"");
}

TEST(RecordedDetails, ALinuxHasAVersionAndNoBuild) {
  const auto facts = RecordedGuest()
                         .set("guest.guestId", "ubuntu64Guest")
                         .set("guest.guestFamily", "linuxGuest")
                         .set("guest.guestDetailedData", "bitness='64' architecture='Arm' distroVersion='24.04'")
                         .facts();
  EXPECT_EQ(told(facts, "guest.os.family"), "\"linux\"");
  EXPECT_EQ(told(facts, "guest.os.version"), "\"24.04\"");
  EXPECT_EQ(told(facts, "guest.os.arch"), "\"aarch64\"");
  EXPECT_EQ(told(facts, "guest.os.build"), "unknown: not-exposed");
}

TEST(RecordedSystems, FamiliesAndProcessors) {
  const auto family = [](const char* text, const char* id) {
    return told(RecordedGuest().set("guest.guestFamily", text).set("guest.guestId", id).facts(), "guest.os.family");
  };
  EXPECT_EQ(family("otherGuestFamily", "freebsd14_64Guest"), "\"freebsd\"");
  EXPECT_EQ(family("solarisGuest", "solaris11_64Guest"), "\"other\"");
  const auto arch = [](const char* id) {
    return told(RecordedGuest().set("config.guestId", id).facts(), "guest.os.arch");
  };
  EXPECT_EQ(arch("windows2022srvNext_64Guest"), "\"x86_64\"");
  EXPECT_EQ(arch("winNetStandardGuest"), "\"i686\"");
  EXPECT_EQ(arch("arm-ubuntu-64Guest"), "\"aarch64\"");
  EXPECT_EQ(arch("otherGuest"), "unknown: not-exposed");
}

std::string snapshots(std::size_t depth, const char* innermost) {
  std::string xml;
  for (std::size_t i = 0; i < depth; ++i)
    xml += i == 0 ? "<rootSnapshotList><quiesced>true</quiesced>" : "<childSnapshotList><quiesced>true</quiesced>";
  xml += std::string("<childSnapshotList><quiesced>") + innermost + "</quiesced></childSnapshotList>";
  for (std::size_t i = depth; i > 0; --i) xml += i == 1 ? "</rootSnapshotList>" : "</childSnapshotList>";
  return xml;
}

// Deeper than any stack would take; the plugin's own limit on XML is far below.
TEST(RecordedSnapshots, ATreeOfAnyDepth) {
  const auto deep = RecordedGuest().set("snapshot", snapshots(200'000, "true")).facts();
  EXPECT_EQ(told(deep, "guest.snapshot.count"), "200001");
  EXPECT_EQ(told(deep, "guest.snapshot.quiesced"), "true");
  const auto one_not = RecordedGuest().set("snapshot", snapshots(40, "false")).facts();
  EXPECT_EQ(told(one_not, "guest.snapshot.quiesced"), "false");
}

TEST(RecordedSnapshots, AreUnknownWhereTheGuestHasNoConfiguration) {
  EXPECT_EQ(told(RecordedGuest().facts(), "guest.snapshot.count"), "0");
  RecordedGuest lost;
  lost.set("runtime.connectionState", "inaccessible").without(kConfigured).without("config.hardware.device");
  for (const char* name : {"guest.snapshot.count", "guest.snapshot.quiesced"}) {
    EXPECT_EQ(told(lost.facts(), name), "unknown: not-exposed") << name;
    EXPECT_EQ(detail(lost.facts(), name), "VirtualMachine config.hardware.memoryMB is not set") << name;
  }
  EXPECT_EQ(told(lost.set("snapshot", snapshots(1, "true")).facts(), "guest.snapshot.count"), "2");
}

TEST(RecordedSnapshots, MayBeForbidden) {
  EXPECT_EQ(told(RecordedGuest().set("config.flags.snapshotDisabled", "true").facts(), "guest.snapshot.allowed"),
            "false");
  EXPECT_EQ(
      told(RecordedGuest().missing("config.flags.snapshotDisabled", "NoPermission").facts(), "guest.snapshot.allowed"),
      "unknown: not-permitted");
}

TEST(RecordedDevices, ThatTieAGuestToItsHost) {
  const auto migratable = [](const char* type, const char* members) {
    return told(RecordedGuest().device(type, members).facts(), "guest.migratable");
  };
  EXPECT_EQ(migratable("VirtualPCIPassthrough", "<backing xsi:type=\"VirtualPCIPassthroughDeviceBackingInfo\"/>"),
            "false");
  EXPECT_EQ(migratable("VirtualPCIPassthrough", "<backing xsi:type=\"VirtualPCIPassthroughDynamicBackingInfo\"/>"),
            "false");
  EXPECT_EQ(migratable("VirtualPCIPassthrough", "<backing xsi:type=\"VirtualPCIPassthroughDvxBackingInfo\"/>"),
            "unknown: not-exposed");
  EXPECT_EQ(migratable("VirtualSriovEthernetCard", ""), "false");
  EXPECT_EQ(migratable("VirtualVmxnet3", ""), "true");
  const auto both =
      RecordedGuest()
          .device("VirtualPCIPassthrough", "<backing xsi:type=\"VirtualPCIPassthroughVmiopBackingInfo\"/>")
          .device("VirtualSriovEthernetCard", "")
          .facts();
  EXPECT_EQ(told(both, "guest.migratable"), "false");
}

TEST(RecordedReplication, OfVSphereItself) {
  EXPECT_EQ(told(RecordedGuest().set("config.repConfig", "<generation>1</generation>").facts(), "guest.replication"),
            "true");
  EXPECT_EQ(told(RecordedGuest().missing("config.repConfig", "NoPermission").facts(), "guest.replication"),
            "unknown: not-permitted");
}

TEST(RecordedFaultTolerance, States) {
  const auto of = [](const char* state) {
    return told(RecordedGuest().set("runtime.faultToleranceState", state).facts(), "guest.fault_tolerance");
  };
  EXPECT_EQ(of("starting"), "true");
  EXPECT_EQ(of("enabled"), "false");
  EXPECT_EQ(of("disabled"), "false");
  EXPECT_EQ(of("sideways"), "unknown: error");
}

TEST(RecordedFaultTolerance, OfAGuestWhoseHostIsAwayIsDoubtful) {
  const auto facts = RecordedGuest()
                         .set("runtime.connectionState", "disconnected")
                         .set("runtime.faultToleranceState", "running")
                         .facts();
  EXPECT_EQ(told(facts, "guest.fault_tolerance"), "unknown: error");
  EXPECT_EQ(detail(facts, "guest.fault_tolerance"),
            "the guest's connection state is disconnected: what vCenter knew last may no longer hold");
}

}  // namespace
}  // namespace hvvmware
