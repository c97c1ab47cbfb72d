// What accounts may read, as JSON: configs/schema/target-check.schema.json.
#pragma once

#include <string>
#include <vector>

#include "access/target_check.hpp"

namespace hvcompat {

struct CheckRun {
  std::uint64_t sample = 0;  // guests of each target at most
  std::vector<std::string> accept;
  std::vector<TargetCheck> checks;
};

// Indented.
std::string checks_as_json(const CheckRun& run, const Evaluation& evaluation);

}  // namespace hvcompat
