// The table of the terminal report: a line for each guest.
#pragma once

#include <string>

#include "report/text.hpp"

namespace hvcompat {

// Empty where the report lists no guest. With `options.guests` off only the headings of groups, if there are any.
std::string guest_table(const Report& report, const TextOptions& options);

}  // namespace hvcompat
