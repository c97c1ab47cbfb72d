// Storage pools: which transport stands under a path or a volume.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hvlibvirt {

struct StoragePool {
  std::string name;
  std::string type;
  std::string target_path;
  std::string transport;  // value for guest.disk.targets; empty where the pool does not tell it
  std::string kind;       // value for guest.disk.kinds of its volumes
};

// None where the text is no pool description.
std::optional<StoragePool> parse_pool(const std::string& xml);

struct StoragePools {
  std::vector<StoragePool> pools;
  std::string failure;  // why they could not be read; empty where they could
  // What this machine's mount table says about a file; empty where it tells nothing. Unset for other machines.
  std::function<std::string(const std::string& path)> local_transport;

  const StoragePool* named(std::string_view name) const;
  // The pool whose target folder holds `path`, the deepest one.
  const StoragePool* holding(std::string_view path) const;
};

// The transport that the name of a block device gives away: by-path links, nvme; empty where it tells nothing.
std::string transport_of_device(std::string_view path);

// The transport under a mounted file system, by its type in the mount table; empty where it tells nothing.
std::string transport_of_filesystem(std::string_view type);

// The type of the file system that holds `path`, from the text of /proc/self/mountinfo; the longest mount point wins.
std::string filesystem_of(std::string_view mountinfo, std::string_view path);

}  // namespace hvlibvirt
