// hvcompat evaluate: judge saved inventories; no hypervisor is touched.
#include <algorithm>
#include <iterator>

#include "cli/baseline.hpp"
#include "cli/command_line.hpp"
#include "cli/inventory_files.hpp"
#include "cli/judging.hpp"
#include "cli/report_output.hpp"

namespace hvcompat {
namespace {

struct EvaluateOptions {
  std::vector<std::string> files;
  JudgingOptions judging;
  SelectionOptions selection;
  OutputOptions output;
  std::string baseline;
};

void tell_faults(const std::vector<Complaint>& complaints, const std::vector<TargetReport>& targets,
                 const Console& console) {
  for (const Complaint& complaint : complaints) console.warn(complaint.text);
  for (const TargetReport& target : targets) tell_target_faults(target.name, target.errors, console);
}

// Where no guest is chosen or compared, and none is shown but on a line of its own, none needs to be held. False: it is
// no such case.
bool judged_as_fleet(const Judging& judging, const InventoryFiles& files, const EvaluateOptions& options,
                     Console& console) {
  if (!options.baseline.empty() || !options.selection.is_empty()) return false;
  const std::vector<FleetInput> inputs = files.for_fleet();
  if (streams_guests(options.output))
    return with_listed_fleet(judging, inputs, [&](ListedFleet& fleet) {
      tell_faults(fleet.complaints(), fleet.report().targets, console);
      deliver_guests(fleet, judging_threads(), options.output, console);
    });
  if (lists_guests(options.output)) return false;
  const auto fleet = judge_fleet(judging, inputs);
  if (!fleet) return false;
  tell_faults(fleet->complaints, fleet->report.targets, console);
  deliver_report(fleet->report, options.output, console, {.packs = packs_of(judging)});
  return true;
}

void evaluate_files(const EvaluateOptions& options, Console& console) {
  std::vector<std::string> inputs = options.files;
  inputs.push_back(options.judging.site);
  Errors errors = check_output(options.output, inputs);
  const auto judging = load_judging(options.judging);
  if (judging.has_error()) std::ranges::move(judging.error(), std::back_inserter(errors));
  if (!errors.empty()) return console.tell(errors);
  const auto baseline = read_baseline(options.baseline, console);
  if (baseline.has_error()) return console.tell(baseline.error());
  const auto files = InventoryFiles::open(options.files);
  if (files.has_error()) return console.tell(files.error());
  if (judged_as_fleet(*judging, *files, options, console)) return;
  const auto read = files->read();
  if (read.has_error()) return console.tell(read.error());
  for (const Complaint& complaint : read->complaints) console.warn(complaint.text);
  for (const Inventory& inventory : read->inventories) tell_target_faults(inventory.target, inventory.errors, console);
  deliver_against(*baseline, judge_inventories(*judging, *read), options.selection, options.output, console,
                  {.packs = packs_of(*judging)});
}

}  // namespace

void add_evaluate(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("evaluate", "Judge saved inventories; no hypervisor is touched");
  command->footer("Example: hvcompat evaluate fleet.ndjson.zst --as-of 2027-01-01 --format json");
  auto options = std::make_shared<EvaluateOptions>();
  command->add_option("FILE", options->files, "Inventories (NDJSON, also zstd), in this order; - is the standard input")
      ->required();
  add_judging_options(*command, options->judging);
  add_selection_options(*command, options->selection);
  add_output_options(*command, options->output);
  add_baseline_option(*command, options->baseline);
  on_command(*command, session, options, evaluate_files);
}

}  // namespace hvcompat
