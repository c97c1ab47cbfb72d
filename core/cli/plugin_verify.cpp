// hvcompat plugin verify: the conformance kit on one plugin file.
#include <fmt/format.h>

#include "cli/command_line.hpp"
#include "cli/judging.hpp"
#include "cli/known_values.hpp"
#include "cli/output_file.hpp"
#include "text/words.hpp"
#include "verify/certificate.hpp"
#include "verify/junit.hpp"
#include "verify/results_in_words.hpp"

namespace hvcompat {
namespace {

struct VerifyOptions {
  std::string file;
  std::string target;
  std::string site;
  std::vector<std::string> checks;
  int level = kLevels;
  std::uint64_t seed = 1;
  double timeout = 60;  // seconds, for one call
  bool json = false;
  bool junit = false;
  bool list = false;
  std::string date;
  std::string output;
};

std::optional<Error> wrong_usage(const VerifyOptions& options) {
  if (options.file.empty()) return usage_error("FILE is missing", "name the plugin's shared object");
  if (options.json && options.junit) return usage_error("--json and --junit exclude each other");
  if (!options.date.empty() && !is_date(options.date))
    return usage_error(fmt::format("`{}` is not a date", options.date), "write it like 2026-11-21");
  if (!options.site.empty() && options.target.empty())
    return usage_error("--site needs --target", "name the one of its targets that the plugin is to read");
  return options.output.empty() ? std::nullopt : prepare_output(options.output);
}

Loaded<std::optional<Target>> wanted_target(const VerifyOptions& options) {
  if (options.target.empty()) return std::optional<Target>();
  const auto site = load_site(options.site);
  if (site.has_error()) return site.error();
  const std::vector<std::string> named{options.target};
  const auto targets = select_targets(named, options.site.empty() ? nullptr : &*site);
  if (targets.has_error()) return Errors{targets.error()};
  return std::optional(targets->front());
}

KitOptions kit_options(const VerifyOptions& options, std::optional<Target> target, Console& console) {
  KitOptions kit;
  kit.plugin_file = options.file;
  kit.target = std::move(target);
  kit.level = options.level;
  kit.only = options.checks;
  kit.seed = options.seed;
  kit.deadline = std::chrono::milliseconds(static_cast<std::int64_t>(options.timeout * 1000));
  if (!options.json && !options.junit)
    kit.told = [&console](const Check& check, const Finding& finding) { console.print(in_words(check, finding)); };
  return kit;
}

std::vector<std::string> ids_of_checks() {
  std::vector<std::string> ids;
  for (const Check& check : all_checks()) ids.emplace_back(check.id);
  return ids;
}

void verify(const VerifyOptions& options, Console& console) {
  if (options.list) return console.print(checks_in_words());
  if (const auto wrong = wrong_usage(options)) return console.tell(*wrong);
  const auto target = wanted_target(options);
  if (target.has_error()) return console.tell(target.error());
  const auto verification = verify_plugin(kit_options(options, *target, console));
  if (verification.has_error()) return console.tell(verification.error());
  const std::string date = options.date.empty() ? today_utc() : options.date;
  const std::string certificate = certificate_of(*verification, date, program_version());
  if (!options.output.empty())
    if (const auto error = write_output(options.output, certificate)) return console.tell(*error);
  console.print(options.json ? certificate : options.junit ? junit_of(*verification) : summary_in_words(*verification));
  if (!verification->passed()) console.status.note(ExitCode::found);
}

}  // namespace

void add_plugin_verify(CLI::App& plugin, Session& session) {
  CLI::App* command = plugin.add_subcommand(
      "verify", "Try a plugin in every way that hvcompat relies on; exit code 1 if a check fails");
  command->footer("Example: hvcompat plugin verify ./acme.so --target acme://lab -o acme.so.certificate.json");
  auto options = std::make_shared<VerifyOptions>();
  command->add_option("FILE", options->file, "The plugin's shared object");
  command->add_option("--target", options->target,
                      "A URI to read, or a target of the site file (default: the manifest's)");
  command->add_option("--site", options->site, "Site file with the target's options and secrets")->type_name("FILE");
  command->add_option("--level", options->level, "Checks up to this level: 1 loads, 2 records, 3 behaviour, 4 hostile")
      ->type_name("1..4")
      ->check(CLI::Range(1, kLevels));
  command->add_option("--check", options->checks, "This check alone, and what it builds on (repeatable)")
      ->type_name("ID")
      ->check(known_so_far(ids_of_checks()))
      ->allow_extra_args(false);
  command->add_option("--seed", options->seed, "Of made-up options: the same seed, the same options (default 1)")
      ->type_name("N");
  command->add_option("--timeout", options->timeout, "Longest time for one call of the plugin (default 60)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.1, 3600.0));
  command->add_option("--date", options->date, "Date of the certificate (default: today, UTC)")->type_name("DATE");
  command->add_option("-o,--output", options->output, "Write the certificate to this file")->type_name("PATH");
  command->add_flag("--json", options->json, "Print the certificate");
  command->add_flag("--junit", options->junit, "Print JUnit XML");
  command->add_flag("--list", options->list, "Print all checks: why each matters, what to change");
  on_command(*command, session, options, verify);
}

}  // namespace hvcompat
