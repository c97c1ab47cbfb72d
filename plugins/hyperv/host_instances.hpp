// All that was read of a host, class by class, and why a class could not be read.
#pragma once

#include <hvcompat/plugin.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "instance.hpp"

namespace hvhyperv {

inline constexpr std::string_view kVirtualization = "root/virtualization/v2";
inline constexpr std::string_view kCimv2 = "root/cimv2";
inline constexpr std::string_view kCluster = "root/MSCluster";
inline constexpr std::string_view kStorage = "root/Microsoft/Windows/Storage";

// What one query told: instances, or why there are none to know of (then `instances` is empty).
struct ClassReading {
  std::vector<Instance> instances;
  std::optional<hvc::UnknownFact> unknown;  // not_permitted, not_exposed (no such class or namespace), timeout, error
};

class HostInstances {
 public:
  void put(std::string_view class_name, ClassReading reading) {
    readings_.insert_or_assign(std::string(class_name), std::move(reading));
  }
  // A class that was never asked for is unknown, not_asked.
  const ClassReading& of(std::string_view class_name) const;

 private:
  std::map<std::string, ClassReading, std::less<>> readings_;
};

// One query of the plugin's list: which class, where, by which WQL text. Reading it costs one Enumerate and its Pulls.
struct ClassQuery {
  std::string_view name_space;
  std::string_view class_name;
  std::string_view wql;  // names the properties that are read, never `*` for classes with large ones
};

// Everything that the facts need, in the order in which it is asked for (hyperv_queries.cpp).
const std::vector<ClassQuery>& class_queries();

// The records of a host from what was read: cluster (where it is a node), host, guests; pure (no I/O, no clock).
struct HostRecords {
  std::vector<hvc::Record> clusters;
  hvc::Record host;
  std::vector<hvc::Record> guests;
  std::vector<hvc::Fault> faults;
};
HostRecords read_records(const HostInstances& instances, const std::string& target_name);

}  // namespace hvhyperv
