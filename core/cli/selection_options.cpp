// Selecting guests on behalf of a command.
#include "cli/selection_options.hpp"

#include "cli/known_values.hpp"
#include "verdict/select.hpp"

namespace hvcompat {
namespace {

CLI::Option* add_words(CLI::App& command, const std::string& name, std::vector<std::string>& words,
                       const std::string& description) {
  return command.add_option(name, words, description)->allow_extra_args(false);
}

std::vector<Outcome> outcomes_named(const std::vector<std::string>& names) {
  std::vector<Outcome> outcomes;
  for (const std::string& name : names)
    if (const auto outcome = outcome_named(name)) outcomes.push_back(*outcome);
  return outcomes;
}

}  // namespace

void add_selection_options(CLI::App& command, SelectionOptions& options) {
  add_words(command, "--guest", options.guest,
            "Evaluate only guests whose name, id or target/name matches (repeatable); * any run, ? one character")
      ->type_name("GLOB");
  add_words(command, "--exclude", options.exclude,
            "Leave out guests whose name, id or target/name matches (repeatable)")
      ->type_name("GLOB");
  add_words(command, "--tag", options.tag,
            "Evaluate only guests that have one of these tags (repeatable, or with commas)")
      ->type_name("TAG")
      ->delimiter(',');
  command
      .add_option("--only", options.only,
                  "List only guests with these outcomes: fail, undecided, warn, pass, waived, not-applicable, error "
                  "(repeatable, or with commas); counts and exit code stay those of all")
      ->type_name("OUTCOME")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->check(one_of({"fail", "undecided", "warn", "pass", "waived", "not-applicable", "error"}));
}

bool select(Report& report, const SelectionOptions& options, Console& console) {
  const auto told = select_guests(report, {options.guest, options.exclude, options.tag, outcomes_named(options.only)});
  if (told.has_error()) {
    console.tell(told.error());
    return false;
  }
  for (const std::string& warning : *told) console.warn(warning);
  return true;
}

}  // namespace hvcompat
