// Which transport stands under a path or a disk of the host.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_instances.hpp"

namespace hvhyperv {

struct Transport {
  std::string name;  // empty where it is not known, then `why`
  hvc::UnknownFact why;
};

class Volumes {
 public:
  explicit Volumes(const HostInstances& instances);

  Transport under_path(std::string_view path) const;
  // `host_resource` is the object path of an Msvm_DiskDrive, as a pass-through disk names it.
  Transport under_drive(std::string_view host_resource) const;

 private:
  struct Access {
    std::string path;  // lower case, with its closing backslash
    std::int64_t disk;
  };

  Transport of_disk(std::int64_t number) const;
  const Access* longest(std::string_view path) const;
  void add_shared_volumes(const HostInstances& instances);

  std::vector<Access> accesses_;
  std::map<std::int64_t, std::int64_t> bus_of_disk_;
  std::map<std::string, std::int64_t, std::less<>> drive_numbers_;  // by DeviceID
  std::optional<hvc::UnknownFact> no_partitions_;
  std::optional<hvc::UnknownFact> no_disks_;
  std::optional<hvc::UnknownFact> no_drives_;
};

}  // namespace hvhyperv
