// Clusters: DRS, HA, EVC.
#pragma once

#include <hvcompat/plugin.hpp>
#include <map>
#include <string>

#include "managed_object.hpp"

namespace hvvmware {

hvc::Record read_cluster(const ManagedObject& cluster);

// Per-VM DRS settings of the cluster: off, manual, partial, full, by the guest's reference.
void read_drs_overrides(const ManagedObject& cluster, std::map<std::string, std::string>& behavior);

}  // namespace hvvmware
