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

// No guest is shown, chosen or compared.
bool asks_for_counts_alone(const EvaluateOptions& options) {
  return !lists_guests(options.output) && options.baseline.empty() && options.selection.is_empty();
}

void tell_fleet(const FleetReport& fleet, const EvaluateOptions& options, Console& console, const Delivery& delivery) {
  for (const Complaint& complaint : fleet.complaints) console.warn(complaint.text);
  for (const TargetReport& target : fleet.report.targets) tell_target_faults(target.name, target.errors, console);
  deliver_report(fleet.report, options.output, console, delivery);
}

void evaluate_files(const EvaluateOptions& options, Console& console) {
  Errors errors = check_output(options.output);
  const auto judging = load_judging(options.judging);
  if (judging.has_error()) std::ranges::move(judging.error(), std::back_inserter(errors));
  if (!errors.empty()) return console.tell(errors);
  const auto baseline = read_baseline(options.baseline, console);
  if (baseline.has_error()) return console.tell(baseline.error());
  const auto files = InventoryFiles::open(options.files);
  if (files.has_error()) return console.tell(files.error());
  if (asks_for_counts_alone(options))
    if (const auto fleet = judge_fleet(*judging, files->for_fleet()))
      return tell_fleet(*fleet, options, console, {.packs = packs_of(*judging)});
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
