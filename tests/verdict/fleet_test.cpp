// The summary of a fleet is the summary of its guests: evaluate_fleet() against evaluate(), whatever is read.
#include "verdict/fleet_evaluate.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "policies_fixture.hpp"
#include "random_fleet.hpp"

namespace hvcompat::testing {
namespace {

const Catalogs& shipped_catalogs() {
  static const Catalogs kCatalogs = *load_catalogs(*catalog_files_in(std::string(HVCOMPAT_CONFIGS) + "/catalogs"));
  return kCatalogs;
}

std::string told(const std::vector<NamedCount>& counts) {
  std::string text;
  for (const NamedCount& count : counts) text += fmt::format("  {} {}\n", count.count, count.name);
  return text;
}

// All that a report without guests says.
std::string told(const Report& report) {
  const Summary& summary = report.summary;
  std::string text =
      fmt::format("guests {} incomplete {} facts {}\n", summary.guests, report.incomplete, report.inputs.facts_sha256);
  text += "levels\n" + told(summary.levels) + "outcomes\n" + told(summary.outcomes) + "boundaries\n" +
          told(summary.boundaries) + "not assessed\n" + told(summary.not_assessed) + "reasons\n" +
          told(summary.reasons);
  for (const MissingCount& missing : summary.missing)
    text += fmt::format("missing {} {} {}\n", missing.guests, missing.fact, missing.remedy);
  for (const SupplyStep& step : summary.supply)
    text += fmt::format("supply {} {}\n", step.guests, fmt::join(step.facts, ","));
  for (const TargetReport& target : report.targets)
    text += fmt::format("target {} {} {} {} {} {}\n", target.name, target.plugin, target.complete, target.hosts,
                        target.guests, target.templates);
  for (const std::string& note : report.notes) text += "note " + note + "\n";
  return text;
}

struct Judged {
  std::string slow;
  std::string fast;  // empty: evaluate_fleet() left it to evaluate()
};

Judged judge_both(const std::string& lines, const PolicySet& policies, const Site& site, unsigned threads = 2) {
  static const Profile kProfile = default_profile();
  const Evaluation evaluation{policies, shipped_catalogs(), kProfile, site, "2026-01-01", "0.0.0"};
  const ReadInventories read = read_inventories("fleet.ndjson", lines);
  Judged judged;
  judged.slow = told(evaluate(read.inventories, read.complaints, evaluation));
  const auto fleet =
      evaluate_fleet({{"fleet.ndjson", [&]() -> Result<ByteSource> { return bytes_of(lines); }}}, evaluation, threads);
  if (fleet) judged.fast = told(fleet->report);
  return judged;
}

std::vector<std::string> rules_of(const PolicySet& policies) {
  std::vector<std::string> rules;
  for (const CompiledPack& compiled : policies.packs) {
    for (const Rule& rule : compiled.pack.support) rules.push_back(rule.id);
    for (const Boundary& boundary : compiled.pack.boundaries) rules.push_back(boundary.id);
  }
  return rules;
}

// A pack that reads what derivations read coarsely, and vendors' own facts.
const char* const kReadsNumbers = R"({"schema":1,"id":"acme","revision":"1","title":"Acme","area":"acme",
  "source":{"document":"d","url":"","applies_to":[]},"in_force_from":"2000-01-01",
  "clauses":[{"id":"1","where":"w","summary":"s"}],
  "support":[
    {"id":"much","when":{"fact":"guest.memory.ballooned_mib","at_least":256},"level":"vendor","clauses":["1"],"why":"much"},
    {"id":"gold","when":{"fact":"x.acme.tier","is":"gold"},"level":"joint","clauses":["1"],"why":"gold"},
    {"id":"ratio","when":{"fact":"host.commit_ratio","at_least":1.5},"level":"joint","clauses":["1"],"why":"ratio"},
    {"id":"rest","when":true,"level":"microsoft","clauses":["1"],"why":"rest"}]})";

TEST(Fleet, SaysWhatItsGuestsSay) {
  const PolicySet policies = shipped();
  const std::vector<std::string> rules = rules_of(policies);
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    RandomFleet fleet(shipped_catalogs(), seed);
    std::string lines = write_inventory(fleet.inventory("lab", 1 + fleet.below(60)));
    if (fleet.in_hundred(50)) lines += write_inventory(fleet.inventory("other", 1 + fleet.below(20)));
    const Site site = fleet.in_hundred(60) ? fleet.site(rules, false) : Site{};
    const Judged judged = judge_both(lines, policies, site);
    ASSERT_NE(judged.fast, "") << "seed " << seed;
    ASSERT_EQ(judged.fast, judged.slow) << "seed " << seed;
  }
}

}  // namespace
}  // namespace hvcompat::testing
