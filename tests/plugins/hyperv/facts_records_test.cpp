// Records: who is in them, what is told of a guest that was half read, and nothing decided on words.
#include <boost/json.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "facts_host.hpp"

namespace hvhyperv {
namespace {

const std::string kOther = "99999999-2222-3333-4444-5555555555BB";

TEST(Records, OneHostAndItsGuest) {
  const HostRecords records = server_2022().records();
  EXPECT_TRUE(records.clusters.empty());
  EXPECT_EQ(records.host.id, "HV01");
  EXPECT_EQ(records.host.parent, "");
  ASSERT_EQ(records.guests.size(), 1U) << "the host's own row is no guest";
  EXPECT_EQ(records.guests[0].id, kGuest);
  EXPECT_EQ(records.guests[0].name, "web-01");
  EXPECT_EQ(records.guests[0].parent, "HV01");
  EXPECT_TRUE(records.faults.empty());
}

TEST(Records, AHostThatDoesNotTellItsNameHasTheTargets) {
  const HostRecords records = Host().records();
  EXPECT_EQ(records.host.id, "target");
  EXPECT_EQ(records.host.facts.value("hypervisor.family"), "\"hyper-v\"");
  EXPECT_EQ(reason(records.host.facts, "host.os.build"), "error");
}

TEST(Records, AGuestInSmallLettersIsTheSame) {
  const Host host = server_2022().with("Msvm_ComputerSystem",
                                       {"Name=11111111-2222-3333-4444-5555555555aa;ElementName=web-01;EnabledState=2"});
  const HostRecords records = host.records();
  ASSERT_EQ(records.guests.size(), 1U);
  EXPECT_EQ(records.guests[0].id, kGuest);
  EXPECT_EQ(records.guests[0].facts.value("guest.vcpu.count"), "4");
}

TEST(Records, AGuestNamedTwiceIsReadOnceAndSaid) {
  Host host = server_2022();
  host.classes["Msvm_ComputerSystem"].push_back("Name=" + kGuest + ";ElementName=again;EnabledState=3");
  const HostRecords records = host.records();
  ASSERT_EQ(records.guests.size(), 1U);
  EXPECT_EQ(records.guests[0].name, "web-01");
  ASSERT_EQ(records.faults.size(), 1U);
  EXPECT_EQ(records.faults[0].scope, "guest");
  EXPECT_EQ(records.faults[0].id, kGuest);
  EXPECT_EQ(records.faults[0].text, "the host named this guest twice; the first of the two was read");
}

TEST(Records, SettingsWithoutAGuestAreSaid) {
  Host host = server_2022();
  host.classes["Msvm_VirtualSystemSettingData"].push_back("InstanceID=Microsoft:" + kOther +
                                                          ";VirtualSystemIdentifier=" + kOther +
                                                          ";VirtualSystemType=Microsoft:Hyper-V:System:Realized");
  const HostRecords records = host.records();
  EXPECT_EQ(records.guests.size(), 1U);
  ASSERT_EQ(records.faults.size(), 1U);
  EXPECT_EQ(records.faults[0].id, kOther);
  EXPECT_EQ(records.faults[0].code, "protocol");
}

TEST(Records, PlannedGuestsTemplatesAndCheckpointsAreNoStrays) {
  Host host = server_2022();
  auto& settings = host.classes["Msvm_VirtualSystemSettingData"];
  settings.push_back("InstanceID=Microsoft:" + kOther + ";VirtualSystemIdentifier=" + kOther +
                     ";VirtualSystemType=Microsoft:Hyper-V:System:Planned");
  settings.push_back("InstanceID=Microsoft:" + kOther + ";VirtualSystemIdentifier=" + kGuest +
                     ";VirtualSystemType=Microsoft:Hyper-V:Snapshot:Realized");
  settings.push_back("InstanceID=Microsoft:Definition\\x\\Default;VirtualSystemIdentifier=;VirtualSystemType=");
  EXPECT_TRUE(host.records().faults.empty());
}

// Settings were read before the guest was gone from them, or it came later: nothing of it is guessed.
TEST(Records, AGuestWithoutSettingsHasStateAndReasons) {
  Host host = server_2022();
  for (const char* name :
       {"VirtualSystemSettingData", "ProcessorSettingData", "MemorySettingData", "SecuritySettingData",
        "StorageAllocationSettingData", "SummaryInformation", "HeartbeatComponent", "KvpExchangeComponent",
        "ShutdownComponent", "TimeSyncComponent", "VssComponent", "GuestServiceInterfaceComponent"})
    host.classes["Msvm_" + std::string(name)].clear();
  const hvc::Facts facts = host.guest();
  EXPECT_EQ(facts.value("guest.power"), "\"running\"");
  for (const char* fact : {"guest.vcpu.count", "guest.memory.configured_mib", "guest.memory.dynamic", "guest.firmware",
                           "guest.secure_boot", "guest.tpm", "guest.isolation", "guest.confidential",
                           "guest.disk.targets", "guest.disk.kinds", "guest.migratable", "guest.snapshot.count",
                           "guest.snapshot.allowed", "guest.suspend.allowed", "guest.integration.status",
                           "guest.os.reported_id", "guest.memory.locked", "guest.nested_virtualization"})
    EXPECT_EQ(reason(facts, fact), "error") << fact;
  EXPECT_EQ(detail(facts, "guest.vcpu.count"),
            "Msvm_ProcessorSettingData has no instance here: it came or went while the host was read");
}

// What stays known of such a guest is what the product fixes, and nothing that depends on it.
const std::set<std::string> kFixed = {"guest.template",
                                      "guest.fault_tolerance",
                                      "guest.memory.page_sharing_allowed",
                                      "guest.memory.shared_mib",
                                      "guest.memory.compressed_mib",
                                      "guest.migration.running",
                                      "guest.storage_migration.running"};

// Every property empty: names of instances only, as a provider gives them that is being restarted.
Host all_null() {
  Host host = server_2022();
  for (auto& [name, instances] : host.classes) {
    if (!name.starts_with("Msvm_") || name.find("Migration") != std::string::npos) continue;
    for (std::string& text : instances) text = text.substr(0, text.find(';'));
  }
  host.pairs.clear();
  return host;
}

TEST(Records, AGuestOfNullsIsUnknownThroughout) {
  const hvc::Facts facts = all_null().guest();
  std::string json;
  facts.append_to(json);
  const auto parsed = boost::json::parse("{" + json + "}").as_object();
  for (const auto& fact : parsed.at("facts").as_object())
    EXPECT_TRUE(kFixed.count(std::string(fact.key()))) << fact.key() << " is " << fact.value();
  for (const char* fact : {"guest.power", "guest.integration.status", "guest.tools.status", "guest.memory.current_mib",
                           "guest.memory.locked", "guest.os.family", "guest.replication"})
    EXPECT_NE(reason(facts, fact), "known") << fact;
}

TEST(Records, NoNullIsEverAValue) {
  const hvc::Facts host = Host().with("Win32_OperatingSystem", {"CSName=A"}).host_facts();
  for (const char* fact : {"host.os.product", "host.os.version", "host.os.build", "hypervisor.version",
                           "host.memory.total_mib", "host.cpu.vendor", "host.migration.enabled"})
    EXPECT_NE(reason(host, fact), "known") << fact;
}

// Captions are in the host's language: whatever they say, the facts are the same bytes.
TEST(Records, WordsDecideNothing) {
  const auto bytes = [](const Host& host) {
    const HostRecords records = host.records();
    return records.host.to_json() + records.guests.at(0).to_json();
  };
  Host host = server_2022();
  const std::string before = bytes(host);
  for (const char* caption : {"仮想マシン", "Virtueller Computer", "Hosting Computer System", ""}) {
    Host translated = host;
    for (auto& [name, instances] : translated.classes)
      for (std::string& text : instances)
        text += std::string(";Caption=") + caption + ";Description=" + caption + ";StatusDescriptions=" + caption +
                ";Status=Error;OtherEnabledState=" + caption;
    EXPECT_EQ(bytes(translated), before) << caption;
  }
}

TEST(Records, WhatWasRefusedIsSaidOfEveryFactThatRestsOnIt) {
  const hvc::Facts facts =
      server_2022().without("Msvm_MemorySettingData", hvc::Reason::not_permitted, "no right to read").guest();
  for (const char* fact : {"guest.memory.configured_mib", "guest.memory.dynamic", "guest.memory.reserved_mib",
                           "guest.memory.limit_mib", "guest.memory.balloon_device", "guest.memory.ballooned_mib",
                           "guest.memory.swapped_mib", "guest.memory.locked"}) {
    EXPECT_EQ(reason(facts, fact), "not-permitted") << fact;
    EXPECT_EQ(detail(facts, fact), "no right to read") << fact;
    EXPECT_EQ(facts.why_unknown(fact)->remedy, "ask for it") << fact;
  }
  EXPECT_EQ(facts.value("guest.vcpu.count"), "4") << "the rest goes on";
}

TEST(Records, GuestsThatCannotBeListedAreAFaultOfTheHost) {
  const HostRecords records =
      server_2022().without("Msvm_ComputerSystem", hvc::Reason::not_permitted, "no right to read").records();
  EXPECT_TRUE(records.guests.empty());
  ASSERT_EQ(records.faults.size(), 1U) << "not one for each guest whose settings were read";
  EXPECT_EQ(records.faults[0].scope, "host");
  EXPECT_EQ(records.faults[0].id, "HV01");
  EXPECT_EQ(records.faults[0].code, "not-permitted");
  EXPECT_EQ(records.faults[0].text, "the guests of the host could not be listed: no right to read");
}

std::set<std::string> promised() {
  std::ifstream file(HVC_HYPERV_MANIFEST);
  std::stringstream text;
  text << file.rdbuf();
  std::set<std::string> names;
  const auto manifest = boost::json::parse(text.str());
  for (const auto& fact : manifest.at("facts").as_array()) names.insert(fact.at("name").as_string().c_str());
  return names;
}

void add_known(const hvc::Facts& facts, std::set<std::string>& names) {
  std::string json;
  facts.append_to(json);
  const auto parsed = boost::json::parse("{" + json + "}");
  for (const auto& fact : parsed.at("facts").as_object()) names.insert(std::string(fact.key()));
}

// In a cluster, just arrived, Windows 10, with Dynamic Memory.
Host busy() {
  Host host =
      server_2022().with("MSCluster_Cluster", {"Name=prod;AutoBalancerMode=2"}).with("MSCluster_Node", {"Name=A"});
  host.unread.clear();
  host.classes["Msvm_MigrationJob"] = {"VirtualSystemName=" + kGuest +
                                       ";MigrationType=32768;JobState=7;TimeOfLastStateChange=2026-10-08T15:14:00Z"};
  return host.telling({pair_xml("OSPlatformId", "2"), pair_xml("OSEditionId", "125"), pair_xml("ProductType", "1")});
}

TEST(Records, TheManifestPromisesWhatIsReportedAndNothingElse) {
  const std::set<std::string> manifest = promised();
  std::set<std::string> told;
  for (const Host& host : {server_2022(), server_2012_r2(), all_null(), busy()}) {
    const HostRecords records = host.records();
    add_known(records.host.facts, told);
    for (const auto& record : records.guests) add_known(record.facts, told);
    for (const auto& record : records.clusters) add_known(record.facts, told);
  }
  for (const std::string& name : told) EXPECT_TRUE(manifest.count(name)) << name;
  // Some of its own are told of rare states alone: replicas, smart paging, services without contact.
  for (const std::string& name : manifest) EXPECT_TRUE(name.starts_with("x.hyperv.") || told.count(name)) << name;
}

}  // namespace
}  // namespace hvhyperv
