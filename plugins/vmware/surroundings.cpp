// Sorts what the property collector gives into clusters, hosts and datastores.
#include "surroundings.hpp"

#include "cluster_facts.hpp"
#include "host_facts.hpp"

namespace hvvmware {

void SurroundingsReading::add(const ManagedObject& object, const ServiceContent& server) {
  const std::string& id = object.ref().value;
  if (object.ref().type == "ClusterComputeResource") {
    clusters.insert_or_assign(id, read_cluster(object));
    read_drs_overrides(object, around.drs_behavior);
  } else if (object.ref().type == "HostSystem") {
    hosts.insert_or_assign(id, read_host(object, server));
    if (auto fault = host_fault(object)) faults.push_back(std::move(*fault));
    around.hosts.insert_or_assign(id, read_host_traits(object));
    around.storage.add_host(object);
    guests[id] = hosted_guests(object);
  } else if (object.ref().type == "Datastore") {
    around.storage.add_datastore(object);
  }
}

}  // namespace hvvmware
