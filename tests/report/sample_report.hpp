// A small report in which every part says something.
#pragma once

#include "verdict/report_data.hpp"

namespace hvcompat {

Report sample_report();
// Nothing but a date.
Report empty_report();

}  // namespace hvcompat
