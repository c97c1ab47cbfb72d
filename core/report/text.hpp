// The report for a terminal: a line for each guest, and what all of them together say.
#pragma once

#include <optional>
#include <string>

#include "report/grouping.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

struct TextOptions {
  std::size_t width = 100;  // columns
  bool color = false;
  bool guests = true;                    // the table; without it of groups their headings
  std::optional<GroupBy> group_by = {};  // none: one table
};

std::string render_text(const Report& report, const TextOptions& options = {});

}  // namespace hvcompat
