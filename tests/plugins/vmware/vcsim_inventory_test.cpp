// Hosts and clusters, several of them, a single ESXi, and that two runs say the same.
#include "plugins/vmware/vcsim_reading.hpp"

namespace {

using hvtest::evidence;
using hvtest::fact;
using hvtest::kRich;
using hvtest::read;
using hvtest::Reading;
using hvtest::Vcsim;

TEST(Inventory, HostsAndClustersOfTheScenario) {
  const Reading reading = read(Vcsim(kRich));
  EXPECT_EQ(reading.result, HVC_OK);
  const auto& automated = reading.named("cluster", "drs-automated-ha");
  EXPECT_EQ(fact(automated, "cluster.hosts"), "3");
  EXPECT_EQ(fact(automated, "cluster.ha"), "true");
  EXPECT_EQ(fact(automated, "cluster.migration.automation"), "\"full\"");
  EXPECT_EQ(fact(automated, "x.vmware.evc_mode"), "\"intel-broadwell\"");
  const auto& manual = reading.named("cluster", "drs-manual");
  EXPECT_EQ(fact(manual, "cluster.ha"), "false");
  EXPECT_EQ(fact(manual, "cluster.migration.automation"), "\"manual\"");
  EXPECT_EQ(fact(manual, "x.vmware.evc_mode"), "\"none\"");
  const auto& salted = reading.named("host", "host-intel-salted");
  EXPECT_EQ(salted.at("cluster").as_string(), automated.at("id").as_string());
  EXPECT_EQ(fact(salted, "host.cpu.vendor"), "\"intel\"");
  EXPECT_EQ(fact(salted, "host.system.vendor"), "\"Dell Inc.\"");
  EXPECT_EQ(fact(salted, "host.system.model"), "\"PowerEdge R640\"");
  EXPECT_EQ(fact(salted, "host.migration.enabled"), "true");
  EXPECT_EQ(fact(salted, "host.memory.admission"), "false");
  EXPECT_EQ(fact(salted, "host.memory.page_sharing"), "unknown: not-exposed");
  EXPECT_EQ(fact(salted, "hypervisor.family"), "\"esx\"");
  EXPECT_EQ(fact(salted, "hypervisor.product"), "\"esxi\"");
  EXPECT_EQ(fact(salted, "hypervisor.version"), "\"6.5.0\"");
  EXPECT_EQ(fact(salted, "hypervisor.build"), "\"5969303\"");
  EXPECT_EQ(fact(salted, "x.vmware.vcenter_build"), "\"5973321\"");
  EXPECT_EQ(evidence(salted, "hypervisor.build"), "HostSystem summary.config.product.build");
  EXPECT_EQ(fact(reading.named("host", "host-amd-salted"), "host.cpu.vendor"), "\"amd\"");
  EXPECT_EQ(fact(reading.named("host", "host-disconnected"), "x.vmware.connection_state"), "\"disconnected\"");
}

TEST(Inventory, AStandaloneHostHasNoCluster) {
  const Reading reading = read(Vcsim(kRich));
  const auto& standalone = reading.named("host", "host-standalone");
  EXPECT_FALSE(standalone.contains("cluster"));
  EXPECT_EQ(fact(standalone, "host.migration.enabled"), "false");
}

TEST(Inventory, SeveralDatacentersAndClusters) {
  const Reading reading = read(Vcsim(
      {"--datacenters", "2", "--clusters", "3", "--hosts-per-cluster", "2", "--standalone-hosts", "1", "--vms", "40"}));
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(reading.of_kind("cluster").size(), 6U);
  EXPECT_EQ(reading.of_kind("host").size(), 14U);
  EXPECT_EQ(reading.guests(), 40U);
  const auto& end = reading.records.back();
  EXPECT_EQ(end.at("record").as_string(), "end");
  EXPECT_EQ(end.at("clusters").as_int64(), 6);
  EXPECT_EQ(end.at("hosts").as_int64(), 14);
  EXPECT_EQ(end.at("guests").as_int64(), 40);
  EXPECT_EQ(end.at("errors").as_int64(), 0);
  std::set<std::string> hosts;
  for (const auto* host : reading.of_kind("host")) hosts.emplace(host->at("id").as_string());
  for (const auto* guest : reading.of_kind("guest"))
    EXPECT_EQ(hosts.count(std::string(guest->at("host").as_string())), 1U);
}

TEST(Inventory, AnEmptyVcenterIsNoError) {
  const Reading reading = read(Vcsim({"--vms", "0", "--clusters", "0", "--standalone-hosts", "0"}));
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(reading.records.size(), 1U);
}

TEST(Inventory, ASingleEsxi) {
  std::vector<std::string> flags = kRich;
  flags.insert(flags.end(), {"--model", "esx"});
  const Reading reading = read(Vcsim(flags));
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(reading.of_kind("cluster").size(), 0U);
  ASSERT_EQ(reading.of_kind("host").size(), 1U);
  EXPECT_EQ(fact(*reading.of_kind("host")[0], "x.vmware.vcenter_version"), "not asked");
  EXPECT_EQ(fact(*reading.of_kind("host")[0], "hypervisor.product"), "\"esxi\"");
  EXPECT_EQ(fact(reading.guest("memory-limited"), "guest.memory.limit_mib"), "2048");
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.last"), "unknown: not-exposed");
  EXPECT_EQ(hvtest::detail(reading.guest("plain"), "guest.migration.since_power_on"),
            "a single ESXi does not know from where its guests came");
  EXPECT_EQ(fact(reading.guest("migrating-now"), "guest.migration.running"), "true");
  EXPECT_EQ(reading.count("CreateCollectorForEvents"), 0U);
}

std::vector<std::string> records_of(const Reading& reading) {
  std::vector<std::string> texts;
  for (const auto& record : reading.records) texts.push_back(boost::json::serialize(record));
  return texts;
}

// But for the time until which events are searched, which is counted from now.
TEST(Inventory, TwoRunsSayTheSame) {
  const Vcsim vcsim(kRich);
  const hvtest::Asked asked{{{"event_days", 0}}};
  EXPECT_EQ(records_of(read(vcsim, asked)), records_of(read(vcsim, asked)));
}

}  // namespace
