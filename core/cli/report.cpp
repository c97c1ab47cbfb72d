// hvcompat report: a saved report in another form; nothing is judged.
#include "cli/command_line.hpp"
#include "cli/inventory_files.hpp"
#include "cli/report_output.hpp"
#include "report/saved_report.hpp"

namespace hvcompat {
namespace {

struct ReportOptions {
  std::string file;
  OutputOptions output;
};

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
  deliver_report(saved->report, options.output, console, false, saved->detail);
}

}  // namespace

void add_report(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("report", "A saved report in another form; nothing is judged");
  command->footer("Example: hvcompat report report.json --format html -o report.html --format junit -o report.xml");
  auto options = std::make_shared<ReportOptions>();
  command->add_option("FILE", options->file, "A report saved as JSON or NDJSON; - is the standard input")->required();
  add_output_options(*command, options->output);
  on_command(*command, session, options, report);
}

}  // namespace hvcompat
