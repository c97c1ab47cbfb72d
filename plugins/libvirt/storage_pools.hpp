// Reads the storage pools of a connection, all at once.
#pragma once

#include "handles.hpp"
#include "storage_xml.hpp"
#include "target_options.hpp"

namespace hvlibvirt {

StoragePools read_storage_pools(virConnectPtr connection, const TargetOptions& target);

}  // namespace hvlibvirt
