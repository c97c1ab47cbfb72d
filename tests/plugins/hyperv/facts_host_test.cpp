// The host and its cluster, by numbers.
#include "facts_host.hpp"

namespace hvhyperv {
namespace {

TEST(Host, WhatAServer2022Tells) {
  expect_facts(server_2022().host_facts(), {{"hypervisor.family", "\"hyper-v\""},
                                            {"hypervisor.vendor", "\"microsoft\""},
                                            {"hypervisor.product", "\"hyper-v\""},
                                            {"hypervisor.api", "\"wsman\""},
                                            {"hypervisor.version", "\"10.0.20348\""},
                                            {"hypervisor.build", "\"20348\""},
                                            {"host.os.product", "\"windows-server-2022\""},
                                            {"host.os.version", "\"10.0.20348\""},
                                            {"host.os.build", "\"20348\""},
                                            {"host.system.vendor", "\"Fabrikam\""},
                                            {"host.system.model", "\"R1\""},
                                            {"host.cpu.vendor", "\"intel\""},
                                            {"host.cpu.model", "\"Xeon\""},
                                            {"host.cpu.threads", "32"},
                                            {"host.memory.total_mib", "65536"},
                                            {"host.memory.swapped_mib", "12"},
                                            {"host.memory.page_sharing", "false"},
                                            {"host.migration.enabled", "true"},
                                            {"x.hyperv.host.sku", "8"},
                                            {"x.hyperv.migration.authentication", "\"kerberos\""},
                                            {"x.hyperv.migration.maximum", "2"}});
}

std::string product(const std::string& system) {
  const hvc::Facts facts = server_2022().with("Win32_OperatingSystem", {system}).host_facts();
  return facts.known("host.os.product") ? facts.value("host.os.product") : reason(facts, "host.os.product");
}

TEST(Host, ItsSystemByNumbers) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"BuildNumber=9600;ProductType=3;OperatingSystemSKU=7", "\"windows-server-2012-r2\""},
      {"BuildNumber=9600;ProductType=3;OperatingSystemSKU=42", "\"windows-server-2012-r2\""},
      {"BuildNumber=9600;ProductType=1;OperatingSystemSKU=48", "\"windows-8.1\""},
      {"BuildNumber=14393;ProductType=2;OperatingSystemSKU=8", "\"windows-server-2016\""},
      {"BuildNumber=14393;ProductType=3", "\"windows-server-2016\""},
      {"BuildNumber=17763;ProductType=3;OperatingSystemSKU=42", "\"windows-server-2019\""},
      {"BuildNumber=17763;ProductType=3;OperatingSystemSKU=145", "\"windows-server-1809\""},
      {"BuildNumber=17763;ProductType=3", "not-exposed"},
      {"BuildNumber=20348;ProductType=3;OperatingSystemSKU=407", "\"windows-server-2022\""},
      {"BuildNumber=20348;ProductType=3;OperatingSystemSKU=406", "\"azure-stack-hci\""},
      {"BuildNumber=25398;ProductType=3;OperatingSystemSKU=406", "\"azure-stack-hci\""},
      {"BuildNumber=26100;ProductType=3;OperatingSystemSKU=7", "\"windows-server-2025\""},
      {"BuildNumber=26100;ProductType=3;OperatingSystemSKU=406", "\"azure-stack-hci\""},
      {"BuildNumber=26100;ProductType=1;OperatingSystemSKU=4", "\"windows-11\""},
      {"BuildNumber=19045;ProductType=1;OperatingSystemSKU=48", "\"windows-10\""},
      {"BuildNumber=31000;ProductType=3;OperatingSystemSKU=7", "not-exposed"},
      {"BuildNumber=26100;OperatingSystemSKU=7", "not-exposed"},
      {"ProductType=3;OperatingSystemSKU=7;Caption=Microsoft Windows Server 2022", "not-exposed"},
  };
  for (const auto& [system, expected] : table) EXPECT_EQ(product(system), expected) << system;
}

TEST(Host, AProductThatIsNotKnownIsDescribed) {
  const hvc::Facts facts = server_2022()
                               .with("Win32_OperatingSystem", {"BuildNumber=31000;ProductType=3;OperatingSystemSKU=7"})
                               .host_facts();
  EXPECT_EQ(
      detail(facts, "host.os.product"),
      "ProductType `3`, OperatingSystemSKU `7` and build 31000 stand for no release of Windows that is known here");
  EXPECT_EQ(facts.value("host.os.build"), "\"31000\"");
}

TEST(Host, ProcessorsByTheirTwelveLetters) {
  const auto vendor = [](const std::string& text) {
    const hvc::Facts facts = server_2022().with("Win32_Processor", {"Manufacturer=" + text}).host_facts();
    return facts.known("host.cpu.vendor") ? facts.value("host.cpu.vendor") : reason(facts, "host.cpu.vendor");
  };
  EXPECT_EQ(vendor("AuthenticAMD"), "\"amd\"");
  EXPECT_EQ(vendor("HygonGenuine"), "\"hygon\"");
  EXPECT_EQ(vendor("Contoso"), "error");
  EXPECT_EQ(vendor(""), "error");
}

TEST(Host, PageFilesAreSummedOrUnknown) {
  const auto swapped = [](std::vector<std::string> files) {
    const hvc::Facts facts = server_2022().with("Win32_PageFileUsage", std::move(files)).host_facts();
    return facts.known("host.memory.swapped_mib") ? facts.value("host.memory.swapped_mib") : "unknown";
  };
  EXPECT_EQ(swapped({"CurrentUsage=3", "CurrentUsage=4"}), "7");
  EXPECT_EQ(swapped({}), "0");
  EXPECT_EQ(swapped({"CurrentUsage=3", "Name=D:\\pagefile.sys"}), "unknown");
}

TEST(Host, WithoutRightsToCimv2TheHypervisorIsStillKnown) {
  const hvc::Facts facts = server_2022()
                               .without("Win32_OperatingSystem", hvc::Reason::not_permitted)
                               .without("Win32_ComputerSystem", hvc::Reason::not_permitted)
                               .without("Win32_Processor", hvc::Reason::not_permitted)
                               .host_facts();
  EXPECT_EQ(facts.value("hypervisor.family"), "\"hyper-v\"");
  for (const char* fact : {"host.os.product", "host.os.version", "host.os.build", "hypervisor.version",
                           "hypervisor.build", "host.cpu.vendor", "host.cpu.threads", "host.memory.total_mib"})
    EXPECT_EQ(reason(facts, fact), "not-permitted") << fact;
}

Host clustered(const std::string& cluster) {
  Host host = server_2022().with("MSCluster_Cluster", {cluster}).with("MSCluster_Node", {"Name=HV01", "Name=HV02"});
  host.unread.clear();
  return host;
}

TEST(Cluster, IsARecordThatItsHostNames) {
  const HostRecords records = clustered("Name=prod;AutoBalancerMode=2").records();
  ASSERT_EQ(records.clusters.size(), 1U);
  EXPECT_EQ(records.clusters[0].id, "prod");
  EXPECT_EQ(records.host.parent, "prod");
  expect_facts(records.clusters[0].facts,
               {{"cluster.hosts", "2"}, {"cluster.ha", "true"}, {"cluster.migration.automation", "\"full\""}});
}

TEST(Cluster, BalancesAsItsModeSays) {
  const auto automation = [](const Host& host) {
    const hvc::Facts facts = host.records().clusters.at(0).facts;
    const std::string name = "cluster.migration.automation";
    return facts.known(name) ? facts.value(name) : reason(facts, name);
  };
  EXPECT_EQ(automation(clustered("Name=c;AutoBalancerMode=0")), "\"off\"");
  EXPECT_EQ(automation(clustered("Name=c;AutoBalancerMode=1")), "\"partial\"");
  EXPECT_EQ(automation(clustered("Name=c;AutoBalancerMode=7")), "error");
  EXPECT_EQ(automation(clustered("Name=c")), "not-exposed");
  EXPECT_EQ(automation(clustered("Name=c").with("Win32_OperatingSystem", {"BuildNumber=9600"})), "\"off\"");
}

TEST(Cluster, ThatMayNotBeReadIsNoRecord) {
  const HostRecords records = server_2022().without("MSCluster_Cluster", hvc::Reason::not_permitted).records();
  EXPECT_TRUE(records.clusters.empty());
  EXPECT_EQ(records.host.parent, "");
}

TEST(Cluster, WithoutItsNodesKnowsNoNumber) {
  Host host = clustered("Name=prod").without("MSCluster_Node", hvc::Reason::timeout, "no answer");
  EXPECT_EQ(reason(host.records().clusters.at(0).facts, "cluster.hosts"), "timeout");
  host = clustered("Name=prod").with("MSCluster_Node", {});
  EXPECT_EQ(reason(host.records().clusters.at(0).facts, "cluster.hosts"), "error");
}

}  // namespace
}  // namespace hvhyperv
