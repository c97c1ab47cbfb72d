// The report as NDJSON, for fleets: a head, a guest a line, the summary.
#pragma once

#include <string>

#include "report/detail.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Lines: {"record":"report","schema","as_of","inputs","targets"}, {"record":"guest",…} with the members that a guest
// has in the JSON document, {"record":"summary",…,"incomplete","notes"}.
std::string render_ndjson(const Report& report, Detail detail = Detail::verdicts);

// Its first and its last line, for a report that goes out guest by guest.
std::string ndjson_head(const Report& report);
std::string ndjson_summary(const Report& report);

}  // namespace hvcompat
