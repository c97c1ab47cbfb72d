// Loading of policies, catalogs, profile and site for one run.
#include "cli/judging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <thread>

#include "cli/data_files.hpp"
#include "policy/selection.hpp"
#include "text/words.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {
namespace {

Loaded<PolicySet> load_policies(const JudgingOptions& options, const Site& site, const std::string& as_of) {
  std::vector<std::filesystem::path> paths = site.policies;
  paths.insert(paths.end(), options.policy_paths.begin(), options.policy_paths.end());
  const auto packs = load_packs(paths);
  if (packs.has_error()) return packs.error();
  auto selected = select_policies(*packs, options.policies, as_of);
  if (selected.has_error()) return selected.error();
  return compile_policies(std::move(*selected));
}

template <class T>
void take(Loaded<T> loaded, T& into, Errors& errors) {
  if (loaded.has_error()) {
    std::ranges::move(loaded.error(), std::back_inserter(errors));
  } else {
    into = std::move(*loaded);
  }
}

Evaluation evaluation_of(const Judging& judging) {
  return {judging.policies, judging.catalogs, judging.profile, judging.site, judging.as_of, program_version()};
}

}  // namespace

std::string judging_option(const JudgingOptions& options) {
  if (!options.policies.empty()) return "--policy";
  if (!options.as_of.empty()) return "--as-of";
  return options.profile.empty() ? "" : "--profile";
}

void add_policy_options(CLI::App& command, JudgingOptions& options) {
  command
      .add_option("--policy", options.policies,
                  "Judge by this policy alone (repeatable); without a revision, the one in force")
      ->type_name("ID[@REV]")
      ->allow_extra_args(false);
  command
      .add_option("--policy-path", options.policy_paths, "Use this pack, or the packs of this folder, too (repeatable)")
      ->type_name("PATH")
      ->allow_extra_args(false);
  command.add_option("--as-of", options.as_of, "Judge as of this day, YYYY-MM-DD (default: today, UTC)")
      ->type_name("DATE");
}

void add_judging_options(CLI::App& command, JudgingOptions& options) {
  command.add_option("--site", options.site, "Site file: targets, agreements, attested facts, waivers")
      ->type_name("FILE");
  add_policy_options(command, options);
  command.add_option("--profile", options.profile, "What passes, warns and fails: a profile's name or file")
      ->type_name("NAME|FILE");
}

Loaded<Site> load_site(const std::string& path) {
  if (path.empty()) return Site{};
  return read_site_file(path);
}

Result<std::string> judgement_date(const std::string& as_of) {
  if (as_of.empty()) return today_utc();
  if (is_date(as_of)) return as_of;
  return usage_error(fmt::format("`{}` is not a date", as_of), "write --as-of YYYY-MM-DD");
}

Loaded<Judging> load_judging(const JudgingOptions& options) {
  Judging judging;
  Errors errors;
  take(load_site(options.site), judging.site, errors);
  const auto as_of = judgement_date(options.as_of);
  if (as_of.has_error()) errors.push_back(as_of.error());
  if (!errors.empty()) return errors;
  judging.as_of = *as_of;
  take(load_policies(options, judging.site, judging.as_of), judging.policies, errors);
  take(load_all_catalogs(judging.site), judging.catalogs, errors);
  take(load_named_profile(options.profile.empty() ? judging.site.profile : options.profile), judging.profile, errors);
  if (!errors.empty()) return errors;
  return judging;
}

std::optional<FleetReport> judge_fleet(const Judging& judging, const std::vector<FleetInput>& files) {
  return evaluate_fleet(files, evaluation_of(judging), judging_threads());
}

bool with_listed_fleet(const Judging& judging, const std::vector<FleetInput>& files,
                       const std::function<void(ListedFleet&)>& use) {
  const Evaluation evaluation = evaluation_of(judging);
  auto fleet = list_fleet(files, evaluation, judging_threads());
  if (fleet) use(*fleet);
  return fleet.has_value();
}

unsigned judging_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

Report judge_inventories(const Judging& judging, const ReadInventories& read) {
  return evaluate(read.inventories, read.complaints, evaluation_of(judging));
}

std::vector<Pack> packs_of(const Judging& judging) {
  std::vector<Pack> packs;
  for (const CompiledPack& compiled : judging.policies.packs) packs.push_back(compiled.pack);
  return packs;
}

std::string program_version() { return HVCOMPAT_VERSION; }

}  // namespace hvcompat
