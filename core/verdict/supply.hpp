// What to supply first: the missing facts that decide most guests for the fewest facts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "verdict/report_data.hpp"

namespace hvcompat {

// A guest is certainly decided once all of its missing facts are supplied. Each step completes the missing facts of a
// guest: of all such steps the one that decides most guests for each fact that it adds, of equals the first by the
// facts' names. The last step decides every guest that lacks something; the counts are exact.
// `missing`: how many guests lack each set of facts.
std::vector<SupplyStep> supply_steps(const std::map<std::vector<std::string>, std::size_t>& missing);

}  // namespace hvcompat
