// Where reports go and in which form: the options that scan and evaluate share.
#pragma once

#include <CLI/CLI.hpp>
#include <set>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "policy/pack.hpp"
#include "report/detail.hpp"
#include "text/error.hpp"
#include "verdict/fleet_evaluate.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

struct OutputOptions {
  std::vector<std::string> formats;  // names of forms; none: text
  std::vector<std::string> files;    // the first belongs to the first format, and so on; a format without one: stdout
  std::string detail;                // summary, verdicts, full; empty: the format's own
  std::string group_by;              // name of a GroupBy, of the text; empty: none
  std::vector<std::string> fail_on;  // fail, undecided, warn; none: fail
};

void add_output_options(CLI::App& command, OutputOptions& options);

// Told before anything is read: contradictory options, files that cannot be written. `inputs`: files that the run reads
// and must not write over.
Errors check_output(const OutputOptions& options, const std::vector<std::string>& inputs = {});

// What --detail asks for and a saved report does not hold.
Errors check_detail(const OutputOptions& options, Detail held);

struct Delivery {
  bool interrupted = false;    // files get the ending .partial, the old ones stay
  Detail held = Detail::full;  // the detail that there is: no form shows more
  std::vector<Pack> packs;     // lend forms for people the words of clauses
};

// Writes the report in every form asked for, tells its faults, and notes the exit code.
void deliver_report(const Report& report, const OutputOptions& options, Console& console,
                    const Delivery& delivery = {});

// The same without the exit code: a baseline tells another.
void write_report(const Report& report, const OutputOptions& options, Console& console, const Delivery& delivery = {});

// --fail-on, or its default.
std::set<std::string> failing_outcomes(const OutputOptions& options);

// Whether any form asked for shows guests or groups of them, and not the counts of all alone.
bool lists_guests(const OutputOptions& options);

// Whether all that is asked for is guests with their verdicts, a line each: such a report needs not be held whole.
bool streams_guests(const OutputOptions& options);

// The same as deliver_report(), for that.
void deliver_guests(ListedFleet& fleet, unsigned threads, const OutputOptions& options, Console& console);

// Whether the standard output gets the report for people, and may get more of that kind.
bool prints_text(const OutputOptions& options);

}  // namespace hvcompat
