// missingSet in its variants, the paths of each API version, hosts, clusters and storage on recorded responses.
#include <algorithm>

#include "cluster_facts.hpp"
#include "plugins/vmware/recorded.hpp"
#include "vim_fault.hpp"

namespace hvvmware {
namespace {

TEST(MissingSet, NamesThePrivilege) {
  const auto facts =
      RecordedGuest()
          .missing("config.firmware", "NoPermission", "<privilegeId>VirtualMachine.Config.Query</privilegeId>")
          .facts();
  EXPECT_EQ(told(facts, "guest.firmware"), "unknown: not-permitted");
  EXPECT_EQ(detail(facts, "guest.firmware"),
            "the account may not read VirtualMachine config.firmware: it lacks VirtualMachine.Config.Query");
}

TEST(MissingSet, WithoutAPrivilegeItIsSystemRead) {
  const auto facts = RecordedGuest().missing("config.firmware", "NoPermission").facts();
  EXPECT_EQ(detail(facts, "guest.firmware"),
            "the account may not read VirtualMachine config.firmware: it lacks System.Read");
}

TEST(MissingSet, AnotherFaultIsAnErrorWithItsType) {
  const auto facts = RecordedGuest().missing("config.firmware", "HostCommunication").facts();
  EXPECT_EQ(told(facts, "guest.firmware"), "unknown: error");
  EXPECT_EQ(detail(facts, "guest.firmware"), "VirtualMachine config.firmware could not be read: HostCommunication");
}

TEST(MissingSet, AnUnknownPropertyIsOneThatTheVersionHasNot) {
  const auto facts = RecordedGuest().missing("config.flags.vbsEnabled", "InvalidProperty").facts();
  EXPECT_EQ(told(facts, "guest.vbs_enabled"), "false");
  EXPECT_EQ(facts.evidence("guest.vbs_enabled"), "this API version has no VirtualMachine config.flags.vbsEnabled");
}

TEST(MissingSet, OfAParentCoversWhatIsBelow) {
  const auto facts = RecordedGuest().missing("config.hardware.device", "NoPermission").facts();
  for (const char* name : {"guest.tpm", "guest.disk.kinds", "guest.disk.targets", "guest.snapshot.allowed",
                           "guest.migratable", "guest.suspend.allowed"})
    EXPECT_EQ(told(facts, name), "unknown: not-permitted") << name;
}

TEST(MissingSet, PrefixesOfAnotherNamespaceAreReadAlike) {
  const RecordedAnswer answer(
      "<v:answer xmlns:v=\"urn:vim25\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><v:objects>"
      "<v:obj type=\"VirtualMachine\">vm-9</v:obj><v:missingSet><v:path>config.firmware</v:path><v:fault>"
      "<v:fault i:type=\"v:NoPermission\"/></v:fault></v:missingSet></v:objects></v:answer>",
      guest_paths(server_of_version("8.0.2.0")));
  EXPECT_EQ(answer.object("vm-9").why_not("config.firmware").reason, hvc::Reason::not_permitted);
}

TEST(MissingSet, AGuestOfWhichNothingIsToldIsStillARecord) {
  const RecordedAnswer answer("<a><objects><obj type=\"VirtualMachine\">vm-9</obj></objects></a>",
                              guest_paths(server_of_version("8.0.2.0")));
  const Surroundings nothing;
  const GuestReading reading = read_guest(answer.object("vm-9"), {nothing, Migrations()});
  EXPECT_EQ(reading.record.name, "vm-9");
  EXPECT_TRUE(told(reading.record.facts, "guest.power").starts_with("unknown: "));
  EXPECT_TRUE(told(reading.record.facts, "guest.memory.locked").starts_with("unknown: "));
}

struct Gate {
  const char* path;
  const char* before;
  const char* since;
};

TEST(Versions, PathsAreAskedForFromTheVersionThatHasThem) {
  constexpr Gate kGates[] = {
      {"config.flags.vbsEnabled", "6.5", "6.7"},   {"config.sgxInfo", "6.7.3", "7.0.0.0"},
      {"config.sevEnabled", "7.0.0.2", "7.0.1.0"}, {"config.sevSnpEnabled", "7.0.3.2", "8.0.0.1"},
      {"config.tdxEnabled", "7.0.3.2", "8.0.0.1"}, {"guest.guestDetailedData", "8.0.1.0", "8.0.2.0"}};
  const auto asks = [](const char* version, const char* path) {
    const auto paths = guest_paths(server_of_version(version)).at("VirtualMachine");
    return std::count(paths.begin(), paths.end(), path);
  };
  for (const Gate& gate : kGates) {
    EXPECT_EQ(asks(gate.before, gate.path), 0) << gate.path;
    EXPECT_EQ(asks(gate.since, gate.path), 1) << gate.path;
    EXPECT_EQ(asks("10.0", gate.path), 1) << gate.path << ": ten comes after eight";
  }
  EXPECT_EQ(asks("", "config.flags.vbsEnabled"), 0);
  EXPECT_EQ(asks("8.0.2.x", "config.tdxEnabled"), 1);
}

TEST(Faults, TypeAndMembersComeFromTheDetail) {
  pugi::xml_document document;
  document.load_string(
      "<Fault xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><faultcode>ServerFaultCode</faultcode>"
      "<faultstring>Permission to perform this operation was denied.</faultstring>"
      "<detail><NoPermissionFault xsi:type='NoPermission'><object type='Folder'>group-d1</object>"
      "<privilegeId>System.View</privilegeId></NoPermissionFault></detail></Fault>");
  const VimFault fault = read_fault("CreateContainerView", document.first_child());
  EXPECT_EQ(fault.type, "NoPermission");
  EXPECT_EQ(fault.privilege, "System.View");
  EXPECT_STREQ(fault.what(), "Permission to perform this operation was denied.");
}

TEST(Faults, WithoutATypeAttributeTheElementNamesIt) {
  pugi::xml_document document;
  document.load_string(
      "<Fault><faultstring/><detail><InvalidPropertyFault><name>config.tdxEnabled</name>"
      "</InvalidPropertyFault></detail></Fault>");
  const VimFault fault = read_fault("RetrievePropertiesEx", document.first_child());
  EXPECT_EQ(fault.type, "InvalidProperty");
  EXPECT_EQ(fault.property, "config.tdxEnabled");
}

TEST(Faults, WithoutAnyDetail) {
  pugi::xml_document document;
  document.load_string("<Fault><faultcode>x</faultcode><faultstring>Internal error</faultstring></Fault>");
  const hvc::Failure failure = failure_of(read_fault("Login", document.first_child()), "vc");
  EXPECT_STREQ(failure.what(), "vc answers Login with a fault without a type: Internal error");
}

SurroundingsReading recorded_surroundings() {
  const RecordedAnswer answer(RecordedAnswer::file("surroundings.xml"),
                              surroundings_paths(server_of_version("8.0.2.0")));
  SurroundingsReading reading;
  for (const ManagedObject& one : answer.objects()) reading.add(one, server_of_version("8.0.2.0"));
  return reading;
}

TEST(RecordedHost, ThatSearchesNoEqualPages) {
  const hvc::Facts facts = recorded_surroundings().hosts.at("host-1").facts;
  EXPECT_EQ(told(facts, "host.memory.page_sharing"), "false");
  EXPECT_EQ(facts.evidence("host.memory.page_sharing"), "HostSystem config.option Mem.ShareScanGHz 0");
  EXPECT_EQ(told(facts, "host.memory.total_mib"), "1048576");
  EXPECT_EQ(told(facts, "host.cpu.vendor"), "\"amd\"");
  EXPECT_EQ(told(facts, "hypervisor.build"), "\"22380479\"");
}

// A host whose product says of itself no more than its line; "": not even that.
hvc::Facts facts_of_line(const std::string& line, const ServiceContent& server) {
  const std::string product = line.empty() ? "" : "<productLineId>" + line + "</productLineId>";
  const RecordedAnswer answer(
      "<returnval xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><objects><obj type='HostSystem'>host-1</obj>"
      "<propSet><name>summary.config.product</name><val xsi:type='AboutInfo'><version>2.0.2</version>" +
          product + "</val></propSet></objects></returnval>",
      surroundings_paths(server));
  return read_host(answer.object("host-1"), server).facts;
}

TEST(RecordedHost, IsWhatItsProductLineSays) {
  const ServiceContent vcenter = server_of_version("8.0.2.0");
  ServiceContent agent = vcenter;
  agent.api_type = "HostAgent";
  agent.product_line = "gsx";
  EXPECT_EQ(told(facts_of_line("embeddedEsx", vcenter), "hypervisor.product"), "\"esxi\"");
  EXPECT_EQ(told(facts_of_line("", vcenter), "hypervisor.product"), "\"esxi\"");
  EXPECT_EQ(told(facts_of_line("esx", agent), "hypervisor.product"), "\"esx\"");
  for (const char* line : {"gsx", ""}) {
    const hvc::Facts server = facts_of_line(line, agent);
    EXPECT_EQ(told(server, "hypervisor.product"), "\"server\"") << line;
    EXPECT_EQ(told(server, "hypervisor.family"), "\"other\"") << line;
    EXPECT_FALSE(server.known("host.os.product")) << line;
  }
  const hvc::Facts other = facts_of_line("ws", agent);
  EXPECT_FALSE(other.known("hypervisor.product"));
  EXPECT_EQ(other.why_unknown("hypervisor.product")->detail, "the host's product line is `ws`, which names none");
}

TEST(RecordedHost, StandsInItsCluster) {
  const SurroundingsReading reading = recorded_surroundings();
  EXPECT_EQ(reading.hosts.at("host-1").parent, "domain-c8");
  EXPECT_EQ(reading.around.hosts.at("host-1").salting, 1);
  EXPECT_TRUE(reading.faults.empty());
}

TEST(RecordedCluster, PartialAutomationAndOverrides) {
  const SurroundingsReading reading = recorded_surroundings();
  const hvc::Facts& facts = reading.clusters.at("domain-c8").facts;
  EXPECT_EQ(told(facts, "cluster.migration.automation"), "\"partial\"");
  EXPECT_EQ(told(facts, "cluster.hosts"), "1");
  EXPECT_EQ(reading.around.drs_behavior, (std::map<std::string, std::string>{{"vm-13", "full"}, {"vm-14", "off"}}));
}

TEST(RecordedStorage, TransportsOfUnits) {
  const StoragePaths storage = recorded_surroundings().around.storage;
  using Names = std::set<std::string>;
  EXPECT_EQ(storage.of_unit("eui.rdma", "host-1").names, Names{"nvme-of"});
  EXPECT_EQ(storage.of_unit("eui.tcp", "host-1").names, Names{"nvme-of"});
  EXPECT_EQ(storage.of_unit("t10.NVMe____pcie", "host-1").names, Names{"nvme"});
  EXPECT_EQ(storage.of_unit("t10.ATA_____sata", "host-1").names, Names{"sata"});
  EXPECT_EQ(storage.of_unit("naa.scsi", "host-1").names, Names{"scsi"});
  EXPECT_EQ(storage.of_unit("naa.two", "host-1").names, (Names{"fibre-channel", "iscsi"}));
  EXPECT_EQ(storage.of_unit("0100tcp", "host-1").names, Names{"nvme-of"}) << "a raw device mapping names the UUID";
  EXPECT_EQ(storage.of_unit("naa.bare", "host-1").why, "no host tells a path to the logical unit `naa.bare`");
}

// A host whose only disk does not say who it is, and the datastore on that disk.
std::string host_with_nameless_disk(const std::string& number, const std::string& transport) {
  return "<objects><obj type=\"HostSystem\">host-" + number +
         "</obj><propSet><name>config.storageDevice.scsiLun</name><val><ScsiLun><key>key-1</key><uuid>0005mpx</uuid>"
         "<canonicalName>mpx.vmhba1:C0:T0:L0</canonicalName></ScsiLun></val></propSet><propSet><name>"
         "config.storageDevice.multipathInfo</name><val><lun><lun>key-1</lun><path><transport xsi:type=\"" +
         transport + "\"/></path></lun></val></propSet></objects><objects><obj type=\"Datastore\">ds-" + number +
         "</obj><propSet><name>summary</name><val><name>local</name><type>VMFS</type></val></"
         "propSet><propSet><name>info"
         "</name><val><vmfs><extent><diskName>mpx.vmhba1:C0:T0:L0</diskName></extent></vmfs></val></propSet></objects>";
}

StoragePaths two_hosts_with_nameless_disks() {
  const RecordedAnswer answer("<answer xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" +
                                  host_with_nameless_disk("1", "HostBlockAdapterTargetTransport") +
                                  host_with_nameless_disk("2", "HostSerialAttachedTargetTransport") + "</answer>",
                              surroundings_paths(server_of_version("8.0.2.0")));
  SurroundingsReading reading;
  for (const ManagedObject& object : answer.objects()) reading.add(object, server_of_version("8.0.2.0"));
  return reading.around.storage;
}

TEST(RecordedStorage, DisksWithoutANameOfTheirOwnAreOfTheirHost) {
  const StoragePaths storage = two_hosts_with_nameless_disks();
  using Names = std::set<std::string>;
  EXPECT_EQ(storage.of_datastore("ds-1", "host-1").names, Names{"sata"});
  EXPECT_EQ(storage.of_datastore("ds-2", "host-2").names, Names{"sas"});
  EXPECT_EQ(storage.of_unit("0005mpx", "host-2").names, Names{"sas"}) << "its UUID is made of its name";
  const Transports elsewhere = storage.of_datastore("ds-1", "host-3");
  EXPECT_EQ(elsewhere.names, Names{});
  EXPECT_EQ(elsewhere.why, "the guest's host tells no path to the logical unit `mpx.vmhba1:C0:T0:L0`");
}

TEST(RecordedStorage, AGuestOnANamelessDiskHasTheTransportOfItsHost) {
  RecordedGuest guest;
  guest.on(two_hosts_with_nameless_disks())
      .device("VirtualDisk",
              "<backing xsi:type=\"VirtualDiskFlatVer2BackingInfo\"><datastore>ds-2</datastore></backing>");
  EXPECT_EQ(told(guest.set("runtime.host", "host-2").facts(), "guest.disk.targets"), R"(["sas"])");
  EXPECT_EQ(told(guest.set("runtime.host", "host-1").facts(), "guest.disk.targets"), R"(["sata"])");
}

TEST(RecordedStorage, ALinkedCloneStandsOnItsParentsToo) {
  const auto clone = [](const std::string& base) {
    return RecordedGuest()
        .on(recorded_surroundings().around.storage)
        .device("VirtualDisk",
                "<backing xsi:type=\"VirtualDiskSeSparseBackingInfo\"><datastore>ds-pmem</datastore><parent>" + base +
                    "</parent></backing>")
        .facts();
  };
  EXPECT_EQ(told(clone("<datastore>ds-pmem</datastore><parent><datastore>ds-spanned</datastore></parent>"),
                 "guest.disk.targets"),
            R"(["nvme","nvme-of","pmem"])");
  EXPECT_FALSE(clone("<datastore>ds-half</datastore>").known("guest.disk.targets")) << "the parent's are not known";
  RecordedGuest snapshot;
  snapshot.device("VirtualDisk",
                  "<backing xsi:type=\"VirtualDiskSeSparseBackingInfo\"><datastore>ds-pmem</datastore>"
                  "<parent xsi:type=\"VirtualDiskRawDiskMappingVer1BackingInfo\"><lunUuid>0</lunUuid>"
                  "<compatibilityMode>virtualMode</compatibilityMode></parent></backing>");
  EXPECT_EQ(told(snapshot.facts(), "guest.disk.kinds"), R"(["image","rdm"])");
}

TEST(RecordedStorage, TransportsOfDatastores) {
  const StoragePaths storage = recorded_surroundings().around.storage;
  EXPECT_EQ(storage.of_datastore("ds-spanned", "host-1").names, (std::set<std::string>{"nvme", "nvme-of"}));
  EXPECT_EQ(storage.of_datastore("ds-pmem", "host-1").names, std::set<std::string>{"pmem"});
  EXPECT_NE(storage.of_datastore("ds-half", "host-1").why, "") << "an extent of which nothing is known";
  EXPECT_EQ(storage.of_datastore("ds-denied", "host-1").why,
            "the account may not read Datastore summary.type: it lacks System.Read");
  EXPECT_EQ(storage.of_datastore("ds-none", "host-1").why, "the account sees no datastore ds-none");
}

}  // namespace
}  // namespace hvvmware
