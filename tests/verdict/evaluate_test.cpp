// Whole reports: counts, waivers' notes, incompleteness, and the same bytes for the same input.
#include "verdict/evaluate.hpp"

#include <gmock/gmock.h>

#include "policies_fixture.hpp"
#include "verdict/first_steps.hpp"
#include "verdict/judge.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Record guest(const std::string& id, const std::string& family) {
  Record record{id, id, "h1", {}};
  record.facts.set("guest.os.family", Fact::of(Value(family), "test"));
  record.facts.set("guest.power", Fact::of(Value(std::string("running")), "test"));
  return record;
}

Inventory lab() {
  Inventory inventory;
  inventory.target = "lab";
  inventory.collected_at = "2026-01-01T00:00:00Z";
  Record host{"h1", "kvm01", "", {}};
  host.facts.set("hypervisor.family", Fact::of(Value(std::string("kvm")), "test"));
  inventory.hosts.push_back(host);
  inventory.guests = {guest("linux-1", "linux"), guest("web-01", "windows")};
  return inventory;
}

Report report_of(const std::vector<Inventory>& inventories, const Site& site = {},
                 const std::vector<Complaint>& complaints = {}) {
  static const PolicySet policies = shipped();
  static const Catalogs catalogs;
  static const Profile profile = default_profile();
  return evaluate(inventories, complaints, {policies, catalogs, profile, site, "2026-01-01", "0.0.0"});
}

Waiver waiver(int line, const std::string& glob, const std::string& rule, const std::string& expires) {
  return {glob, "", rule, "reason", "owner", expires, {"site.json", line, 1}};
}

TEST(Evaluate, CountsLevelsAndMissingFacts) {
  const Report report = report_of({lab()});
  EXPECT_EQ(report.summary.guests, 2u);
  ASSERT_EQ(report.summary.levels.size(), 2u);
  EXPECT_EQ(report.summary.levels[0].name, "not-applicable");
  EXPECT_EQ(report.summary.levels[1].name, "indeterminate");
  ASSERT_FALSE(report.summary.missing.empty());
  EXPECT_EQ(report.guests[1].name, "web-01");
  EXPECT_EQ(report.guests[1].host, "kvm01");
  EXPECT_FALSE(report.incomplete);
}

TEST(Evaluate, NothingJudgedIsIncomplete) { EXPECT_TRUE(report_of({}).incomplete); }

TEST(Evaluate, LostRecordsAndCutOffTargetsAreIncomplete) {
  EXPECT_TRUE(report_of({lab()}, {}, {{"x.ndjson:3: no record", true}}).incomplete);
  EXPECT_FALSE(report_of({lab()}, {}, {{"x.ndjson:3: unknown record kind", false}}).incomplete);
  Inventory cut = lab();
  cut.complete = false;
  EXPECT_TRUE(report_of({cut}).incomplete);
}

TEST(Evaluate, TheTimeOfCollectionIsNoInput) {
  Inventory later = lab();
  later.collected_at = "2026-06-01T00:00:00Z";
  EXPECT_EQ(report_of({lab()}).inputs.facts_sha256, report_of({later}).inputs.facts_sha256);
  later.guests[0].name = "other";
  EXPECT_NE(report_of({lab()}).inputs.facts_sha256, report_of({later}).inputs.facts_sha256);
}

TEST(Evaluate, WaiversAreJudgedThemselves) {
  Site site;
  site.waivers = {waiver(1, "web-*", "a1", "2026-01-01"), waiver(2, "web-*", "a1", "2025-12-31"),
                  waiver(3, "db-*", "a1", "2027-01-01"), waiver(4, "*", "a1", "2027-01-01"),
                  waiver(5, "web-*", "a99", "2027-01-01")};
  const std::vector<std::string> notes = report_of({lab()}, site).notes;
  EXPECT_THAT(notes, Contains("site.json:2: waiver of `a1` for `web-*`: expired after 2025-12-31, it counts no more"));
  EXPECT_THAT(notes, Contains("site.json:3: waiver of `a1` for `db-*`: unused, it matches no guest"));
  EXPECT_THAT(notes, Contains("site.json:4: waiver of `a1` for `*`: over-broad, it speaks of every guest"));
  EXPECT_THAT(notes,
              Contains("site.json:5: waiver of `a99` for `web-*`: no policy of this run has that rule or boundary"));
  EXPECT_EQ(notes.size(), 4u);
}

TEST(Evaluate, ATargetThatStandsTwiceIsTold) {
  Inventory other = lab();
  other.target = "shop";
  EXPECT_THAT(report_of({lab(), other}).notes, ::testing::IsEmpty());
  EXPECT_THAT(report_of({lab(), other, lab()}).notes,
              ::testing::ElementsAre(::testing::StartsWith("target `lab` stands in 2 inventories: ")));
}

TEST(Evaluate, AttestationsThatSpeakOfNobodyAreTold) {
  const auto rule = [](const char* target, const char* host, const char* guest) {
    AttestRule attest{target, host, guest, {}, false};
    attest.facts.set("guest.role", Fact::of(Value(std::vector<std::string>{"sql-server"}), "site file"));
    return attest;
  };
  Site site;
  site.file = "site.json";
  site.targets.resize(2);
  site.targets[0].name = "lab";
  site.targets[1].name = "shop";
  site.facts.attest = {rule("*", "*", "web-*"), rule("lab", "kvm01", "wbe-*"), rule("*", "kvm02", "*"),
                       rule("shop", "*", "*"), rule("labs", "*", "*")};
  EXPECT_THAT(report_of({lab()}, site).notes,
              ::testing::ElementsAre(
                  "site.json: attest[1] speaks of no guest here (target `lab`, host `kvm01`, guest `wbe-*`): "
                  "remove it, or mend its patterns",
                  ::testing::StartsWith("site.json: attest[2] speaks of no guest here"),
                  ::testing::StartsWith("site.json: attest[4] speaks of no guest here")))
      << "the fourth speaks of a target that is not evaluated now";
}

TEST(FirstSteps, NameWhomToCallAndWhereAReproductionIsAccepted) {
  Facts facts = with(validated_guest(), "feature.memory_overcommit", "in-use");
  facts = with(facts, "hypervisor.vendor", "redhat");
  const Verdict verdict = judge(shipped(), facts, default_profile());
  const FirstSteps steps = first_steps(verdict, facts, {"lab/hv01"});
  EXPECT_THAT(steps.call, ::testing::ElementsAre("virtualization: Microsoft and the hypervisor's vendor (redhat)",
                                                 "memory over-commitment: hypervisor vendor"));
  EXPECT_THAT(steps.reproduce_on, ::testing::ElementsAre("Hyper-V of Windows Server 2012 R2 or later", "bare metal"));
  EXPECT_THAT(steps.hosts, ::testing::ElementsAre("lab/hv01"));
  const Facts linux_guest = with(facts, "guest.os.family", "linux");
  EXPECT_TRUE(first_steps(judge(shipped(), linux_guest, default_profile()), linux_guest, {"lab/hv01"}).hosts.empty());
}

TEST(FirstSteps, HostsOnARecentHyperVServeForIt) {
  const auto files = catalog_files_in(std::string(HVCOMPAT_CONFIGS) + "/catalogs");
  const Catalogs catalogs = *load_catalogs(*files);
  Inventory inventory = lab();
  for (const auto& [id, product] : {std::pair{"old", "windows-server-2012"},
                                    {"r2", "windows-server-2012-r2"},
                                    {"new", "windows-server-2025"},
                                    {"client", "windows-11"}}) {
    Record host{id, "", "", {}};
    host.facts.set("hypervisor.family", Fact::of(Value(std::string("hyper-v")), "test"));
    host.facts.set("host.os.product", Fact::of(Value(std::string(product)), "test"));
    inventory.hosts.push_back(host);
  }
  EXPECT_THAT(reproduction_hosts({inventory}, catalogs), ::testing::ElementsAre("lab/r2", "lab/new"));
}

}  // namespace
}  // namespace hvcompat::testing
