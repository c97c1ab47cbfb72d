#include "host_instances.hpp"

namespace hvhyperv {

const ClassReading& HostInstances::of(std::string_view class_name) const {
  static const ClassReading never{{}, hvc::UnknownFact{hvc::Reason::not_asked, "the class was not asked for", {}}};
  const auto found = readings_.find(class_name);
  return found == readings_.end() ? never : found->second;
}

}  // namespace hvhyperv
