// The report for a terminal: a line for each guest, and what all of them together say.
#pragma once

#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

struct TextOptions {
  std::size_t width = 100;  // columns
  bool color = false;
  bool guests = true;  // the table
};

std::string render_text(const Report& report, const TextOptions& options = {});

}  // namespace hvcompat
