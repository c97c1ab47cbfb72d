// What a run judges by, from the options that scan, evaluate and explain share.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalogs.hpp"
#include "inventory/inventory.hpp"
#include "policy/compile.hpp"
#include "policy/profile.hpp"
#include "target/site.hpp"
#include "verdict/fleet_evaluate.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

struct JudgingOptions {
  std::string site;
  std::vector<std::string> policies;      // ID or ID@REV
  std::vector<std::string> policy_paths;  // packs and folders of packs
  std::string as_of;                      // empty: today
  std::string profile;                    // empty: the site file's, then default
};

// --policy, --policy-path and --as-of.
void add_policy_options(CLI::App& command, JudgingOptions& options);
// These, --site and --profile.
void add_judging_options(CLI::App& command, JudgingOptions& options);

// Which option asks for another judgement: "--policy", "--as-of" or "--profile"; empty: none. Reports are judged
// already.
std::string judging_option(const JudgingOptions& options);

struct Judging {
  Site site;
  PolicySet policies;
  Catalogs catalogs;
  Profile profile;
  std::string as_of;
};

// Reads everything; all mistakes at once, where one does not hide the other.
Loaded<Judging> load_judging(const JudgingOptions& options);

// A site file, or an empty site where `path` is empty.
Loaded<Site> load_site(const std::string& path);

// The date as given, or today's; an error where it is no calendar date.
Result<std::string> judgement_date(const std::string& as_of);

// The summary alone; nothing where evaluate_fleet() gives none.
std::optional<FleetReport> judge_fleet(const Judging& judging, const std::vector<FleetInput>& files);

// Calls `use` with a fleet whose guests can be told one after the other. False where there is none: then
// judge_inventories() is for it.
bool with_listed_fleet(const Judging& judging, const std::vector<FleetInput>& files,
                       const std::function<void(ListedFleet&)>& use);
unsigned judging_threads();

Report judge_inventories(const Judging& judging, const ReadInventories& read);

// The packs judged by.
std::vector<Pack> packs_of(const Judging& judging);

// hvcompat's own version.
std::string program_version();

}  // namespace hvcompat
