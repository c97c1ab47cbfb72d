// What to supply first: the missing facts that decide most guests for the fewest facts.
#pragma once

#include <vector>

#include "verdict/report_data.hpp"

namespace hvcompat {

// A guest is certainly decided once all of its missing facts are supplied. Each step completes the missing facts of a
// guest: of all such steps the one that decides most guests for each fact that it adds, of equals the first by the
// facts' names. The last step decides every guest that lacks something; the counts are exact.
std::vector<SupplyStep> supply_steps(const std::vector<GuestReport>& guests);

}  // namespace hvcompat
