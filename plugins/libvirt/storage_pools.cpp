// Pools over the connection; for a hypervisor on this machine also its mount table.
#include "storage_pools.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace hvlibvirt {
namespace {

std::string read_all(const char* path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

StoragePools read_storage_pools(virConnectPtr connection, const TargetOptions& target) {
  StoragePools result;
  if (target.is_local())
    result.local_transport = [mounts = read_all("/proc/self/mountinfo")](const std::string& path) {
      std::error_code wrong;
      if (!std::filesystem::exists(path, wrong)) return std::string();
      return transport_of_filesystem(filesystem_of(mounts, path));
    };

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
