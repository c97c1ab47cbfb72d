// The plugin through its C ABI against the simulated vCenter's scenario: what each guest is told to be.
#include <span>

#include "plugins/vmware/vcsim_expected.hpp"
#include "plugins/vmware/vcsim_reading.hpp"

namespace {

using hvtest::detail;
using hvtest::evidence;
using hvtest::fact;
using hvtest::kRich;
using hvtest::Reading;
using hvtest::Row;
using hvtest::Vcsim;

class Guests : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const Vcsim vcsim(kRich);
    reading_ = new Reading(hvtest::read(vcsim));
    std::vector<std::string> newer = kRich;
    newer.insert(newer.end(), {"--api-version", "8.0.2.0"});
    newer_ = new Reading(hvtest::read(Vcsim(newer)));
  }
  static void TearDownTestSuite() {
    delete reading_;
    delete newer_;
  }
  static const boost::json::object& guest(const char* name) { return reading_->guest(name); }
  static const boost::json::object& newer(const char* name) { return newer_->guest(name); }

  static const Reading* reading_;  // of a vCenter 6.5
  static const Reading* newer_;    // of one that says it is 8.0.2
};
const Reading* Guests::reading_ = nullptr;
const Reading* Guests::newer_ = nullptr;

template <std::size_t size>
void expect_rows(const Reading& reading, const Row (&rows)[size]) {
  for (const Row& row : rows)
    EXPECT_EQ(fact(reading.guest(row.guest), row.fact), row.value) << row.guest << " " << row.fact;
}

TEST_F(Guests, Memory) { expect_rows(*reading_, hvtest::kMemory); }
TEST_F(Guests, Hardware) { expect_rows(*reading_, hvtest::kHardware); }
TEST_F(Guests, States) { expect_rows(*reading_, hvtest::kStates); }
TEST_F(Guests, SystemsAndTools) { expect_rows(*reading_, hvtest::kSystems); }
TEST_F(Guests, DisksAndSnapshots) { expect_rows(*reading_, hvtest::kDisks); }
TEST_F(Guests, Mobility) { expect_rows(*reading_, hvtest::kMobility); }

TEST_F(Guests, AllThatANewerServerIsAskedFor) {
  for (const auto& rows : {std::span<const Row>(hvtest::kMemory), std::span<const Row>(hvtest::kHardware),
                           std::span<const Row>(hvtest::kStates), std::span<const Row>(hvtest::kSystems),
                           std::span<const Row>(hvtest::kDisks), std::span<const Row>(hvtest::kMobility)})
    for (const Row& row : rows) EXPECT_EQ(fact(newer(row.guest), row.fact), row.value) << row.guest << " " << row.fact;
  EXPECT_EQ(fact(newer("vbs"), "guest.vbs_enabled"), "true");
  EXPECT_EQ(fact(newer("plain"), "guest.vbs_enabled"), "false");
  EXPECT_EQ(fact(newer("sev"), "guest.confidential"), "\"sev\"");
}

TEST_F(Guests, AnOlderServerHasNoSuchFeature) {
  EXPECT_EQ(fact(guest("vbs"), "guest.vbs_enabled"), "false");
  EXPECT_EQ(evidence(guest("vbs"), "guest.vbs_enabled"),
            "this API version has no VirtualMachine config.flags.vbsEnabled");
  const hvtest::Call& asked = reading_->calls[reading_->calls.size() - 2];
  EXPECT_EQ(std::count(asked.paths.begin(), asked.paths.end(), "config.flags.vbsEnabled"), 0);
  EXPECT_EQ(std::count(asked.paths.begin(), asked.paths.end(), "config.sevEnabled"), 0);
}

TEST_F(Guests, EvidenceNamesTheProperty) {
  EXPECT_EQ(evidence(guest("ballooned"), "guest.memory.ballooned_mib"),
            "VirtualMachine summary.quickStats.balloonedMemory");
  EXPECT_EQ(evidence(guest("plain"), "guest.memory.limit_mib"),
            "VirtualMachine config.memoryAllocation.limit -1: as much as is configured");
  EXPECT_EQ(evidence(guest("memory-limited"), "guest.memory.limit_mib"),
            "VirtualMachine config.memoryAllocation.limit");
  EXPECT_EQ(evidence(guest("plain"), "guest.os.build"),
            "VirtualMachine config.extraConfig guestInfo.detailed.data buildNumber");
  EXPECT_EQ(evidence(guest("pci-passthrough"), "guest.migratable"),
            "VirtualMachine config.hardware.device VirtualPCIPassthrough");
  EXPECT_EQ(evidence(guest("rdm-physical"), "guest.snapshot.allowed"),
            "VirtualMachine config.hardware.device compatibilityMode physicalMode");
}

TEST_F(Guests, WhatIsUnknownSaysWhy) {
  EXPECT_EQ(detail(guest("on-vvol"), "guest.disk.targets"),
            "a datastore of type VVOL (`vvol`) does not tell its transport");
  EXPECT_EQ(detail(guest("on-vmfs-unseen-disk"), "guest.disk.targets"),
            "no host tells a path to the logical unit `naa.600508b1001c4d41000000000000dead`");
  EXPECT_EQ(detail(guest("shared-on-plain-host"), "guest.memory.page_sharing_allowed"),
            "the host has no option Mem.ShareForceSalting");
  EXPECT_EQ(detail(guest("orphaned"), "guest.power"),
            "the guest's connection state is orphaned: what vCenter knew last may no longer hold");
}

TEST_F(Guests, WithoutConfigurationIsToldAsAFault) {
  std::vector<std::string> faults;
  for (const auto* error : reading_->of_kind("error"))
    faults.push_back(std::string(error->at("scope").as_string()) + ": " + std::string(error->at("text").as_string()));
  EXPECT_EQ(faults, (std::vector<std::string>{
                        "host: vCenter's connection to this host is in the state disconnected: its facts are the last "
                        "that were known",
                        "guest: vSphere has no configuration of this guest: its connection state is inaccessible"}));
}

TEST_F(Guests, EachStandsOnItsHost) {
  const auto host_of = [&](const char* name) { return guest(name).at("host").as_string(); };
  EXPECT_EQ(host_of("plain"), reading_->named("host", "host-intel-salted").at("id").as_string());
  EXPECT_EQ(host_of("on-amd"), reading_->named("host", "host-amd-salted").at("id").as_string());
  EXPECT_EQ(host_of("on-standalone-host"), reading_->named("host", "host-standalone").at("id").as_string());
}

// host.memory.page_sharing: recorded_host_test.cpp; the simulator's hosts do not stop their search for equal pages.
TEST_F(Guests, EveryFactOfTheManifestIsSeen) {
  const boost::json::value manifest = boost::json::parse(hvtest::LentHost(HVC_PLUGIN).plugin().manifest);
  std::set<std::string> missing;
  for (const auto& one : manifest.at("facts").as_array()) missing.emplace(one.at("name").as_string());
  for (const Reading* reading : {reading_, newer_})
    for (const auto& record : reading->records)
      if (const auto* facts = record.if_contains("facts"))
        for (const auto& known : facts->as_object()) missing.erase(std::string(known.key()));
  EXPECT_EQ(missing, std::set<std::string>{"host.memory.page_sharing"});
}

TEST_F(Guests, EveryFactStandsInTheManifestAndHasEvidence) {
  const boost::json::value manifest = boost::json::parse(hvtest::LentHost(HVC_PLUGIN).plugin().manifest);
  std::set<std::string> promised;
  for (const auto& one : manifest.at("facts").as_array()) promised.emplace(one.at("name").as_string());
  for (const auto& record : newer_->records) {
    if (!record.contains("facts")) continue;
    for (const auto& told : record.at("facts").as_object()) {
      EXPECT_TRUE(told.key().starts_with("x.vmware.") || promised.count(told.key())) << told.key();
      EXPECT_NE(evidence(record, told.key()), "") << told.key();
    }
    for (const auto& unknown : hvtest::part(record, "unknown"))
      EXPECT_NE(unknown.value().at("detail").as_string(), "") << unknown.key();
  }
}

}  // namespace
