// What guests stand on: hosts, clusters and datastores, read before the first guest.
#pragma once

#include <hvcompat/plugin.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hidden_guests.hpp"
#include "managed_object.hpp"
#include "storage_paths.hpp"
#include "vim_session.hpp"

namespace hvvmware {

// What guests have to know of their host.
struct HostTraits {
  std::optional<int> salting;  // Mem.ShareForceSalting; none: not readable
  hvc::UnknownFact why_no_salting;
  std::optional<bool> moves_storage;  // capability.storageVMotionSupported
};

struct Surroundings {
  std::map<std::string, HostTraits> hosts;          // by the value of the reference
  std::map<std::string, std::string> drs_behavior;  // per-VM override, by the guest's reference
  StoragePaths storage;
};

// The records, in order of id, and what guests need of them.
struct SurroundingsReading {
  std::map<std::string, hvc::Record> clusters;
  std::map<std::string, hvc::Record> hosts;
  std::vector<hvc::Fault> faults;
  HostedGuests guests;  // as the hosts tell them
  Surroundings around;

  // Takes one object of the inventory over; objects of other types are passed over.
  void add(const ManagedObject& object, const ServiceContent& server);
};

}  // namespace hvvmware
