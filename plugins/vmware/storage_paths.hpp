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

  // `host`: the value of the reference of the host that the guest is on; disks without a name of their own are its.
  Transports of_datastore(const std::string& reference, const std::string& host) const;
  // `unit_id`: canonical name ("naa.…") or UUID of a logical unit
  Transports of_unit(const std::string& unit_id, const std::string& host) const;

 private:
  struct Datastore {
    std::string name;
    std::string type;                // VMFS, NFS, NFS41, vsan, VVOL, PMEM, …
    std::vector<std::string> disks;  // canonical names of the extents of a VMFS
    std::string unreadable;          // why `type` is not known
  };

  std::map<std::string, Datastore> datastores_;  // by the value of the reference
  // Transports by canonical name and by UUID, behind the host where these are its own.
  std::map<std::string, std::set<std::string>> units_;
  std::string unreadable_host_;  // why some host's logical units are not known
};

}  // namespace hvvmware
