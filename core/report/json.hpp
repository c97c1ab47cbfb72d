// The report as one JSON document, described by configs/schema/report.schema.json.
#pragma once

#include <string>

#include "report/detail.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Ends with a line end. The same report gives the same bytes.
std::string render_json(const Report& report, Detail detail = Detail::full);

}  // namespace hvcompat
