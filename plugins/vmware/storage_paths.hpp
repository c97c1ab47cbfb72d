// From a guest's disk to the transport under it: datastore, extent, logical unit, path.
#pragma once

#include <map>
#include <set>
#include <string>

#include "managed_object.hpp"

namespace hvvmware {

// The transports of something; `why` is not empty where they are not (all) known.
struct Transports {
  std::set<std::string> names;
  std::string why;
};

class StoragePaths {
 public:
  void add_host(const ManagedObject& host);
  void add_datastore(const ManagedObject& datastore);

  Transports of_datastore(const std::string& reference) const;
  Transports of_unit(const std::string& unit_id) const;  // canonical name ("naa.…") or UUID of a logical unit

 private:
  struct Datastore {
    std::string name;
    std::string type;                // VMFS, NFS, NFS41, vsan, VVOL, PMEM, …
    std::vector<std::string> disks;  // canonical names of the extents of a VMFS
    std::string unreadable;          // why `type` is not known
  };

  std::map<std::string, Datastore> datastores_;         // by the value of the reference
  std::map<std::string, std::set<std::string>> units_;  // transports by canonical name and by UUID
  std::string unreadable_host_;                         // why some host's logical units are not known
};

}  // namespace hvvmware
