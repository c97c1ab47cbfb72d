// Reads the storage pools of a connection, all at once.
#pragma once

#include "handles.hpp"
#include "storage_xml.hpp"

namespace hvlibvirt {

// `local`: the pools lie on this machine, whose mount table then tells what stands under a file.
StoragePools read_storage_pools(virConnectPtr connection, bool local);

}  // namespace hvlibvirt
