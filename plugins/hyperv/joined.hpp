// The instances of each guest, joined on our side: one pass over what was read, then look-ups by GUID.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "host_instances.hpp"
#include "source.hpp"

namespace hvhyperv {

using Instances = std::vector<const Instance*>;

class Joined {
 public:
  // `instances` has to outlive it.
  explicit Joined(const HostInstances& instances);

  const Instances& all(std::string_view class_name, const std::string& guid) const;
  // The first of them: of a class of which a guest has one.
  Source one(std::string_view class_name, const std::string& guid) const;
  // Settings that the guest has now, not a checkpoint's and not those of a guest that is about to arrive.
  Source current_settings(const std::string& guid) const;
  const ClassReading& reading(std::string_view class_name) const { return instances_.of(class_name); }

 private:
  const HostInstances& instances_;
  std::map<std::string, std::unordered_map<std::string, Instances>, std::less<>> by_class_;
};

bool is_current(const Instance& settings);
bool is_checkpoint(const Instance& settings);
// The guest that settings belong to, whatever they are; empty for templates.
std::string guest_of(const Instance& settings);

}  // namespace hvhyperv
