// All classes of one host read one after the other, and what of them could not be read, told once for each cause.
#pragma once

#include <functional>
#include <hvcompat/plugin.hpp>
#include <optional>
#include <vector>

#include "host_instances.hpp"

namespace hvhyperv {

// Reads one class; `silent` becomes true where nothing of it came in time.
using ReadClass = std::function<ClassReading(const ClassQuery& query, bool& silent)>;

struct HostReading {
  HostInstances instances;
  std::vector<hvc::Fault> faults;  // a namespace that is denied is told once, other trouble once for each class
  std::optional<hvc::Failure>
      given_up;  // the host fell silent, and was not asked for the rest: what is here is not all
};

// `before_each` may throw to end the run. After three classes in a row that the host was silent for the rest is not
// asked. Throws hvc::Failure where no class at all could be read.
HostReading read_classes(const std::vector<ClassQuery>& queries, const ReadClass& read,
                         const std::function<void()>& before_each);

}  // namespace hvhyperv
