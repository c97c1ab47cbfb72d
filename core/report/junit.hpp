// The report as JUnit XML: for the test views of build servers.
#pragma once

#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

// A suite for the report as a whole, then one a target; in it a case for the collection, and a case a guest and area,
// and one for a guest's boundaries. fail is a failure; undecided, not assessed and not applicable are skipped with the
// reason; warn and waived pass and say so; what is incomplete is an error. Valid against Jenkins' schema.
std::string render_junit(const Report& report);

}  // namespace hvcompat
