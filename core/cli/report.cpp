// hvcompat report: a saved report in another form; nothing is judged.
#include <algorithm>

#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "cli/inventory_files.hpp"
#include "cli/report_output.hpp"
#include "cli/selection_options.hpp"
#include "report/saved_report.hpp"

namespace hvcompat {
namespace {

struct ReportOptions {
  std::string file;
  SelectionOptions selection;
  OutputOptions output;
};

// Of the packs that are at hand, those that the report was judged by, to the byte: they lend it the words of clauses.
std::vector<Pack> packs_behind(const Report& report) {
  auto packs = load_packs({});
  if (packs.has_error()) return {};
  std::erase_if(*packs, [&](const Pack& pack) {
    return std::ranges::none_of(report.inputs.packs,
                                [&](const PackInput& input) { return input.sha256 == pack.sha256; });
  });
  return std::move(*packs);
}

void report(const ReportOptions& options, Console& console) {
  const Errors errors = check_output(options.output);
  if (!errors.empty()) return console.tell(errors);
  const auto bytes = read_bytes(options.file);
  if (bytes.has_error()) return console.tell(bytes.error());
  auto saved = read_report(options.file == "-" ? "stdin" : options.file, *bytes);
  if (saved.has_error()) return console.tell(saved.error());
  for (const Complaint& complaint : saved->complaints) console.warn(complaint.text);
  const Errors less = check_detail(options.output, saved->detail);
  if (!less.empty()) return console.tell(less);
  if (!select(saved->report, options.selection, console)) return;
  deliver_report(saved->report, options.output, console, {.held = saved->detail, .packs = packs_behind(saved->report)});
}

}  // namespace

void add_report(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("report", "A saved report in another form; nothing is judged");
  command->footer("Example: hvcompat report report.json --format html -o report.html --format junit -o report.xml");
  auto options = std::make_shared<ReportOptions>();
  command->add_option("FILE", options->file, "A report saved as JSON or NDJSON; - is the standard input")->required();
  add_selection_options(*command, options->selection);
  add_output_options(*command, options->output);
  on_command(*command, session, options, report);
}

}  // namespace hvcompat
