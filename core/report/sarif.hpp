// The report as SARIF 2.1.0: for code scanning and whatever else gathers findings.
#pragma once

#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

// One run: a rule for each rule and boundary that spoke, a result for each guest and rule that does not pass,
// suppressed where a waiver stands; what failed or was left out is told as notifications of the invocation.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
std::string render_sarif(const Report& report);

}  // namespace hvcompat
