// The section of the terminal report on missing facts: which to supply first, and how.
#pragma once

#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

// Empty where no fact is missing.
std::string supply_section(const Summary& summary, std::size_t width);

}  // namespace hvcompat
