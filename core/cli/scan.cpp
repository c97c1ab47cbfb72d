// hvcompat scan: collect, judge and report in one go.
#include <algorithm>
#include <iterator>

#include "cli/baseline.hpp"
#include "cli/command_line.hpp"
#include "cli/gathering.hpp"
#include "cli/judging.hpp"
#include "cli/report_output.hpp"

namespace hvcompat {
namespace {

struct ScanOptions {
  GatheringOptions gathering;
  JudgingOptions judging;
  SelectionOptions selection;
  OutputOptions output;
  std::string baseline;
};

void scan(const ScanOptions& options, Console& console) {
  Errors errors = check_output(options.output, {options.judging.site});
  const auto judging = load_judging(options.judging);
  if (judging.has_error()) std::ranges::move(judging.error(), std::back_inserter(errors));
  if (!errors.empty()) return console.tell(errors);
  const auto baseline = read_baseline(options.baseline, console);
  if (baseline.has_error()) return console.tell(baseline.error());
  const Site* site = options.judging.site.empty() ? nullptr : &judging->site;
  const auto collection = gather(options.gathering, site, console);
  if (collection.has_error()) return console.tell(collection.error());
  // The saved form is judged, so that `collect` and `evaluate` give the same bytes.
  std::string saved;
  write_inventories(*collection, [&](std::string_view piece) { saved += piece; });
  const ReadInventories read = read_inventories("inventory", saved);
  deliver_against(*baseline, judge_inventories(*judging, read), options.selection, options.output, console,
                  {.interrupted = collection->interrupted, .packs = packs_of(*judging)});
}

}  // namespace

void add_scan(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("scan", "Collect from hypervisors, judge every guest, and report");
  command->footer("Example: hvcompat scan qemu:///system --site site.json --format json -o report.json");
  auto options = std::make_shared<ScanOptions>();
  options->gathering.recording.redact_inventory = false;
  add_gathering_options(*command, options->gathering);
  // The report has the real names: what is redacted here is the recording.
  command->get_option("--redact")->needs(command->get_option("--record"));
  add_judging_options(*command, options->judging);
  add_selection_options(*command, options->selection);
  add_output_options(*command, options->output);
  add_baseline_option(*command, options->baseline);
  on_command(*command, session, options, scan);
}

}  // namespace hvcompat
