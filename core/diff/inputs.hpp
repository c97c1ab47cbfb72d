// Which inputs of two reports differ: policies, catalogs, plugins, site file, profile, date, hvcompat, selection.
#pragma once

#include <vector>

#include "diff/absence.hpp"

namespace hvcompat {

struct InputChanges {
  // In that order. `what` is the id of a policy or catalog, for a plugin the target (as NEW calls it).
  std::vector<Cause> causes;
  bool same_facts = false;  // what was collected is the same, by its hash
  std::string as_of;        // of NEW
};

InputChanges changed_inputs(const Report& before, const Report& after);

}  // namespace hvcompat
