// Which guests a report is about: the options that scan, evaluate and report share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

struct SelectionOptions {
  std::vector<std::string> guest;
  std::vector<std::string> exclude;
  std::vector<std::string> tag;
  std::vector<std::string> only;  // names of outcomes

  bool is_empty() const { return guest.empty() && exclude.empty() && tag.empty() && only.empty(); }
};

void add_selection_options(CLI::App& command, SelectionOptions& options);

// Narrows the report and tells what no guest matched; false where it cannot be narrowed so, which is told, too.
bool select(Report& report, const SelectionOptions& options, Console& console);

}  // namespace hvcompat
