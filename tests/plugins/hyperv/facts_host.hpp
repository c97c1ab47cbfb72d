// A host written in a test: classes with instances as short texts, "Name=A;EnabledState=2". A property that comes
// twice is an array.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "host_instances.hpp"

namespace hvhyperv {

inline const std::string kGuest = "11111111-2222-3333-4444-5555555555AA";

inline Instance instance_of_text(const std::string& class_name, const std::string& text) {
  Instance instance(class_name);
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    const std::size_t equals = text.find('=', at);
    if (equals < end) instance.add(text.substr(at, equals - at), text.substr(equals + 1, end - equals - 1));
    at = end + 1;
  }
  return instance;
}

// One key-value pair as Windows embeds it.
inline std::string pair_xml(const std::string& name, const std::string& data) {
  const auto property = [](const std::string& key, const std::string& value) {
    return "<PROPERTY NAME=\"" + key + "\" TYPE=\"string\"><VALUE>" + value + "</VALUE></PROPERTY>";
  };
  return "<INSTANCE CLASSNAME=\"Msvm_KvpExchangeDataItem\"><PROPERTY NAME=\"Caption\" TYPE=\"string\"></PROPERTY>" +
         property("Data", data) + property("Name", name) +
         "<PROPERTY NAME=\"Source\" TYPE=\"uint16\"><VALUE>2</VALUE></PROPERTY></INSTANCE>";
}

struct Host {
  std::map<std::string, std::vector<std::string>> classes;
  std::map<std::string, hvc::UnknownFact> unread;
  std::vector<std::string> pairs;  // items of kGuest's key-value pairs, as XML

  HostRecords records() const {
    HostInstances instances;
    for (const ClassQuery& query : class_queries())
      instances.put(query.class_name, reading(std::string(query.class_name)));
    return read_records(instances, "target");
  }

  hvc::Facts host_facts() const { return records().host.facts; }

  hvc::Facts guest() const {
    const HostRecords all = records();
    EXPECT_EQ(all.guests.size(), 1U);
    return all.guests.empty() ? hvc::Facts() : all.guests.front().facts;
  }

  Host with(const std::string& class_name, std::vector<std::string> instances) const {
    Host changed = *this;
    changed.classes[class_name] = std::move(instances);
    return changed;
  }

  // More properties for the first instance of a class.
  Host adding(const std::string& class_name, const std::string& text) const {
    Host changed = *this;
    changed.classes.at(class_name).front() += ";" + text;
    return changed;
  }

  Host without(const std::string& class_name, hvc::Reason reason, const std::string& detail = "refused") const {
    Host changed = *this;
    changed.unread[class_name] = {reason, detail, "ask for it"};
    return changed;
  }

  Host telling(std::vector<std::string> items) const {
    Host changed = *this;
    changed.pairs = std::move(items);
    return changed;
  }

 private:
  ClassReading reading(const std::string& class_name) const {
    ClassReading read;
    if (unread.count(class_name)) {
      read.unknown = unread.at(class_name);
      return read;
    }
    const auto found = classes.find(class_name);
    for (const std::string& text : found == classes.end() ? std::vector<std::string>() : found->second)
      read.instances.push_back(instance_of_text(class_name, text));
    if (class_name == "Msvm_KvpExchangeComponent" && !read.instances.empty())
      for (const std::string& item : pairs) read.instances.front().add("GuestIntrinsicExchangeItems", item);
    return read;
  }
};

// A Windows Server 2022 without a cluster, and on it a running guest of generation 2 with everything in order.
inline Host server_2022() {
  Host host;
  host.classes["Win32_OperatingSystem"] = {
      "CSName=HV01;Version=10.0.20348;BuildNumber=20348;ProductType=3;OperatingSystemSKU=8;"
      "LocalDateTime=2026-10-08T15:16:00+00:00"};
  host.classes["Win32_ComputerSystem"] = {
      "Name=HV01;Manufacturer=Fabrikam;Model=R1;TotalPhysicalMemory=68719476736;NumberOfLogicalProcessors=32"};
  host.classes["Win32_Processor"] = {"DeviceID=CPU0;Manufacturer=GenuineIntel;Name=Xeon",
                                     "DeviceID=CPU1;Manufacturer=GenuineIntel;Name=Xeon"};
  host.classes["Win32_PageFileUsage"] = {"Name=C:\\pagefile.sys;CurrentUsage=12"};
  host.classes["Msvm_ComputerSystem"] = {
      "Name=" + kGuest +
          ";ElementName=web-01;EnabledState=2;HealthState=5;OnTimeInMilliseconds=6138293824;"
          "TimeOfLastStateChange=2026-07-29T14:11:00.019976Z;ReplicationMode=0;ReplicationState=0;ReplicationHealth=0",
      "Name=HV01;ElementName=HV01;EnabledState=2"};
  host.classes["Msvm_VirtualSystemSettingData"] = {
      "InstanceID=Microsoft:" + kGuest + ";VirtualSystemIdentifier=" + kGuest +
      ";VirtualSystemType=Microsoft:Hyper-V:System:Realized;VirtualSystemSubType=Microsoft:Hyper-V:SubType:2;"
      "Version=10.0;SecureBootEnabled=true;UserSnapshotType=3;GuestStateIsolationEnabled=false;"
      "GuestStateIsolationType=0"};
  host.classes["Msvm_ProcessorSettingData"] = {"InstanceID=Microsoft:" + kGuest +
                                               "\\p\\0;VirtualQuantity=4;ExposeVirtualizationExtensions=false"};
  host.classes["Msvm_MemorySettingData"] = {"InstanceID=Microsoft:" + kGuest +
                                            "\\m\\0;VirtualQuantity=4096;Reservation=512;Limit=1048576;"
                                            "DynamicMemoryEnabled=false;SwapFilesInUse=false;HugePagesEnabled=false"};
  host.classes["Msvm_SecuritySettingData"] = {"InstanceID=Microsoft:" + kGuest +
                                              "\\s\\0;TpmEnabled=true;ShieldingRequested=false;"
                                              "VirtualizationBasedSecurityOptOut=false"};
  host.classes["Msvm_SummaryInformation"] = {"Name=" + kGuest + ";MemoryUsage=4096;IntegrationServicesVersionState=1"};
  host.classes["Msvm_StorageAllocationSettingData"] = {
      "InstanceID=Microsoft:" + kGuest +
      "\\d\\0\\0\\L;ResourceSubType=Microsoft:Hyper-V:Virtual Hard Disk;HostResource=D:\\vms\\web.vhdx;"
      "PersistentReservationsSupported=false"};
  host.classes["MSFT_Partition"] = {"DiskNumber=0;AccessPaths=C:\\;AccessPaths=\\\\?\\Volume{c}\\",
                                    "DiskNumber=1;AccessPaths=D:\\;AccessPaths=\\\\?\\Volume{d}\\"};
  host.classes["MSFT_Disk"] = {"Number=0;BusType=11", "Number=1;BusType=10"};
  for (const char* service : {"Heartbeat", "Shutdown", "TimeSync", "Vss", "GuestServiceInterface", "KvpExchange"})
    host.classes["Msvm_" + std::string(service) + "Component"] = {"SystemName=" + kGuest +
                                                                  ";EnabledState=2;OperationalStatus=2"};
  host.classes["Msvm_VirtualSystemMigrationServiceSettingData"] = {
      "EnableVirtualSystemMigration=true;MaximumActiveVirtualSystemMigration=2;AuthenticationType=1"};
  const hvc::UnknownFact no_cluster{hvc::Reason::not_exposed, "no such namespace", {}};
  for (const char* name : {"MSCluster_Cluster", "MSCluster_Node", "MSCluster_ClusterSharedVolume"})
    host.unread[name] = no_cluster;
  host.pairs = {pair_xml("OSName", "Windows Server 2022 Datacenter"),
                pair_xml("OSPlatformId", "2"),
                pair_xml("OSVersion", "10.0.20348"),
                pair_xml("OSMajorVersion", "10"),
                pair_xml("OSBuildNumber", "20348"),
                pair_xml("ProductType", "3"),
                pair_xml("OSEditionId", "8"),
                pair_xml("ProcessorArchitecture", "9"),
                pair_xml("ServicePackMajor", "0"),
                pair_xml("IntegrationServicesVersion", "10.0.20348")};
  return host;
}

// Windows Server 2012 R2: none of the properties and classes that came later.
inline Host server_2012_r2() {
  Host host = server_2022();
  host.classes["Win32_OperatingSystem"] = {
      "CSName=HV01;Version=6.3.9600;BuildNumber=9600;ProductType=3;OperatingSystemSKU=7;"
      "LocalDateTime=2026-10-08T15:16:00+00:00"};
  host.classes["Msvm_VirtualSystemSettingData"] = {
      "InstanceID=Microsoft:" + kGuest + ";VirtualSystemIdentifier=" + kGuest +
      ";VirtualSystemType=Microsoft:Hyper-V:System:Realized;VirtualSystemSubType=Microsoft:Hyper-V:SubType:2;"
      "Version=5.0;SecureBootEnabled=true"};
  host.classes["Msvm_ProcessorSettingData"] = {"InstanceID=Microsoft:" + kGuest + "\\p\\0;VirtualQuantity=4"};
  host.classes["Msvm_MemorySettingData"] = {"InstanceID=Microsoft:" + kGuest +
                                            "\\m\\0;VirtualQuantity=4096;Reservation=512;Limit=1048576;"
                                            "DynamicMemoryEnabled=false;SwapFilesInUse=false"};
  const hvc::UnknownFact no_class{hvc::Reason::not_exposed, "no such class", {}};
  for (const char* name : {"Msvm_SecuritySettingData", "Msvm_PciExpressSettingData", "Msvm_GpuPartitionSettingData"})
    host.unread[name] = no_class;
  return host;
}

inline std::string reason(const hvc::Facts& facts, const std::string& name) {
  const auto why = facts.why_unknown(name);
  return why ? std::string(name_of(why->reason)) : facts.known(name) ? "known" : "not asked";
}

inline std::string detail(const hvc::Facts& facts, const std::string& name) {
  const auto why = facts.why_unknown(name);
  return why ? why->detail : std::string();
}

// A table of facts and the JSON that each has.
using Expected = std::vector<std::pair<std::string, std::string>>;

inline void expect_facts(const hvc::Facts& facts, const Expected& expected) {
  for (const auto& [name, value] : expected) {
    EXPECT_EQ(facts.value(name), value) << name << ": " << reason(facts, name) << " " << detail(facts, name);
    EXPECT_FALSE(facts.evidence(name).empty()) << name;
  }
}

}  // namespace hvhyperv
