// The parts of a saved report that are not guests, read back.
#pragma once

#include "report/saved_members.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Each is the opposite of what core/report/parts_json.hpp writes. `report` has the members of the document, or of the
// first line of an NDJSON report.
void read_head(const SavedMembers& report, Report& into);
void read_summary(const SavedMembers& summary, Report& into);

}  // namespace hvcompat
