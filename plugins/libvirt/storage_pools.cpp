// Pools over the connection; for a hypervisor on this machine also its mount table.
#include "storage_pools.hpp"

#include "local_host.hpp"

namespace hvlibvirt {

StoragePools read_storage_pools(virConnectPtr connection, bool local) {
  StoragePools result;
  if (local) result.local_transport = file_transport;

  virStoragePoolPtr* pools = nullptr;
  const int count = virConnectListAllStoragePools(connection, &pools, 0);
  if (count < 0) {
    result.failure = "virConnectListAllStoragePools: " + last_error().text;
    return result;
  }
  for (int i = 0; i < count; ++i) {
    const PoolHandle pool(pools[i]);
    const TextHandle xml(virStoragePoolGetXMLDesc(pool.get(), 0));
    if (!xml) continue;
    if (std::optional<StoragePool> parsed = parse_pool(xml.get())) result.pools.push_back(std::move(*parsed));
  }
  free(pools);
  return result;
}

}  // namespace hvlibvirt
