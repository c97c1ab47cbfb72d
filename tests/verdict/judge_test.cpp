// judge(): literal facts, literal answers.
#include "verdict/judge.hpp"

#include <gmock/gmock.h>

#include "policies_fixture.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Verdict judged(const Facts& facts, const JudgeOptions& options = {}) {
  static const PolicySet policies = shipped();
  return judge(policies, facts, default_profile(), options);
}

const AreaVerdict& area(const Verdict& verdict, const std::string& name) {
  for (const AreaVerdict& entry : verdict.areas)
    if (entry.area == name) return entry;
  throw std::runtime_error("no area " + name);
}

const PackVerdict& pack(const Verdict& verdict, const std::string& id) {
  for (const AreaVerdict& entry : verdict.areas)
    for (const PackVerdict& candidate : entry.packs)
      if (candidate.policy == id) return candidate;
  throw std::runtime_error("no pack " + id);
}

BoundaryState boundary(const Verdict& verdict, const std::string& id) {
  for (const BoundaryVerdict& entry : verdict.boundaries)
    if (entry.id == id) return entry.state;
  throw std::runtime_error("no boundary " + id);
}

std::vector<std::string> missing(const Verdict& verdict) {
  std::vector<std::string> names;
  for (const MissingFact& fact : verdict.missing) names.push_back(fact.fact);
  return names;
}

TEST(Judge, AValidatedGuestPasses) {
  const Verdict verdict = judged(validated_guest());
  EXPECT_EQ(verdict.level, Level::joint);
  EXPECT_THAT(verdict.possible, ElementsAre(Level::joint));
  EXPECT_EQ(verdict.outcome, Outcome::pass);
  EXPECT_EQ(pack(verdict, "kb897615").rule, "a5");
  EXPECT_EQ(pack(verdict, "first-party").level, Level::not_applicable);
  EXPECT_THAT(verdict.missing, IsEmpty());
}

TEST(Judge, ACapHoldsUntilTheListingIsShown) {
  const Verdict verdict = judged(without(validated_guest(), "svvp.status"));
  EXPECT_EQ(verdict.level, Level::joint);
  EXPECT_EQ(verdict.outcome, Outcome::warn);
  EXPECT_THAT(pack(verdict, "kb897615").rules, ElementsAre("a5", "a5-vendor"));
  EXPECT_EQ(pack(verdict, "kb897615").rule, std::nullopt);
  EXPECT_THAT(pack(verdict, "kb897615").why, ::testing::StartsWith("the hypervisor's vendor has an established"));
  EXPECT_EQ(judged(with(validated_guest(), "svvp.status", "not-listed")).outcome, Outcome::warn);
}

TEST(Judge, UnknownIsUndecidedAndSaysWhatWouldDecide) {
  const Verdict verdict = judged(without(validated_guest(), "customer.support_agreement"));
  EXPECT_EQ(verdict.level, Level::indeterminate);
  EXPECT_THAT(verdict.possible, ElementsAre(Level::joint, Level::not_supported));
  EXPECT_EQ(verdict.outcome, Outcome::undecided);
  EXPECT_THAT(missing(verdict), ElementsAre("customer.support_agreement"));
}

TEST(Judge, LevelsOfOneOutcomeAreDecided) {
  Facts facts = with(validated_guest(), "guest.os.lifecycle", "ended");
  EXPECT_EQ(judged(without(facts, "svvp.status")).outcome, Outcome::fail);
}

TEST(Judge, AnUnknownHypervisorFamilyLeavesTwoPacksOpen) {
  Facts facts = without(validated_guest(), "hypervisor.family");
  facts = with(with(facts, "host.os.lifecycle", "mainstream"), "hyperv.guest_listed", "listed");
  const Verdict verdict = judged(facts);
  // Exactly one of the two packs applies in every completion: not-applicable is out of reach for the area.
  EXPECT_THAT(area(verdict, "virtualization").possible, ElementsAre(Level::microsoft, Level::joint));
  EXPECT_THAT(missing(verdict), ElementsAre("hypervisor.family"));
  EXPECT_THAT(pack(verdict, "first-party").possible, ElementsAre(Level::microsoft, Level::not_applicable));
}

TEST(Judge, NobodySpeaksOfALinuxGuestOnKvm) {
  const Verdict verdict = judged(with(validated_guest(), "guest.os.family", "linux"));
  EXPECT_EQ(verdict.level, Level::not_applicable);
  EXPECT_EQ(verdict.outcome, Outcome::not_applicable);
  EXPECT_EQ(boundary(verdict, "a7-overcommit"), BoundaryState::not_applicable);
}

TEST(Judge, ACrossedExplicitBoundaryWarns) {
  const Verdict verdict = judged(with(validated_guest(), "feature.memory_overcommit", "in-use"));
  EXPECT_EQ(boundary(verdict, "a7-overcommit"), BoundaryState::crossed);
  EXPECT_EQ(verdict.level, Level::joint);
  EXPECT_EQ(verdict.outcome, Outcome::warn);
}

TEST(Judge, ACrossedInterpretiveBoundaryIsANote) {
  const Verdict verdict = judged(with(validated_guest(), "feature.snapshots", "in-use"));
  EXPECT_EQ(boundary(verdict, "a7-other-snapshots"), BoundaryState::crossed);
  EXPECT_EQ(verdict.outcome, Outcome::pass);
}

TEST(Judge, AWaiverImprovesTheOutcomeAndHidesNothing) {
  const Facts facts = with(validated_guest(), "feature.memory_overcommit", "in-use");
  JudgeOptions options;
  options.waivers = {{"a7-overcommit", "planned", "ops", "2027-01-31", "site.json:1"}};
  const Verdict verdict = judged(facts, options);
  EXPECT_EQ(verdict.outcome, Outcome::waived);
  EXPECT_EQ(boundary(verdict, "a7-overcommit"), BoundaryState::crossed);
  ASSERT_EQ(verdict.waivers.size(), 1u);
}

TEST(Judge, AWaiverOfARuleThatDoesNotDecideChangesNothing) {
  JudgeOptions options;
  options.waivers = {{"a1", "r", "o", "2027-01-31", "site.json:1"}};
  EXPECT_EQ(judged(with(validated_guest(), "guest.os.lifecycle", "ended"), options).outcome, Outcome::fail);
  options.waivers = {{"a5-lifecycle", "r", "o", "2027-01-31", "site.json:1"}};
  EXPECT_EQ(judged(with(validated_guest(), "guest.os.lifecycle", "ended"), options).outcome, Outcome::waived);
}

TEST(Judge, AWaiverDoesNotHideWhatIsUndecided) {
  Facts facts = with(validated_guest(), "guest.os.lifecycle", "ended");
  facts.set("guest.role", Fact::of(TextList{"sql-server"}, "test"));
  JudgeOptions options;
  const Verdict plain = judged(facts, options);
  EXPECT_EQ(plain.outcome, Outcome::fail);
  options.waivers = {{"a5-lifecycle", "r", "o", "2027-01-31", "site.json:1"}};
  EXPECT_EQ(judged(facts, options).outcome, Outcome::undecided);
}

TEST(Judge, BeforeTheOldestRevisionTheAreaIsUndecided) {
  const PolicySet policies = shipped({}, "2005-01-01");
  const Verdict verdict = judge(policies, validated_guest(), default_profile());
  EXPECT_EQ(verdict.level, Level::indeterminate);
  EXPECT_EQ(verdict.possible.size(), 6u);
  EXPECT_EQ(verdict.outcome, Outcome::undecided);
  EXPECT_THAT(missing(verdict), ElementsAre("policy.revision"));
}

TEST(Judge, AnAreaIsTheWorstOfItsPacksAndTheGuestOfItsAreas) {
  const std::string windows = R"({"fact": "guest.os.family", "is": "windows"})";
  const PolicySet policies =
      compiled({pack_text("one", "a", windows, R"([{"id": "r1", "level": "joint", "clauses": []}])"),
                pack_text("two", "a", windows, R"([{"id": "r2", "level": "vendor", "clauses": []}])"),
                pack_text("three", "b", windows, R"([{"id": "r3", "level": "investigate", "clauses": []}])")});
  const Verdict verdict = judge(policies, validated_guest(), default_profile());
  EXPECT_EQ(area(verdict, "a").level, Level::vendor);
  EXPECT_EQ(area(verdict, "b").level, Level::investigate);
  EXPECT_EQ(verdict.level, Level::vendor);
}

TEST(Judge, AnAreaWithoutAnyOfItsFactsIsNotAssessed) {
  const std::string storage =
      pack_text("s", "storage", R"({"fact": "guest.os.family", "is": "windows"})",
                R"([{"id": "w", "when": {"fact": "guest.role", "empty": true}, "level": "microsoft", "clauses": []},
                    {"id": "r", "level": "vendor", "clauses": []}])",
                R"(, "needs_any": ["guest.role"])");
  const PolicySet policies = compiled({storage});
  Verdict verdict = judge(policies, validated_guest(), default_profile());
  EXPECT_EQ(area(verdict, "storage").level, Level::not_assessed);
  EXPECT_FALSE(area(verdict, "storage").assessed);
  EXPECT_EQ(verdict.level, Level::not_applicable);

  Profile strict = default_profile();
  strict.require = {"storage"};
  verdict = judge(policies, validated_guest(), strict);
  EXPECT_THAT(area(verdict, "storage").possible, ElementsAre(Level::microsoft, Level::vendor));
  EXPECT_EQ(verdict.outcome, Outcome::undecided);

  Facts facts = validated_guest();
  facts.set("guest.role", Fact::of(Value(TextList{"exchange"}), "test"));
  EXPECT_EQ(judge(policies, facts, default_profile()).level, Level::vendor);
  EXPECT_EQ(
      area(judge(policies, with(validated_guest(), "guest.os.family", "linux"), default_profile()), "storage").level,
      Level::not_applicable);
}

TEST(Judge, ThePathTellsEveryTestOfEveryRuleThatWasTried) {
  const Verdict verdict = judged(with(validated_guest(), "svvp.limits", "exceeded"));
  const std::vector<PathStep>& path = pack(verdict, "kb897615").path;
  std::vector<std::string> tried;
  for (const PathStep& step : path) tried.push_back(step.rule);
  EXPECT_THAT(tried, ElementsAre("applies_to", "a5-lifecycle", "a5", "a5-vendor"));
  EXPECT_EQ(path[2].holds, false);
  ASSERT_EQ(path[2].tests.size(), 4u);
  EXPECT_EQ(path[2].tests[2].fact, "svvp.limits");
  EXPECT_EQ(path[2].tests[2].value, "exceeded");
  EXPECT_EQ(path[2].tests[2].holds, false);
  EXPECT_EQ(path[3].holds, true);
}

TEST(Judge, AdviceFillsInFacts) {
  Facts facts = validated_guest();
  facts.set("guest.role", Fact::of(Value(TextList{"exchange", "sql-server"}), "test"));
  for (const AdviceText& advice : judged(facts).advice) {
    if (advice.id == "a9-roles") {
      EXPECT_THAT(advice.text, ::testing::HasSubstr("check those of exchange, sql-server"));
      return;
    }
  }
  FAIL() << "no advice a9-roles";
}

}  // namespace
}  // namespace hvcompat::testing
