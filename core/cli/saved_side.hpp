// Saved reports that are to be compared: read whole, with what they do not hold told.
#pragma once

#include <string>
#include <string_view>

#include "cli/console.hpp"
#include "report/saved_report.hpp"

namespace hvcompat {

// How errors and reports call a file: its name, `stdin` for -.
std::string called(const std::string& file);

// Warns of lost lines; an error where it lists no guest of those it counts (--detail summary).
Result<SavedReport> read_side(const std::string& file, std::string_view bytes, const Console& console);

}  // namespace hvcompat
