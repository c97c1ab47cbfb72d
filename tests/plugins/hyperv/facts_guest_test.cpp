// State, memory, security and checkpoints of a guest: tables of small changes and the fact that follows.
#include "facts_host.hpp"

namespace hvhyperv {
namespace {

TEST(Guest, EverythingInOrder) {
  expect_facts(server_2022().guest(), {{"guest.power", "\"running\""},
                                       {"guest.power.since", "\"2026-07-29T14:11:00Z\""},
                                       {"guest.template", "false"},
                                       {"guest.suspended_state", "false"},
                                       {"guest.vcpu.count", "4"},
                                       {"guest.firmware", "\"uefi\""},
                                       {"guest.secure_boot", "true"},
                                       {"guest.tpm", "true"},
                                       {"guest.vbs_enabled", "true"},
                                       {"guest.nested_virtualization", "false"},
                                       {"guest.confidential", "\"none\""},
                                       {"guest.isolation", "\"none\""},
                                       {"guest.memory.configured_mib", "4096"},
                                       {"guest.memory.current_mib", "4096"},
                                       {"guest.memory.reserved_mib", "4096"},
                                       {"guest.memory.limit_mib", "4096"},
                                       {"guest.memory.dynamic", "false"},
                                       {"guest.memory.balloon_device", "false"},
                                       {"guest.memory.ballooned_mib", "0"},
                                       {"guest.memory.swapped_mib", "0"},
                                       {"guest.memory.compressed_mib", "0"},
                                       {"guest.memory.shared_mib", "0"},
                                       {"guest.memory.page_sharing_allowed", "false"},
                                       {"guest.memory.locked", "false"},
                                       {"guest.snapshot.count", "0"},
                                       {"guest.snapshot.allowed", "true"},
                                       {"guest.fault_tolerance", "false"},
                                       {"guest.replication", "false"},
                                       {"guest.hot_add", "[\"memory\"]"},
                                       {"x.hyperv.generation", "2"},
                                       {"x.hyperv.configuration_version", "\"10.0\""},
                                       {"x.hyperv.checkpoint.kind", "\"production\""}});
}

TEST(Guest, OnServer2012R2) {
  const hvc::Facts facts = server_2012_r2().guest();
  expect_facts(facts, {{"guest.power.since", "\"2026-07-29T14:11:00Z\""},
                       {"guest.firmware", "\"uefi\""},
                       {"guest.secure_boot", "true"},
                       {"guest.tpm", "false"},
                       {"guest.vbs_enabled", "false"},
                       {"guest.nested_virtualization", "false"},
                       {"guest.confidential", "\"none\""},
                       {"guest.isolation", "\"none\""},
                       {"guest.memory.locked", "false"},
                       {"guest.snapshot.allowed", "true"},
                       {"guest.migratable", "true"},
                       {"guest.suspend.allowed", "true"},
                       {"guest.hot_add", "[]"}});
  EXPECT_EQ(facts.evidence("guest.tpm"), "Win32_OperatingSystem.BuildNumber: hosts before 2016 give guests none");
}

// The same gaps on a host whose build is not known: nothing follows from them.
TEST(Guest, OnAHostOfUnknownBuild) {
  const hvc::Facts facts =
      server_2012_r2().without("Win32_OperatingSystem", hvc::Reason::not_permitted, "no right").guest();
  for (const char* fact : {"guest.tpm", "guest.vbs_enabled", "guest.nested_virtualization", "guest.confidential",
                           "guest.isolation", "guest.memory.locked", "guest.snapshot.allowed", "guest.migratable"})
    EXPECT_EQ(reason(facts, fact), "not-exposed") << fact;
  EXPECT_EQ(reason(facts, "guest.power.since"), "not-permitted");
}

hvc::Facts in_state(const std::string& state) {
  return server_2022().with("Msvm_ComputerSystem", {"Name=" + kGuest + ";EnabledState=" + state}).guest();
}

TEST(Power, ByTheNumberOfItsState) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"2", "\"running\""},
      {"3", "\"off\""},
      {"4", "\"running\""},
      {"6", "\"suspended\""},
      {"9", "\"paused\""},
      {"10", "\"running\""},
      {"32768", "\"paused\""},
      {"32769", "\"suspended\""},
      {"32770", "\"running\""},
      {"32773", "\"running\""},
      {"32776", "\"running\""},
      {"0", ""},
      {"1", ""},
      {"5", ""},
      {"8", ""},
      {"running", ""},
      {"", ""},
  };
  for (const auto& [state, expected] : table) EXPECT_EQ(in_state(state).value("guest.power"), expected) << state;
  EXPECT_EQ(in_state("6").value("guest.suspended_state"), "true");
  EXPECT_EQ(in_state("3").value("guest.suspended_state"), "false");
  EXPECT_EQ(detail(in_state("1"), "guest.power"), "Msvm_ComputerSystem.EnabledState is `1`, which means nothing here");
}

TEST(Power, AGuestThatIsOffHasNoMemoryAndNoStatus) {
  const hvc::Facts facts = in_state("3");
  EXPECT_EQ(facts.value("guest.memory.current_mib"), "0");
  EXPECT_EQ(reason(facts, "guest.power.since"), "not-exposed");
  EXPECT_EQ(reason(facts, "guest.integration.status"), "agent-off");
  EXPECT_EQ(reason(facts, "guest.os.product"), "agent-off");
}

std::string since(const std::string& changed, const std::string& on_time) {
  const hvc::Facts facts =
      server_2022()
          .with("Msvm_ComputerSystem", {"Name=" + kGuest + ";EnabledState=2;TimeOfLastStateChange=" + changed +
                                        ";OnTimeInMilliseconds=" + on_time})
          .guest();
  return facts.known("guest.power.since") ? facts.value("guest.power.since") : reason(facts, "guest.power.since");
}

// The host's clock says 2026-10-08T15:16:00Z.
TEST(PowerSince, TheChangeOfStateWhereTheRunningTimeAgrees) {
  EXPECT_EQ(since("2026-10-08T15:06:00Z", "600000"), "\"2026-10-08T15:06:00Z\"");
  EXPECT_EQ(since("2026-10-08T17:06:00+02:00", "600000"), "\"2026-10-08T15:06:00Z\"") << "zones";
  EXPECT_EQ(since("2026-10-08T15:07:30Z", "600000"), "\"2026-10-08T15:07:30Z\"") << "within the time of reading";
  EXPECT_EQ(since("2026-10-08T14:00:00Z", "600000"), "\"2026-10-08T14:00:00Z\"") << "a reset restarts the count";
}

TEST(PowerSince, UnknownWhereItRanBefore) {
  EXPECT_EQ(since("2026-10-08T15:10:00Z", "7200000"), "not-exposed") << "paused, restored or moved since its start";
  EXPECT_EQ(since("1601-01-01T00:00:00Z", "600000"), "error") << "never";
  EXPECT_EQ(since("2026-10-08T15:06:00Z", ""), "error");
  EXPECT_EQ(since("", "600000"), "error");
  EXPECT_EQ(since("2026-10-08T15:06:00Z", "0"), "error");
  EXPECT_EQ(since("nonsense", "600000"), "error");
}

hvc::Facts with_dynamic_memory(const std::string& usage, const std::string& more = "") {
  return server_2022()
      .with("Msvm_MemorySettingData", {"InstanceID=Microsoft:" + kGuest +
                                       "\\m;VirtualQuantity=4096;Reservation=512;Limit=8192;"
                                       "DynamicMemoryEnabled=true;TargetMemoryBuffer=20;SwapFilesInUse=false" +
                                       more})
      .with("Msvm_SummaryInformation", {"Name=" + kGuest + ";MemoryUsage=" + usage + ";MemoryAvailable=-7"})
      .guest();
}

TEST(DynamicMemory, ItsBoundsAndWhatItTook) {
  expect_facts(with_dynamic_memory("3000"), {{"guest.memory.dynamic", "true"},
                                             {"guest.memory.balloon_device", "true"},
                                             {"guest.memory.configured_mib", "4096"},
                                             {"guest.memory.reserved_mib", "512"},
                                             {"guest.memory.limit_mib", "8192"},
                                             {"guest.memory.current_mib", "3000"},
                                             {"guest.memory.ballooned_mib", "1096"},
                                             {"x.hyperv.memory.buffer_percent", "20"},
                                             {"x.hyperv.memory.available_percent", "-7"}});
  EXPECT_EQ(reason(with_dynamic_memory("5000"), "guest.memory.ballooned_mib"), "not-exposed");
  EXPECT_EQ(reason(with_dynamic_memory(""), "guest.memory.ballooned_mib"), "error");
  EXPECT_EQ(reason(with_dynamic_memory(""), "guest.memory.current_mib"), "error");
}

TEST(DynamicMemory, SmartPagingIsSeenAndNotMeasured) {
  const hvc::Facts facts = server_2022()
                               .with("Msvm_MemorySettingData", {"InstanceID=Microsoft:" + kGuest +
                                                                "\\m;VirtualQuantity=4096;Reservation=512;"
                                                                "DynamicMemoryEnabled=true;SwapFilesInUse=true"})
                               .guest();
  EXPECT_EQ(reason(facts, "guest.memory.swapped_mib"), "not-exposed");
  EXPECT_EQ(facts.value("x.hyperv.memory.smart_paging"), "true");
}

TEST(Memory, HugePagesAreLocked) {
  const Host host = server_2022().with(
      "Msvm_MemorySettingData", {"InstanceID=Microsoft:" + kGuest + "\\m;VirtualQuantity=4096;HugePagesEnabled=true"});
  EXPECT_EQ(host.guest().value("guest.memory.locked"), "true");
  EXPECT_EQ(reason(host.guest(), "guest.memory.dynamic"), "not-exposed");
}

hvc::Facts with_settings(const std::string& more, const std::string& type = "2", const Host& host = server_2022()) {
  return host
      .with("Msvm_VirtualSystemSettingData",
            {"InstanceID=Microsoft:" + kGuest + ";VirtualSystemIdentifier=" + kGuest +
             ";VirtualSystemType=Microsoft:Hyper-V:System:Realized;VirtualSystemSubType=Microsoft:Hyper-V:SubType:" +
             type + ";" + more})
      .guest();
}

TEST(Firmware, FollowsTheGeneration) {
  expect_facts(with_settings("SecureBootEnabled=true", "1"),
               {{"guest.firmware", "\"bios\""}, {"guest.secure_boot", "false"}, {"guest.vbs_enabled", "false"}});
  EXPECT_EQ(reason(with_settings("", "3"), "guest.firmware"), "error");
  EXPECT_EQ(reason(with_settings(""), "guest.secure_boot"), "not-exposed");
  EXPECT_EQ(with_settings("SecureBootEnabled=false").value("guest.vbs_enabled"), "false");
}

TEST(Isolation, ByItsNumber) {
  const std::vector<std::tuple<std::string, std::string, std::string>> table = {
      {"GuestStateIsolationEnabled=true;GuestStateIsolationType=0", "\"none\"", "\"trusted-launch\""},
      {"GuestStateIsolationEnabled=true;GuestStateIsolationType=1", "\"none\"", "\"vbs\""},
      {"GuestStateIsolationEnabled=true;GuestStateIsolationType=2", "\"sev-snp\"", "\"none\""},
      {"GuestStateIsolationEnabled=true;GuestStateIsolationType=3", "\"tdx\"", "\"none\""},
      {"GuestStateIsolationEnabled=true;GuestStateIsolationType=16", "\"none\"", "\"openhcl\""},
      {"GuestStateIsolationEnabled=true;GuestStateIsolationType=77", "", ""},
      {"GuestStateIsolationEnabled=true", "", ""},
      {"GuestStateIsolationEnabled=false;GuestStateIsolationType=3", "\"none\"", "\"none\""},
      {"", "\"none\"", "\"none\""},
  };
  for (const auto& [settings, confidential, isolation] : table) {
    const hvc::Facts facts = with_settings(settings);
    EXPECT_EQ(facts.value("guest.confidential"), confidential) << settings;
    EXPECT_EQ(facts.value("guest.isolation"), isolation) << settings;
  }
}

TEST(Isolation, OnAServer2025ThatDoesNotSayIsUnknown) {
  const Host host = server_2022().with("Win32_OperatingSystem", {"BuildNumber=26100"});
  EXPECT_EQ(reason(with_settings("", "2", host), "guest.confidential"), "not-exposed");
  EXPECT_EQ(reason(with_settings("", "2", host), "guest.migratable"), "not-exposed");
}

TEST(Shielding, IsAnIsolation) {
  const auto with_security = [](const std::string& text) {
    return server_2022().with("Msvm_SecuritySettingData", {"InstanceID=Microsoft:" + kGuest + "\\s;" + text}).guest();
  };
  expect_facts(with_security("ShieldingRequested=true;TpmEnabled=true;VirtualizationBasedSecurityOptOut=true"),
               {{"guest.isolation", "\"shielded-vm\""},
                {"guest.tpm", "true"},
                {"guest.vbs_enabled", "false"},
                {"x.hyperv.security.shielded", "true"}});
  const hvc::Facts nothing = with_security("");
  for (const char* fact : {"guest.isolation", "guest.tpm", "guest.vbs_enabled"})
    EXPECT_EQ(reason(nothing, fact), "not-exposed") << fact;
}

TEST(Nested, IsWhatTheProcessorExposes) {
  const auto exposing = [](const std::string& text) {
    return server_2022()
        .with("Msvm_ProcessorSettingData", {"InstanceID=Microsoft:" + kGuest + "\\p;VirtualQuantity=2" + text})
        .guest();
  };
  EXPECT_EQ(exposing(";ExposeVirtualizationExtensions=true").value("guest.nested_virtualization"), "true");
  EXPECT_EQ(reason(exposing(""), "guest.nested_virtualization"), "not-exposed");
}

TEST(Checkpoints, AreCountedByType) {
  Host host = server_2022();
  const auto add = [&host](const std::string& id, const std::string& type) {
    host.classes["Msvm_VirtualSystemSettingData"].push_back(
        "InstanceID=Microsoft:" + id + ";VirtualSystemIdentifier=" + kGuest + ";VirtualSystemType=" + type);
  };
  add("AAAAAAAA-0000-0000-0000-000000000001", "Microsoft:Hyper-V:Snapshot:Realized");
  add("AAAAAAAA-0000-0000-0000-000000000002", "Microsoft:Hyper-V:Snapshot:Recovery");
  add("AAAAAAAA-0000-0000-0000-000000000003", "Microsoft:Hyper-V:System:Planned");
  // What a checkpoint holds is no device of the guest.
  host.classes["Msvm_ProcessorSettingData"].insert(
      host.classes["Msvm_ProcessorSettingData"].begin(),
      "InstanceID=Microsoft:AAAAAAAA-0000-0000-0000-000000000001\\p;VirtualQuantity=64");
  const hvc::Facts facts = host.guest();
  EXPECT_EQ(facts.value("guest.snapshot.count"), "2");
  EXPECT_EQ(reason(facts, "guest.snapshot.quiesced"), "not-exposed");
  EXPECT_EQ(facts.value("guest.vcpu.count"), "4");
}

TEST(Checkpoints, AreAllowedByTheKindOfTheGuest) {
  const std::vector<std::pair<std::string, std::string>> table = {{"2", "false"}, {"3", "true"}, {"4", "true"},
                                                                  {"5", "true"},  {"1", ""},     {"", ""}};
  for (const auto& [kind, allowed] : table)
    EXPECT_EQ(with_settings("UserSnapshotType=" + kind).value("guest.snapshot.allowed"), allowed) << kind;
}

}  // namespace
}  // namespace hvhyperv
