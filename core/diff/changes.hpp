// What about a guest's answer is not as it was.
#pragma once

#include <string>
#include <vector>

#include "diff/difference.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Outcome, level, possible levels, missing facts, areas, rules, bases, boundaries and waivers that matter. A policy's
// other revision alone is none: it is a cause of those.
std::vector<Change> changes_of(const Verdict& before, const Verdict& after);

// Target, id, name and host.
std::vector<Change> moves_of(const GuestReport& before, const GuestReport& after);

GuestSide side_of(const GuestReport& guest);

// Whether what the policy says of the guest is another.
bool policy_differs(const Verdict& before, const Verdict& after, const std::string& policy);

// The waivers that name a rule that may decide, or a boundary that is not clear.
std::vector<const AppliedWaiver*> waivers_that_matter(const Verdict& verdict);

}  // namespace hvcompat
