// --baseline: a run that gates only on what got worse than in a saved report.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "cli/console.hpp"
#include "cli/report_output.hpp"
#include "cli/selection_options.hpp"
#include "report/saved_report.hpp"

namespace hvcompat {

struct Baseline {
  std::string file;
  SavedReport saved;
};

void add_baseline_option(CLI::App& command, std::string& file);

// Before anything that takes long; nothing where `file` is empty.
Result<std::optional<Baseline>> read_baseline(const std::string& file, Console& console);

// The report with the guests that are asked for, in every form asked for. With a baseline also what changed (after a
// report for people on the standard output, else on the standard error), and the exit code is that of
//   1  guests that got worse or that the baseline does not have, and whose outcome is in --fail-on
//   3  the same, and undecided where they were not
//   4  as ever
void deliver_against(const std::optional<Baseline>& baseline, Report report, const SelectionOptions& selection,
                     const OutputOptions& options, Console& console, const Delivery& delivery = {});

}  // namespace hvcompat
