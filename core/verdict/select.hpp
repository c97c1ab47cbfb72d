// Which guests of a judged report stay. Selecting comes after judging: sums over hosts and waivers have seen all
// guests.
#pragma once

#include <string>
#include <vector>

#include "text/error.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Whether a glob speaks of the guest: of its name, id, target/name or target/id.
bool glob_names(const std::string& glob, const GuestReport& guest);

// Leaves out the guests that `asked` does not ask for, counts them in TargetReport::filtered and summarizes anew; then
// lists only guests with an outcome of `asked.only`.
//
// On a report that was selected before, both selections hold, and Report::selection says what is true of what is left.
// Returns warnings, which are also in Report::notes: patterns and tags that speak of no guest. A usage error, and the
// report as it was, where it does not list guests that would have to be counted or listed.
Result<std::vector<std::string>> select_guests(Report& report, const Selection& asked);

}  // namespace hvcompat
