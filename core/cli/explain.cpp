// hvcompat explain: the whole reasoning for one guest.
#include <fmt/format.h>

#include <algorithm>

#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "cli/explained_guest.hpp"
#include "cli/explanation.hpp"
#include "cli/inventory_files.hpp"
#include "cli/judging.hpp"
#include "cli/known_values.hpp"
#include "inventory/derive.hpp"
#include "report/guest_json.hpp"
#include "report/json_text.hpp"
#include "report/saved_report.hpp"

namespace hvcompat {
namespace {

struct ExplainOptions {
  std::string file;
  std::string guest;
  std::string format = "text";
  JudgingOptions judging;
};

struct Explained {
  std::vector<GuestReport> guests;
  std::vector<Pack> packs;             // for the clauses' words
  std::vector<std::string> templates;  // names and ids; only of an inventory
};

std::string called(const ExplainOptions& options) { return options.file == "-" ? "stdin" : options.file; }

void tell_complaints(const std::vector<Complaint>& complaints, Console& console) {
  for (const Complaint& complaint : complaints) {
    console.warn(complaint.text);
    if (complaint.lost_record) console.status.note(ExitCode::incomplete);
  }
}

Loaded<Explained> from_report(const ExplainOptions& options, std::string_view bytes, Console& console) {
  const std::string idle = judging_option(options.judging);
  if (!idle.empty())
    return Errors{
        usage_error(fmt::format("`{}` has no effect: `{}` is a report, judged already", idle, called(options)),
                    "leave it out, or give the inventory")};
  auto saved = read_report(called(options), bytes);
  if (saved.has_error()) return Errors{saved.error()};
  tell_complaints(saved->complaints, console);
  if (saved->detail != Detail::full)
    return Errors{usage_error(fmt::format("`{}` does not hold the reasoning", options.file),
                              "give the inventory, or a report saved with --detail full")};
  const auto site = load_site(options.judging.site);
  if (site.has_error()) return site.error();
  std::vector<std::filesystem::path> paths = site->policies;
  paths.insert(paths.end(), options.judging.policy_paths.begin(), options.judging.policy_paths.end());
  auto packs = load_packs(paths);
  if (packs.has_error()) return packs.error();
  return Explained{std::move(saved->report.guests), std::move(*packs), {}};
}

std::vector<std::string> templates_of(const std::vector<Inventory>& inventories) {
  std::vector<std::string> names;
  for (const Inventory& inventory : inventories)
    for (const Record& guest : inventory.guests) {
      if (is_template(guest.facts)) names.insert(names.end(), {guest.name, guest.id});
    }
  return names;
}

Loaded<Explained> from_inventory(const ExplainOptions& options, std::string_view bytes, Console& console) {
  const auto judging = load_judging(options.judging);
  if (judging.has_error()) return judging.error();
  const ReadInventories read = read_inventories(called(options), bytes);
  tell_complaints(read.complaints, console);
  Explained explained;
  explained.guests = judge_inventories(*judging, read).guests;
  explained.packs = packs_of(*judging);
  explained.templates = templates_of(read.inventories);
  return explained;
}

void explain(const ExplainOptions& options, Console& console) {
  const auto bytes = read_bytes(options.file);
  if (bytes.has_error()) return console.tell(bytes.error());
  const auto explained =
      is_report(*bytes) ? from_report(options, *bytes, console) : from_inventory(options, *bytes, console);
  if (explained.has_error()) return console.tell(explained.error());
  const auto guest = find_guest(explained->guests, options.guest);
  if (guest.has_error() && std::ranges::count(explained->templates, options.guest) > 0)
    return console.tell(usage_error(fmt::format("`{}` is a template, which is not judged", options.guest),
                                    "reports count templates, and judge none"));
  if (guest.has_error()) return console.tell(guest.error());
  const boost::json::object shown = guest_json(**guest, Detail::full);
  if (options.format == "json") {
    std::string text;
    append_indented(text, shown);
    return console.print(text + "\n");
  }
  const ExplanationOptions how{static_cast<std::size_t>(console.stdout_width()), console.stdout_color()};
  console.print(explain_guest(shown, explained->packs, how));
}

}  // namespace

void add_explain(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("explain", "The whole reasoning for one guest: rules, facts, clauses");
  command->footer("Example: hvcompat explain fleet.ndjson web-01 --site site.json");
  auto options = std::make_shared<ExplainOptions>();
  command->add_option("FILE", options->file, "An inventory, or a report saved in full detail; - is the standard input")
      ->required();
  command->add_option("GUEST", options->guest, "Name or id; target/name where several targets have it")->required();
  command->add_option("--format", options->format, "text (default) or json: the guest as in the report")
      ->type_name("FORMAT")
      ->check(one_of({"text", "json"}));
  add_judging_options(*command, options->judging);
  on_command(*command, session, options, explain);
}

}  // namespace hvcompat
