// The report as CSV (RFC 4180): for spreadsheets.
#pragma once

#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

// A header line, a line a guest; before the guests a line for each target that failed and, where the report is
// incomplete or leaves guests out, for the report itself (column `record`). Lists are joined by "; ". A cell that a
// spreadsheet would take for a formula begins with an apostrophe.
std::string render_csv(const Report& report);

}  // namespace hvcompat
