// ESXi hosts.
#pragma once

#include <hvcompat/plugin.hpp>

#include "managed_object.hpp"
#include "surroundings.hpp"

namespace hvvmware {

hvc::Record read_host(const ManagedObject& host, const ServiceContent& server);
// Where vCenter has lost the host, its facts and those of its guests are the last that were known.
std::optional<hvc::Fault> host_fault(const ManagedObject& host);
HostTraits read_host_traits(const ManagedObject& host);

}  // namespace hvvmware
