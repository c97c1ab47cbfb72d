// Moving, saving, replicating: false only where Hyper-V refuses for certain.
#include "facts_host.hpp"

namespace hvhyperv {
namespace {

const std::string kDrive = "InstanceID=Microsoft:" + kGuest +
                           "\\r;ResourceSubType=Microsoft:Hyper-V:Physical Disk Drive;HostResource="
                           "\\\\HV01\\root\\virtualization\\v2:Msvm_DiskDrive.CreationClassName=\"Msvm_DiskDrive\","
                           "DeviceID=\"Microsoft:353B3BE8-310C-4CF4-839E-4E1B14616136\\\\2\",SystemName=\"HV01\"";

std::string told(const hvc::Facts& facts, const std::string& name) {
  return facts.known(name) ? facts.value(name) : reason(facts, name);
}

TEST(Migratable, NothingInTheWay) {
  expect_facts(server_2022().guest(), {{"guest.migratable", "true"},
                                       {"guest.suspend.allowed", "true"},
                                       {"guest.storage_migration.allowed", "true"},
                                       {"guest.storage_migration.running", "false"},
                                       {"guest.migration.running", "false"}});
}

TEST(Migratable, NotWithADeviceOfTheHost) {
  const hvc::Facts facts =
      server_2022().with("Msvm_PciExpressSettingData", {"InstanceID=Microsoft:" + kGuest + "\\x"}).guest();
  EXPECT_EQ(facts.value("guest.migratable"), "false");
  EXPECT_EQ(facts.value("guest.suspend.allowed"), "false");
  const Host templates =
      server_2022().with("Msvm_PciExpressSettingData", {"InstanceID=Microsoft:Definition\\x\\Default"});
  EXPECT_EQ(templates.guest().value("guest.migratable"), "true") << "a template is nobody's device";
}

TEST(Migratable, UnknownWhereDevicesCouldNotBeRead) {
  const auto unread = [](hvc::Reason why) {
    return told(server_2022().without("Msvm_PciExpressSettingData", why).guest(), "guest.migratable");
  };
  EXPECT_EQ(unread(hvc::Reason::not_permitted), "not-permitted");
  EXPECT_EQ(unread(hvc::Reason::timeout), "timeout");
  EXPECT_EQ(unread(hvc::Reason::not_exposed), "not-exposed") << "a host of 2022 has the class";
}

TEST(Migratable, WithAPartOfAGpuByHost) {
  const Host host = server_2022().with("Msvm_GpuPartitionSettingData", {"InstanceID=Microsoft:" + kGuest + "\\g"});
  EXPECT_EQ(told(host.guest(), "guest.migratable"), "false");
  EXPECT_EQ(told(host.with("Win32_OperatingSystem", {"BuildNumber=26100"}).guest(), "guest.migratable"), "not-exposed");
}

TEST(Migratable, WithAPassThroughDiskByCluster) {
  const Host host = server_2022().with("Msvm_ResourceAllocationSettingData", {kDrive});
  EXPECT_EQ(told(host.guest(), "guest.migratable"), "false");
  EXPECT_EQ(told(host.guest(), "guest.suspend.allowed"), "true") << "it can be saved all the same";
  EXPECT_EQ(told(host.without("MSCluster_Cluster", hvc::Reason::not_permitted).guest(), "guest.migratable"),
            "not-exposed");
  Host member = host.with("MSCluster_Cluster", {"Name=prod"});
  member.unread.clear();
  EXPECT_EQ(told(member.guest(), "guest.migratable"), "not-exposed");
}

TEST(Migratable, EncryptedGuestsAreNotGuessed) {
  Host host = server_2022();
  std::string& settings = host.classes["Msvm_VirtualSystemSettingData"].front();
  settings.replace(settings.find("GuestStateIsolationEnabled=false;GuestStateIsolationType=0"), std::string::npos,
                   "GuestStateIsolationEnabled=true;GuestStateIsolationType=2");
  EXPECT_EQ(told(host.guest(), "guest.migratable"), "not-exposed");
  EXPECT_EQ(told(host.guest(), "guest.suspend.allowed"), "not-exposed");
}

TEST(StorageMigration, NeedsFilesThatAreNotShared) {
  const auto disk = [](const std::string& text) {
    return told(server_2022()
                    .with("Msvm_StorageAllocationSettingData",
                          {"InstanceID=Microsoft:" + kGuest +
                           "\\d;ResourceSubType=Microsoft:Hyper-V:Virtual Hard Disk;" + text})
                    .guest(),
                "guest.storage_migration.allowed");
  };
  EXPECT_EQ(disk("HostResource=D:\\a.vhdx"), "true");
  EXPECT_EQ(disk("HostResource=D:\\a.vhdx;PersistentReservationsSupported=true"), "not-exposed");
  EXPECT_EQ(
      told(server_2022().with("Msvm_StorageAllocationSettingData", {}).guest(), "guest.storage_migration.allowed"),
      "false");
}

hvc::Facts with_job(const std::string& text) {
  return server_2022().with("Msvm_MigrationJob", {"VirtualSystemName=" + kGuest + ";" + text}).guest();
}

TEST(Jobs, UnderWayByTypeAndState) {
  const std::vector<std::tuple<std::string, std::string, std::string>> table = {
      {"MigrationType=32768;JobState=4", "true", "false"},  {"MigrationType=32769;JobState=4", "false", "true"},
      {"MigrationType=32771;JobState=3", "true", "true"},   {"MigrationType=32772;JobState=4", "false", "false"},
      {"MigrationType=32768;JobState=2", "false", "false"}, {"MigrationType=32768;JobState=7", "false", "false"},
      {"MigrationType=32768;JobState=10", "false", "false"}};
  for (const auto& [job, guest, storage] : table) {
    EXPECT_EQ(with_job(job).value("guest.migration.running"), guest) << job;
    EXPECT_EQ(with_job(job).value("guest.storage_migration.running"), storage) << job;
  }
}

TEST(Jobs, TheLastMigrationWhileItIsRemembered) {
  const auto last = [](const std::string& job) { return told(with_job(job), "guest.migration.last"); };
  const std::string end = ";TimeOfLastStateChange=2026-10-08T15:14:00Z";
  EXPECT_EQ(last("MigrationType=32768;JobState=7;ErrorCode=0" + end), "\"2026-10-08T15:14:00Z\"");
  EXPECT_EQ(last("MigrationType=32771;JobState=7" + end), "\"2026-10-08T15:14:00Z\"");
  EXPECT_EQ(last("MigrationType=32769;JobState=7" + end), "not-exposed") << "only its storage";
  EXPECT_EQ(last("MigrationType=32768;JobState=7;ErrorCode=32768" + end), "not-exposed") << "it failed";
  EXPECT_EQ(last("MigrationType=32768;JobState=4" + end), "not-exposed");
  EXPECT_EQ(detail(server_2022().guest(), "guest.migration.last"),
            "Hyper-V forgets a migration five minutes after its end");
}

TEST(Jobs, ThatOnlyCheckWhetherAGuestCouldMoveAreNoMigration) {
  for (const char* type : {"301", "302", "303", "304"}) {
    const std::string job = "JobType=" + std::string(type) + ";MigrationType=32771;";
    EXPECT_EQ(with_job(job + "JobState=4").value("guest.migration.running"), "false") << type;
    EXPECT_EQ(with_job(job + "JobState=4").value("guest.storage_migration.running"), "false") << type;
    const hvc::Facts ended = with_job(job + "JobState=7;TimeOfLastStateChange=2026-10-08T15:14:00Z");
    EXPECT_EQ(told(ended, "guest.migration.last"), "not-exposed") << type;
  }
  for (const char* type : {"0", "300", "305", "306", "307"})
    EXPECT_EQ(
        with_job("JobType=" + std::string(type) + ";MigrationType=32768;JobState=4").value("guest.migration.running"),
        "true")
        << type;
}

TEST(Jobs, AreAskedForTheirType) {
  const auto& queries = class_queries();
  const auto jobs = std::ranges::find(queries, std::string_view("Msvm_MigrationJob"), &ClassQuery::class_name);
  ASSERT_NE(jobs, queries.end());
  EXPECT_NE(jobs->wql.find(",JobType,"), std::string_view::npos);
}

TEST(Jobs, OfOthersAreOfOthers) {
  const Host host = server_2022().with(
      "Msvm_MigrationJob",
      {"VirtualSystemName=99999999-2222-3333-4444-5555555555BB;MigrationType=32768;JobState=4", "JobState=4"});
  EXPECT_EQ(host.guest().value("guest.migration.running"), "false");
}

TEST(Replication, ByMode) {
  const auto mode = [](const std::string& text) {
    return server_2022().with("Msvm_ComputerSystem", {"Name=" + kGuest + ";EnabledState=2;" + text}).guest();
  };
  expect_facts(mode("ReplicationMode=1;ReplicationHealth=3;ReplicationState=8"),
               {{"guest.replication", "true"},
                {"x.hyperv.replication.mode", "\"primary\""},
                {"x.hyperv.replication.health", "\"critical\""},
                {"x.hyperv.replication.state", "8"}});
  EXPECT_EQ(mode("ReplicationMode=2").value("guest.replication"), "true");
  EXPECT_EQ(mode("ReplicationMode=3").value("guest.replication"), "false") << "a test replica gets nothing";
  EXPECT_EQ(mode("ReplicationMode=4").value("guest.replication"), "true");
  EXPECT_EQ(reason(mode("ReplicationMode=9"), "guest.replication"), "error");
  EXPECT_EQ(reason(mode(""), "guest.replication"), "not-exposed");
}

}  // namespace
}  // namespace hvhyperv
