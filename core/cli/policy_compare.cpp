// hvcompat policy compare: the same guests by two policies, side by side, and the clause that changed the answer.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "cli/command_line.hpp"
#include "cli/inventory_files.hpp"
#include "cli/judging.hpp"
#include "cli/known_values.hpp"
#include "report/table.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

struct CompareOptions {
  std::string first;
  std::string second;
  std::vector<std::string> files;
  JudgingOptions judging;
  std::string format = "text";
};

struct Side {
  Judging judging;
  Report report;
};

// What the one policy of a side says of a guest.
const PackVerdict& answer(const GuestReport& guest) { return guest.verdict.areas.at(0).packs.at(0); }

std::string rules_of(const PackVerdict& pack) { return pack.rules.empty() ? "-" : join(pack.rules, " "); }

bool differs(const PackVerdict& a, const PackVerdict& b) { return a.level != b.level || a.possible != b.possible; }

// The clauses of the second answer's rules: what the later text says that the earlier one did not.
std::string changed_by(const Side& second, const PackVerdict& pack) {
  const Pack& source = second.judging.policies.packs.at(0).pack;
  std::vector<std::string> ids = pack.clauses;
  if (ids.empty()) return "it does not speak about the guest";
  if (!pack.rule) return join(ids, ", ");
  const Clause* clause = source.clause(ids.front());
  return clause ? fmt::format("{}: {}", clause->id, clause->summary) : ids.front();
}

std::string as_text(const Side& first, const Side& second) {
  const auto name = [](const Side& side) {
    const Pack& pack = side.judging.policies.packs.at(0).pack;
    return pack.id + "@" + pack.revision;
  };
  std::string text;
  std::size_t changed = 0;
  for (std::size_t i = 0; i < first.report.guests.size(); ++i) {
    const GuestReport& guest = first.report.guests[i];
    const PackVerdict& before = answer(guest);
    const PackVerdict& after = answer(second.report.guests[i]);
    const bool other = differs(before, after);
    changed += other;
    const std::string& label = guest.name.empty() ? guest.id : guest.name;
    text += fmt::format("{} ({})\n", for_terminal(label), for_terminal(guest.target));
    text += fmt::format("  {}: {} ({})\n", name(first), name_of(before.level), rules_of(before));
    text += fmt::format("  {}: {} ({})\n", name(second), name_of(after.level), rules_of(after));
    if (other) text += "  changed by " + changed_by(second, after) + "\n";
  }
  return text + fmt::format("{} guests, {} with another answer\n", first.report.guests.size(), changed);
}

boost::json::object side_json(const PackVerdict& pack) {
  boost::json::array possible;
  boost::json::array rules;
  boost::json::array clauses;
  for (const Level level : pack.possible) possible.emplace_back(name_of(level));
  for (const std::string& rule : pack.rules) rules.emplace_back(rule);
  for (const std::string& clause : pack.clauses) clauses.emplace_back(clause);
  return {{"policy", pack.policy}, {"revision", pack.revision}, {"level", name_of(pack.level)}, {"possible", possible},
          {"rules", rules},        {"clauses", clauses}};
}

std::string as_json(const Side& first, const Side& second) {
  boost::json::array guests;
  for (std::size_t i = 0; i < first.report.guests.size(); ++i) {
    const GuestReport& guest = first.report.guests[i];
    const PackVerdict& before = answer(guest);
    const PackVerdict& after = answer(second.report.guests[i]);
    const bool other = differs(before, after);
    guests.push_back(boost::json::object{
        {"id", guest.id},
        {"name", guest.name},
        {"target", guest.target},
        {"first", side_json(before)},
        {"second", side_json(after)},
        {"changed", other},
        {"changed_by", other ? boost::json::value(changed_by(second, after)) : boost::json::value(nullptr)}});
  }
  return boost::json::serialize(boost::json::object{{"as_of", first.report.as_of}, {"guests", guests}}) + "\n";
}

Loaded<Side> judge_side(const CompareOptions& options, const std::string& policy, const ReadInventories& read) {
  JudgingOptions judging = options.judging;
  judging.policies = {policy};
  auto loaded = load_judging(judging);
  if (loaded.has_error()) return loaded.error();
  Side side;
  side.judging = std::move(*loaded);
  side.report = judge_inventories(side.judging, read);
  return side;
}

void compare(const CompareOptions& options, Console& console) {
  const auto read = read_inventory_files(options.files);
  if (read.has_error()) return console.tell(read.error());
  for (const Complaint& complaint : read->complaints) console.warn(complaint.text);
  const auto first = judge_side(options, options.first, *read);
  if (first.has_error()) return console.tell(first.error());
  const auto second = judge_side(options, options.second, *read);
  if (second.has_error()) return console.tell(second.error());
  if (first->report.incomplete) console.status.note(ExitCode::incomplete);
  console.print(options.format == "json" ? as_json(*first, *second) : as_text(*first, *second));
}

}  // namespace

void add_policy_compare(CLI::App& policy, Session& session) {
  CLI::App* command = policy.add_subcommand("compare", "Judge the same guests by two policies and say what changed");
  command->footer("Example: hvcompat policy compare kb897615@2007-11-10 kb897615@2023-12-26 fleet.ndjson");
  auto options = std::make_shared<CompareOptions>();
  command->add_option("FIRST", options->first, "ID@REV")->required();
  command->add_option("SECOND", options->second, "ID@REV")->required();
  command->add_option("FILE", options->files, "Inventories; - is the standard input")->required();
  command->add_option("--site", options->judging.site, "Site file: agreements, attested facts")->type_name("FILE");
  command->add_option("--policy-path", options->judging.policy_paths, "Use this pack, or the packs of this folder, too")
      ->type_name("PATH")
      ->allow_extra_args(false);
  command->add_option("--as-of", options->judging.as_of, "Judge as of this day (default: today, UTC)")
      ->type_name("DATE");
  command->add_option("--format", options->format, "text (default) or json")
      ->type_name("FORMAT")
      ->check(one_of({"text", "json"}));
  on_command(*command, session, options, compare);
}

}  // namespace hvcompat
