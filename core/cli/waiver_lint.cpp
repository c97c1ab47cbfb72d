// hvcompat waiver lint: are the waivers of a site file still good?
#include <algorithm>

#include "cli/command_line.hpp"
#include "cli/inventory_files.hpp"
#include "cli/judging.hpp"
#include "cli/known_values.hpp"
#include "cli/waiver_words.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {
namespace {

struct LintOptions {
  JudgingOptions judging;
  std::vector<std::string> inventories;
  int within = 30;  // days
  std::string format = "text";
};

// What was not read may hold the guest that a waiver is for.
void tell_gaps(const ReadInventories& read, Console& console) {
  for (const Complaint& complaint : read.complaints) console.warn(complaint.text);
  for (const Inventory& inventory : read.inventories) tell_target_faults(inventory.target, inventory.errors, console);
  const bool whole = std::ranges::all_of(read.inventories, &Inventory::complete) &&
                     std::ranges::none_of(read.complaints, &Complaint::lost_record);
  if (whole && !read.inventories.empty()) return;
  console.warn("the inventories are not complete: a waiver that seems unused may have its guest in what is not there");
  console.status.note(ExitCode::incomplete);
}

// Judges all guests, for the sake of which waivers they use.
std::optional<Error> use(WaiverBook& book, const Judging& judging, const LintOptions& options, Console& console) {
  const auto read = read_inventory_files(options.inventories);
  if (read.has_error()) return read.error();
  tell_gaps(*read, console);
  const Evaluation evaluation{judging.policies, judging.catalogs, judging.profile,
                              judging.site,     judging.as_of,    program_version()};
  evaluate(read->inventories, read->complaints, evaluation, book);
  return std::nullopt;
}

void lint(const LintOptions& options, Console& console) {
  const auto judging = load_judging(options.judging);
  if (judging.has_error()) return console.tell(judging.error());
  WaiverBook book(judging->site.waivers, judging->as_of);
  const bool guests = !options.inventories.empty();
  if (guests)
    if (const auto error = use(book, *judging, options, console)) return console.tell(*error);
  const auto notes = book.faults(judging->policies, {.guests = guests, .within = options.within, .others = true});
  if (!notes.empty()) console.status.note(ExitCode::found);
  console.print(options.format == "json" ? notes_as_json(judging->site, judging->as_of, notes)
                                         : notes_in_words(judging->site, notes));
}

}  // namespace

void add_waiver_lint(CLI::App& waiver, Session& session) {
  CLI::App* command = waiver.add_subcommand(
      "lint", "Waivers that are expired, soon expire, name no rule, speak of every guest, or say what others say");
  command->footer(
      "With inventories also those that are unused. Exit codes: 0 all are good; 1 a fault was found; 2 wrong usage, "
      "bad "
      "site file;\n4 an inventory is not complete.\nExample: hvcompat waiver lint site.json fleet.ndjson.zst --within "
      "60");
  auto options = std::make_shared<LintOptions>();
  command->add_option("SITE", options->judging.site, "Site file with the waivers")->required();
  command->add_option("INVENTORY", options->inventories, "Saved inventories, to find waivers that nothing uses");
  add_policy_options(*command, options->judging);
  command
      ->add_option("--within", options->within, "Tell of those that expire within so many days (default 30; 0: none)")
      ->type_name("DAYS")
      ->check(CLI::Range(0, 36500));
  command->add_option("--format", options->format, "text (default) or json")
      ->type_name("FORMAT")
      ->check(one_of({"text", "json"}));
  on_command(*command, session, options, lint);
}

}  // namespace hvcompat
