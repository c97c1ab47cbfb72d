// The failover cluster that the host is a node of, from root/MSCluster.
#include "host_facts.hpp"
#include "host_view.hpp"

namespace hvhyperv {
namespace {

// The cluster's own balancing of virtual machines. It came with Windows Server 2016.
void read_automation(const Source& cluster, const HostInstances& instances, hvc::Facts& facts) {
  constexpr const char* kFact = "cluster.migration.automation";
  constexpr const char* kModes[] = {"off", "partial", "full"};  // never; when a node joins; then and every half hour
  const auto mode = cluster.integer("AutoBalancerMode");
  if (mode && *mode >= 0 && *mode <= 2) {
    facts.set(kFact, kModes[*mode], cluster.at("AutoBalancerMode"));
    return;
  }
  const auto build = single(instances, "Win32_OperatingSystem").integer("BuildNumber");
  if (build && *build < kBuild2016)
    facts.set(kFact, "off", "Win32_OperatingSystem.BuildNumber: clusters before 2016 balance no guests");
  else
    set_unknown(facts, kFact, cluster.why("AutoBalancerMode"));
}

void read_nodes(const HostInstances& instances, hvc::Facts& facts) {
  const ClassReading& nodes = instances.of("MSCluster_Node");
  if (nodes.unknown) return set_unknown(facts, "cluster.hosts", *nodes.unknown);
  if (nodes.instances.empty()) {
    const Source none("MSCluster_Node", nodes, nullptr);
    return set_unknown(facts, "cluster.hosts", none.why("Name"));
  }
  facts.set("cluster.hosts", nodes.instances.size(), "MSCluster_Node");
}

}  // namespace

std::optional<hvc::Record> read_cluster(const HostInstances& instances) {
  const Source cluster = single(instances, "MSCluster_Cluster");
  const std::string name(cluster.text("Name"));
  if (name.empty()) return std::nullopt;
  hvc::Record record = hvc::Record::cluster(name, name);
  read_nodes(instances, record.facts);
  read_automation(cluster, instances, record.facts);
  record.facts.set("cluster.ha", true, "MSCluster_Cluster: a failover cluster restarts its roles on another node");
  return record;
}

}  // namespace hvhyperv
