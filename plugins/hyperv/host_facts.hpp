// Facts of the host itself and of the cluster that it is a node of.
#pragma once

#include <optional>
#include <string>

#include "host_instances.hpp"

namespace hvhyperv {

// The name that the host gives itself; empty where nothing that was read tells it.
std::string host_name(const HostInstances& instances);
void read_host(const HostInstances& instances, hvc::Facts& facts);

// None where the host is no node of a cluster, or none can be seen.
std::optional<hvc::Record> read_cluster(const HostInstances& instances);

}  // namespace hvhyperv
