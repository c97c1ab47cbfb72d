// From two reports to their difference. Pure; nothing is judged again.
#pragma once

#include "diff/absence.hpp"

namespace hvcompat {

Difference compare_reports(const ReportToCompare& before, const ReportToCompare& after);

// Whether a gate on what got worse must not let the guest pass: it got worse, or it fails and OLD does not show that it
// did before. (A new guest that fails would else pass unseen.)
bool counts_as_worse(const GuestChange& guest);

}  // namespace hvcompat
