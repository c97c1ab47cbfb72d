// Disks: their kinds, and the transport under the volume that holds each.
#include "facts_host.hpp"
#include "volumes.hpp"

namespace hvhyperv {
namespace {

std::string file(const std::string& path, const std::string& more = "") {
  return "InstanceID=Microsoft:" + kGuest +
         "\\d;ResourceSubType=Microsoft:Hyper-V:Virtual Hard Disk;HostResource=" + path + more;
}

hvc::Facts on(const std::string& path, const Host& host = server_2022()) {
  return host.with("Msvm_StorageAllocationSettingData", {file(path)}).guest();
}

std::string target(const std::string& path, const Host& host = server_2022()) {
  const hvc::Facts facts = on(path, host);
  const std::string name = "guest.disk.targets";
  return facts.known(name) ? facts.value(name) : reason(facts, name);
}

TEST(Targets, ByTheVolumeUnderThePath) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"D:\\vms\\a.vhdx", "[\"sas\"]"},
      {"d:/vms/a.vhdx", "[\"sas\"]"},
      {"C:\\a.vhdx", "[\"sata\"]"},
      {"\\\\?\\D:\\a.vhdx", "[\"sas\"]"},
      {"\\\\?\\Volume{d}\\a.vhdx", "[\"sas\"]"},
      {"\\\\filer\\vms\\a.vhdx", "[\"smb\"]"},
      {"\\\\?\\UNC\\filer\\vms\\a.vhdx", "[\"smb\"]"},
      {"E:\\a.vhdx", "not-exposed"},
      {"C:\\ClusterStorage\\Volume1\\a.vhdx", "not-exposed"},
      {"a.vhdx", "not-exposed"},
      {"", "not-exposed"},
  };
  for (const auto& [path, expected] : table) EXPECT_EQ(target(path), expected) << path;
  EXPECT_EQ(detail(on("E:\\a.vhdx"), "guest.disk.targets"), "no partition of this host holds `E:\\a.vhdx`");
  EXPECT_EQ(on("E:\\a.vhdx").value("guest.disk.kinds"), "[\"image\"]");
}

TEST(Targets, TheLongestMountPointHolds) {
  Host host = server_2022();
  host.classes["MSFT_Partition"].push_back("DiskNumber=2;AccessPaths=D:\\vms\\fast\\;AccessPaths=\\\\?\\Volume{e}\\");
  host.classes["MSFT_Disk"].push_back("Number=2;BusType=17");
  EXPECT_EQ(target("D:\\vms\\fast\\a.vhdx", host), "[\"nvme\"]");
  EXPECT_EQ(target("D:\\vms\\faster\\a.vhdx", host), "[\"sas\"]");
}

TEST(Targets, SharedVolumesOfAClusterHaveTheirOwnDisk) {
  Host host = server_2022();
  host.unread.clear();
  host.classes["MSFT_Partition"].push_back("DiskNumber=5;AccessPaths=\\\\?\\Volume{s}\\");
  host.classes["MSFT_Disk"].push_back("Number=5;BusType=9");
  host.classes["MSCluster_ClusterSharedVolume"] = {"Name=C:\\ClusterStorage\\Volume1;VolumeName=\\\\?\\Volume{S}\\"};
  EXPECT_EQ(target("C:\\ClusterStorage\\Volume1\\a.vhdx", host), "[\"iscsi\"]");
  EXPECT_EQ(target("c:\\clusterstorage\\volume1\\a.vhdx", host), "[\"iscsi\"]");
  EXPECT_EQ(target("C:\\ClusterStorage\\Volume2\\a.vhdx", host), "not-exposed") << "never the system's disk";
  EXPECT_EQ(target("C:\\ClusterStorage2\\a.vhdx", host), "[\"sata\"]") << "another folder of it";
}

TEST(Targets, ByBus) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"1", "[\"scsi\"]"},   {"6", "[\"fibre-channel\"]"}, {"7", "[\"usb\"]"},    {"8", "[\"raid\"]"},
      {"9", "[\"iscsi\"]"},  {"10", "[\"sas\"]"},          {"11", "[\"sata\"]"},  {"16", "[\"storage-spaces\"]"},
      {"17", "[\"nvme\"]"},  {"0", "not-exposed"},         {"14", "not-exposed"}, {"15", "not-exposed"},
      {"99", "not-exposed"}, {"", "not-exposed"}};
  for (const auto& [bus, expected] : table)
    EXPECT_EQ(target("D:\\a.vhdx", server_2022().with("MSFT_Disk", {"Number=1;BusType=" + bus})), expected) << bus;
}

TEST(Targets, WhatMayNotBeReadIsSaid) {
  EXPECT_EQ(target("D:\\a.vhdx", server_2022().without("MSFT_Partition", hvc::Reason::not_permitted)), "not-permitted");
  EXPECT_EQ(target("D:\\a.vhdx", server_2022().without("MSFT_Disk", hvc::Reason::timeout)), "timeout");
  EXPECT_EQ(target("\\\\filer\\a.vhdx", server_2022().without("MSFT_Disk", hvc::Reason::timeout)), "[\"smb\"]");
}

TEST(Targets, OneThatIsNotKnownLeavesAllUnknown) {
  const hvc::Facts facts =
      server_2022().with("Msvm_StorageAllocationSettingData", {file("D:\\a.vhdx"), file("Q:\\b.vhdx")}).guest();
  EXPECT_EQ(reason(facts, "guest.disk.targets"), "not-exposed");
  EXPECT_EQ(facts.value("guest.disk.kinds"), "[\"image\"]");
}

TEST(Targets, AreASet) {
  const hvc::Facts facts =
      server_2022()
          .with("Msvm_StorageAllocationSettingData", {file("D:\\a.vhdx"), file("C:\\b.vhdx"), file("D:\\c.vhdx")})
          .guest();
  EXPECT_EQ(facts.value("guest.disk.targets"), "[\"sas\",\"sata\"]");
}

TEST(Kinds, SharedFiles) {
  EXPECT_EQ(
      server_2022()
          .with("Msvm_StorageAllocationSettingData", {file("D:\\a.vhdx", ";PersistentReservationsSupported=true")})
          .guest()
          .value("guest.disk.kinds"),
      "[\"image\",\"shared\"]");
  EXPECT_EQ(on("D:\\set.vhds").value("guest.disk.kinds"), "[\"image\",\"shared\"]");
}

TEST(Kinds, NoDiskAtAllIsAnEmptyList) {
  const hvc::Facts facts = server_2022().with("Msvm_StorageAllocationSettingData", {}).guest();
  EXPECT_EQ(facts.value("guest.disk.kinds"), "[]");
  EXPECT_EQ(facts.value("guest.disk.targets"), "[]");
}

TEST(Kinds, ADiskThatDoesNotSayItsTypeLeavesThemUnknown) {
  const hvc::Facts facts =
      server_2022().with("Msvm_StorageAllocationSettingData", {"InstanceID=Microsoft:" + kGuest + "\\d"}).guest();
  EXPECT_EQ(reason(facts, "guest.disk.kinds"), "not-exposed");
  EXPECT_EQ(reason(facts, "guest.disk.targets"), "not-exposed");
}

Host with_drive(const std::string& device_id) {
  return server_2022()
      .with("Msvm_StorageAllocationSettingData", {})
      .with("Msvm_ResourceAllocationSettingData",
            {"InstanceID=Microsoft:" + kGuest +
             "\\r;ResourceSubType=Microsoft:Hyper-V:Physical Disk Drive;HostResource="
             "\\\\HV01\\root\\virtualization\\v2:Msvm_DiskDrive.CreationClassName=\"Msvm_DiskDrive\",DeviceID=\"" +
             device_id + "\",SystemName=\"HV01\""})
      .with("Msvm_DiskDrive", {"DeviceID=Microsoft:353B3BE8-310C-4CF4-839E-4E1B14616136\\2;DriveNumber=2",
                               "DeviceID=Microsoft:353B3BE8-310C-4CF4-839E-4E1B14616136\\3"})
      .with("MSFT_Disk", {"Number=2;BusType=6"});
}

TEST(PassThrough, ByTheDriveThatItNames) {
  const std::string drive = "Microsoft:353B3BE8-310C-4cf4-839E-4E1B14616136";
  const hvc::Facts facts = with_drive(drive + "\\\\2").guest();
  EXPECT_EQ(facts.value("guest.disk.kinds"), "[\"pass-through\"]");
  EXPECT_EQ(facts.value("guest.disk.targets"), "[\"fibre-channel\"]");
  EXPECT_EQ(with_drive(drive + "\\2").guest().value("guest.disk.targets"), "[\"fibre-channel\"]");
  EXPECT_EQ(reason(with_drive(drive + "\\\\3").guest(), "guest.disk.targets"), "not-exposed");
  EXPECT_EQ(reason(with_drive("").guest(), "guest.disk.targets"), "not-exposed");
}

TEST(FibreChannel, IsTheGuestsOwn) {
  const hvc::Facts facts = server_2022()
                               .with("Msvm_SyntheticFcPortSettingData", {"InstanceID=Microsoft:" + kGuest + "\\f0",
                                                                         "InstanceID=Microsoft:" + kGuest + "\\f1",
                                                                         "InstanceID=Microsoft:Definition\\f\\Default"})
                               .guest();
  EXPECT_EQ(facts.value("guest.disk.kinds"), "[\"image\",\"pass-through\"]");
  EXPECT_EQ(facts.value("guest.disk.targets"), "[\"fibre-channel\",\"sas\"]");
  EXPECT_EQ(facts.value("x.hyperv.virtual_fibre_channel"), "2");
}

}  // namespace
}  // namespace hvhyperv
