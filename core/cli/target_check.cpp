// hvcompat target check: what the account of each target may read, and which clauses that leaves undecidable.
#include <fmt/format.h>

#include <algorithm>

#include "access/target_check.hpp"
#include "cli/access_json.hpp"
#include "cli/access_words.hpp"
#include "cli/command_line.hpp"
#include "cli/gathering.hpp"
#include "cli/judging.hpp"
#include "cli/known_values.hpp"
#include "cli/progress.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr double kTimeout = 30;  // seconds

struct CheckOptions {
  GatheringOptions gathering;
  JudgingOptions judging;
  std::uint64_t sample = 20;
  std::vector<std::string> accept;
  std::string format = "text";
};

// A glob that no fact matches accepts nothing, and nobody would notice.
std::optional<Error> accept_fault(const std::vector<std::string>& accept, const PluginLibrary& library) {
  std::vector<std::string_view> names(fact_names().begin(), fact_names().end());
  for (const Plugin& plugin : library.plugins)
    for (const ReportedFact& fact : plugin.manifest.facts) names.push_back(fact.name);
  for (const std::string& glob : accept) {
    if (std::ranges::any_of(names, [&](std::string_view name) { return glob_match(glob, name); })) continue;
    const std::string near = did_you_mean(glob, names);
    return usage_error(fmt::format("--accept: there is no fact `{}`", glob),
                       near.empty() ? "`hvcompat plugin info PLUGIN` tells the facts" : near);
  }
  return std::nullopt;
}

Collection collect_sample(const std::vector<CollectRequest>& requests, const CheckOptions& options,
                          const Console& console) {
  Progress progress(console, requests.size());
  CollectOptions how;
  how.jobs = options.gathering.jobs;
  how.deadline = std::chrono::milliseconds(static_cast<std::int64_t>(options.gathering.timeout * 1000));
  how.sample = options.sample;
  how.progress = [&progress](const CollectProgress& step) { progress.show(step); };
  how.log = [&progress](const std::string& target, int level, const std::string& text) {
    progress.log(target, level, text);
  };
  Collection collection = collect_targets(requests, how);
  progress.end();
  return collection;
}

void note_code(const TargetCheck& check, Console& console) {
  if (check.state == AccessState::failed) console.status.note(ExitCode::incomplete);
  if (check.state == AccessState::lacks || check.state == AccessState::untried)
    console.status.note(ExitCode::undecided);
}

void tell_passed_over(const CollectedTarget& collected, const Console& console) {
  for (const Complaint& complaint : collected.complaints) console.warn(complaint.text);
  if (console.verbose && !collected.diagnostics.empty())
    console.note(fmt::format("{}: its plugin printed:\n{}", collected.target.name, collected.diagnostics));
}

void deliver(const CheckRun& run, const CheckOptions& options, const Evaluation& evaluation, Console& console) {
  if (options.format == "json") return console.print(checks_as_json(run, evaluation));
  std::string text;
  for (const TargetCheck& check : run.checks) text += check_in_words(check) + "\n";
  console.print(text + checks_in_words(run.checks));
}

void check_collected(const Collection& collection, const PluginLibrary& library, const Judging& judging,
                     const CheckOptions& options, Console& console) {
  const Evaluation evaluation{judging.policies, judging.catalogs, judging.profile,
                              judging.site,     judging.as_of,    program_version()};
  CheckRun run{options.sample, options.accept, {}};
  for (const CollectedTarget& collected : collection.targets) {
    tell_passed_over(collected, console);
    const auto plugin = plugin_for(library, collected.target);  // as match_plugins() chose it
    run.checks.push_back(check_target(collected, (*plugin)->manifest, {evaluation, options.accept}));
    note_code(run.checks.back(), console);
  }
  if (collection.interrupted) console.status.note(ExitCode::incomplete);
  deliver(run, options, evaluation, console);
}

void check(const CheckOptions& options, Console& console) {
  const auto judging = load_judging(options.judging);
  if (judging.has_error()) return console.tell(judging.error());
  const Site* site = options.judging.site.empty() ? nullptr : &judging->site;
  const auto targets = select_targets(options.gathering.targets, site);
  if (targets.has_error()) return console.tell(targets.error());
  const PluginLibrary library = find_plugins(plugin_search(options.gathering, site, *targets));
  const auto requests = match_plugins(*targets, library);
  if (requests.has_error()) return console.tell(requests.error());
  if (const auto error = accept_fault(options.accept, library)) return console.tell(*error);
  check_collected(collect_sample(*requests, options, console), library, *judging, options, console);
}

}  // namespace

void add_target_check(CLI::App& target, Session& session) {
  CLI::App* command = target.add_subcommand(
      "check", "Which rights and facts the account has and lacks, and which clauses that leaves undecidable");
  command->footer(
      "Reads a sample of each target's guests, and judges it: no scan of the fleet. Exit codes: 0 nothing lacks; 2 "
      "wrong "
      "usage;\n3 a fact that policies need lacks, or there is no guest to try; 4 a target cannot be read.\n"
      "Example: hvcompat target check --site site.json --accept 'guest.storage.*'");
  auto options = std::make_shared<CheckOptions>();
  options->gathering.timeout = kTimeout;
  add_target_options(*command, options->gathering);
  add_judging_options(*command, options->judging);
  command->add_option("--sample", options->sample, "Guests of each target that are read at most (default 20)")
      ->type_name("N")
      ->check(CLI::Range(1U, 1'000'000U));
  command
      ->add_option("--accept", options->accept,
                   "Facts whose lack is known and accepted: names or globs, commas between (repeatable)")
      ->type_name("FACT")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--format", options->format, "text (default) or json")
      ->type_name("FORMAT")
      ->check(one_of({"text", "json"}));
  on_command(*command, session, options, check);
}

}  // namespace hvcompat
