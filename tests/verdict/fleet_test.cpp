// The report of a fleet is the report of its guests: evaluate_fleet() and list_fleet() against evaluate(), whatever is
// read.
#include "verdict/fleet_evaluate.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

#include "policies_fixture.hpp"
#include "random_fleet.hpp"
#include "report/fleet_ndjson.hpp"
#include "report/ndjson.hpp"

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
  std::string slow_lines;
  std::string fast_lines;  // the same
};

Evaluation evaluation_of(const PolicySet& policies, const Site& site) {
  static const Profile kProfile = default_profile();
  return {policies, shipped_catalogs(), kProfile, site, "2026-01-01", "0.0.0"};
}

std::string judge_fast(const std::string& lines, const PolicySet& policies, const Site& site, unsigned threads = 2) {
  const auto fleet = evaluate_fleet({{"fleet.ndjson", [&]() -> Result<ByteSource> { return bytes_of(lines); }}},
                                    evaluation_of(policies, site), threads);
  return fleet ? told(fleet->report) : std::string();
}

// The report as NDJSON, guest by guest. `open` is called for each reading.
std::string list_fast(const std::function<std::string_view()>& open, const PolicySet& policies, const Site& site,
                      unsigned threads = 2) {
  const std::vector<FleetInput> files{{"fleet.ndjson", [&]() -> Result<ByteSource> { return bytes_of(open()); }}};
  const Evaluation evaluation = evaluation_of(policies, site);
  auto fleet = list_fleet(files, evaluation, threads);
  if (!fleet) return {};
  const FleetLines lines(*fleet, threads);
  std::string text = ndjson_head(fleet->report());
  const bool all = fleet->tell_guests([&](const FleetGuestView& guest, std::string& to) { lines.append(to, guest); },
                                      [&](std::string_view piece) { text += piece; }, threads);
  return all ? text + ndjson_summary(fleet->report()) : "changed";
}

Judged judge_both(const std::string& lines, const PolicySet& policies, const Site& site) {
  const ReadInventories read = read_inventories("fleet.ndjson", lines);
  const Report report = evaluate(read.inventories, read.complaints, evaluation_of(policies, site));
  return {told(report), judge_fast(lines, policies, site), render_ndjson(report),
          list_fast([&] { return std::string_view(lines); }, policies, site)};
}

// The first line that differs, and what stands around the place: lines are long.
std::string difference(const std::string& one, const std::string& other) {
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(one, other).in1 - one.begin());
  if (at == one.size() && at == other.size()) return {};
  const std::size_t from = at < 300 ? 0 : at - 300;
  return "…" + one.substr(from, 400) + "…\n…" + other.substr(from, 400) + "…";
}

std::vector<std::string> rules_of(const PolicySet& policies) {
  std::vector<std::string> rules;
  for (const CompiledPack& compiled : policies.packs) {
    for (const Rule& rule : compiled.pack.support) rules.push_back(rule.id);
    for (const Boundary& boundary : compiled.pack.boundaries) rules.push_back(boundary.id);
  }
  return rules;
}

void expect_the_same(const PolicySet& policies, std::uint64_t from, std::uint64_t to) {
  const std::vector<std::string> rules = rules_of(policies);
  for (std::uint64_t seed = from; seed < to; ++seed) {
    RandomFleet fleet(shipped_catalogs(), seed);
    std::string lines = write_inventory(fleet.inventory("lab", 1 + fleet.below(fleet.in_hundred(50) ? 5 : 50)));
    if (fleet.in_hundred(30)) lines += write_inventory(fleet.inventory("other", 1 + fleet.below(20)));
    const Site site = fleet.in_hundred(50) ? fleet.site(rules, false) : Site{};
    const Judged judged = judge_both(lines, policies, site);
    ASSERT_NE(judged.fast, "") << "seed " << seed;
    ASSERT_EQ(judged.fast, judged.slow) << "seed " << seed;
    if (std::ranges::any_of(site.facts.attest, [](const AttestRule& rule) { return rule.facts.find(kTags); })) {
      ASSERT_EQ(judged.fast_lines, "") << "seed " << seed;  // left to evaluate()
    } else {
      ASSERT_EQ(difference(judged.fast_lines, judged.slow_lines), "") << "seed " << seed;
    }
  }
}

// Every feature shows, and nothing else decides the outcome.
PolicySet all_features() {
  std::string boundaries;
  for (const FactSpec& spec : vocabulary())
    if (spec.name.starts_with("feature."))
      boundaries += fmt::format(
          R"({}{{"id": "b-{}", "feature": "{}", "responsible": "r", "clauses": ["c"], "why": "w", "remedy": "r"}})",
          boundaries.empty() ? "" : ", ", spec.name.substr(8), spec.name);
  return compiled({pack_text("all", "a", R"({"fact": "guest.firmware", "in": ["bios", "uefi"]})",
                             R"([{"id": "r", "level": "microsoft", "clauses": ["c"], "why": "w"}])",
                             R"(, "boundaries": [)" + boundaries + "]")});
}

TEST(Fleet, SaysWhatItsGuestsSayOfFeatures) { expect_the_same(all_features(), 5000, 5150); }

TEST(Fleet, SaysWhatItsGuestsSay) { expect_the_same(shipped(), 0, 70); }

// Packs of one's own may read anything: what derivations read coarsely, sums, features in levels, vendors' own facts.
TEST(Fleet, SaysWhatItsGuestsSayUnderPoliciesThatReadMore) {
  const std::string windows =
      R"({"any": [{"fact": "guest.os.family", "is": "windows"}, {"fact": "guest.tpm", "is": true}]})";
  const PolicySet policies = compiled(
      {pack_text(
           "one", "a", windows,
           R"([{"id": "much", "when": {"fact": "guest.memory.ballooned_mib", "at_least": 256}, "level": "joint", "clauses": []},
                     {"id": "size", "when": {"fact": "guest.memory.configured_mib", "at_most": 4095}, "level": "vendor", "clauses": []},
                     {"id": "gold", "when": {"fact": "x.acme.tier", "is": "gold"}, "level": "investigate", "clauses": []},
                     {"id": "rest", "level": "microsoft", "clauses": []}])"),
       pack_text(
           "two", "b", windows,
           R"([{"id": "ratio", "when": {"fact": "host.commit_ratio", "at_least": 1.5}, "level": "vendor", "clauses": []},
                     {"id": "moves", "when": {"fact": "feature.live_migration", "is": "in-use"}, "level": "joint", "clauses": []},
                     {"id": "late", "when": {"fact": "guest.power.since", "at_least": "2026-01-01T00:00:00Z"}, "level": "joint", "clauses": []},
                     {"id": "other", "level": "microsoft", "clauses": []}])",
           R"(, "needs_any": ["guest.vcpu.count", "guest.role"])")});
  expect_the_same(policies, 1000, 1050);
}

// A sum of which only a bound is known decides the level as a known one does, and is no known fact to `needs_any`.
TEST(Fleet, SaysOfABoundThatItIsNoKnownSum) {
  const PolicySet policies = compiled({pack_text(
      "sums", "a", R"({"fact": "guest.os.family", "is": "windows"})",
      R"([{"id": "big", "when": {"fact": "host.memory.assigned_mib", "at_least": 65536}, "level": "vendor", "clauses": []},
          {"id": "rest", "level": "microsoft", "clauses": []}])",
      R"(, "needs_any": ["host.memory.assigned_mib"])")});
  std::string lines;
  for (const std::string_view size : {R"("guest.memory.configured_mib":100000,)", ""}) {
    lines += R"({"record":"inventory","schema":1,"target":"lab","uri":"","plugin":{"name":"p","version":"1"}}
{"record":"host","id":"h1","facts":{"hypervisor.family":"kvm"}}
{"record":"guest","id":"g1","name":"a","host":"h1","facts":{"guest.memory.configured_mib":100000,"guest.os.family":"windows","guest.power":"running","guest.vcpu.count":4}}
{"record":"guest","id":"g2","name":"b","host":"h1","facts":{)";
    lines += size;
    lines += R"("guest.os.family":"linux","guest.power":"running","guest.vcpu.count":4}}
{"record":"end","clusters":0,"hosts":1,"guests":2,"errors":0}
)";
  }
  const Judged judged = judge_both(lines, policies, {});
  EXPECT_EQ(judged.fast, judged.slow);
  EXPECT_EQ(difference(judged.fast_lines, judged.slow_lines), "");
  EXPECT_THAT(judged.slow_lines, ::testing::HasSubstr(R"("not-assessed")"));
}

// What hosts have is read coarsely, unless somebody asks how much it is.
TEST(Fleet, SaysWhatItsGuestsSayOfTheirHosts) {
  expect_the_same(
      compiled({pack_text(
          "hosts", "a", R"({"fact": "guest.firmware", "in": ["bios", "uefi"]})",
          R"([{"id": "large", "when": {"fact": "host.memory.total_mib", "at_least": 65536}, "level": "vendor", "clauses": []},
                     {"id": "many", "when": {"fact": "host.cpu.threads", "at_most": 16}, "level": "joint", "clauses": []},
                     {"id": "rest", "level": "microsoft", "clauses": []}])")}),
      2000, 2040);
}

// Values that are read coarsely are each guest's own where texts have them.
TEST(Fleet, FillsInTheValuesOfEachGuest) {
  expect_the_same(
      compiled({pack_text(
          "words", "a", R"({"fact": "guest.firmware", "in": ["bios", "uefi"]})",
          R"([{"id": "r", "level": "microsoft", "clauses": ["c"], "why": "w"}])",
          R"(, "advice": [{"id": "sizes", "clauses": ["c"], "when": {"fact": "guest.firmware", "in": ["bios", "uefi"]},
              "text": "{guest.vcpu.count} of {host.cpu.threads}, {guest.memory.configured_mib} MiB {x.acme.tier} {guest.power.since} {host.memory.assigned_mib} {"}])")}),
      3000, 3040);
}

TEST(Fleet, TellsThatAFileChanged) {
  const PolicySet policies = shipped();
  RandomFleet fleet(shipped_catalogs(), 9);
  const std::string before = write_inventory(fleet.inventory("lab", 50));
  const std::string other = write_inventory(fleet.inventory("lab", 50));
  const std::string fewer = write_inventory(fleet.inventory("lab", 40));
  const std::string damaged = "\x28\xB5\x2F\xFD damaged";
  for (const std::string& after : {other, fewer, damaged, std::string()}) {
    int opened = 0;
    const auto open = [&] { return std::string_view(++opened <= 2 ? before : after); };
    EXPECT_EQ(list_fast(open, policies, Site{}), "changed");
  }
}

TEST(Fleet, LeavesAttestedSumsToTheirGuests) {
  const PolicySet policies = shipped();
  Site site;
  AttestRule rule;
  rule.facts.set("guest.power", Fact::of(std::string("running"), "site file"));
  site.facts.attest.push_back(rule);
  RandomFleet fleet(shipped_catalogs(), 1);
  EXPECT_EQ(judge_both(write_inventory(fleet.inventory("lab", 20)), policies, site).fast, "");
}

std::string guest_line(const std::string& id, const std::string& facts = R"("guest.os.family":"windows")") {
  return fmt::format("{{\"record\":\"guest\",\"id\":\"{}\",\"facts\":{{{}}}}}\n", id, facts);
}

const std::string kHead =
    "{\"record\":\"inventory\",\"schema\":1,\"target\":\"lab\",\"uri\":\"\",\"plugin\":{\"name\":\"p\",\"version\":"
    "\"1\"}}\n";

// Attestations that speak of templates alone or of nobody, and a target that stands twice.
TEST(Fleet, NotesOfItsInputsAreThoseOfItsGuests) {
  const PolicySet policies = shipped();
  Site site;
  site.file = "site.json";
  for (const char* guest : {"gold", "nobody", "b"}) {
    AttestRule& rule = site.facts.attest.emplace_back();
    rule.guest = guest;
    rule.facts.set("guest.role", Fact::of(std::vector<std::string>{"sql-server"}, "site file"));
  }
  const std::string inventory =
      kHead + guest_line("b") + guest_line("gold", R"("guest.template":true)") + "{\"record\":\"end\",\"guests\":2}\n";
  const Judged judged = judge_both(inventory + inventory, policies, site);
  EXPECT_EQ(judged.fast, judged.slow);
  EXPECT_NE(judged.fast.find("target `lab` stands in 2 inventories"), std::string::npos) << judged.fast;
  EXPECT_NE(judged.fast.find("attest[1] speaks of no guest"), std::string::npos);
  EXPECT_EQ(judged.fast.find("attest[0] speaks"), std::string::npos);
  EXPECT_EQ(judged.fast.find("attest[2] speaks"), std::string::npos);
}

// What is wrong in a file is told alike, line by line.
TEST(Fleet, ComplainsAsItsGuestsDo) {
  const PolicySet policies = shipped();
  const std::string end = "{\"record\":\"end\",\"guests\":3}\n";
  for (const std::string& lines :
       {kHead + guest_line("a", R"("guest.tpm":"yes")") + "\n" + guest_line("b", R"("guest.nonsense":1)") +
            guest_line("c") + end,
        kHead + guest_line("a") + "no record\n" + guest_line("c") + end,
        kHead + guest_line("a") + "{\"record\":\"guest\"}\n" + guest_line("c") + end,
        kHead + guest_line("a") + "\xFF\n" + guest_line("c") + end,
        kHead + guest_line("a") + "{\"record\":\"dragon\"}\n" + guest_line("b") + guest_line("c"),
        kHead + guest_line("a") + kHead + guest_line("b"), guest_line("a").substr(0, 30), std::string(),
        std::string("{\"record\":\"inventory\",\"schema\":2,\"target\":\"lab\"}\n") + guest_line("a") + end + kHead +
            guest_line("b")}) {
    const Judged judged = judge_both(lines, policies, Site{});
    ASSERT_NE(judged.fast, "") << lines;
    EXPECT_EQ(judged.fast, judged.slow) << lines;
    EXPECT_EQ(difference(judged.fast_lines, judged.slow_lines), "") << lines;
  }
}

TEST(Fleet, LeavesOtherOrdersToTheReaderThatKnowsThem) {
  const PolicySet policies = shipped();
  for (const std::string& lines :
       {kHead + guest_line("b") + guest_line("a"), kHead + guest_line("a") + guest_line("a"),
        kHead + guest_line("a") + "{\"record\":\"host\",\"id\":\"h\",\"facts\":{}}\n", guest_line("a") + kHead})
    EXPECT_EQ(judge_both(lines, policies, Site{}).fast, "") << lines;
}

// Several chunks, and threads that take them in any order.
TEST(Fleet, IsTheSameWithAnyNumberOfThreads) {
  const PolicySet policies = shipped();
  RandomFleet fleet(shipped_catalogs(), 7);
  const std::string lines = write_inventory(fleet.inventory("lab", 4000));
  ASSERT_GT(lines.size(), std::size_t{4} << 20);
  const std::string alone = judge_fast(lines, policies, Site{}, 1);
  EXPECT_NE(alone, "");
  for (const unsigned threads : {2U, 3U, 8U}) EXPECT_EQ(judge_fast(lines, policies, Site{}, threads), alone);
  const auto open = [&] { return std::string_view(lines); };
  const std::string listed_alone = list_fast(open, policies, Site{}, 1);
  for (const unsigned threads : {2U, 3U, 8U})
    EXPECT_EQ(difference(list_fast(open, policies, Site{}, threads), listed_alone), "");
}

}  // namespace
}  // namespace hvcompat::testing
