// The kit on plugins that are well, on a part of the checks, and with usage that is wrong.
#include <gmock/gmock.h>

#include <set>

#include "fixture_kit.hpp"
#include "verify/results_in_words.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Verification verified(const KitOptions& options) {
  auto verification = verify_plugin(options);
  EXPECT_TRUE(verification.has_value()) << to_text(verification.error());
  return verification ? std::move(*verification) : Verification{};
}

TEST(Kit, GoodPluginPassesAllThatApplies) {
  const Verification verification = verified(kit_options(plugin_of_tests("good")));
  EXPECT_TRUE(verification.passed()) << told(verification);
  EXPECT_THAT(ids_with(verification, CheckState::blocked), IsEmpty());
  EXPECT_EQ(finding_of(verification, "refusing-server").state, CheckState::skipped);
  EXPECT_THAT(finding_of(verification, "refusing-server").detail, HasSubstr("conformance.network_target"));
}

TEST(Kit, GoodNetworkPluginIsTriedWithEveryServer) {
  const Verification verification = verified(kit_options(plugin_of_tests("network_good")));
  EXPECT_TRUE(verification.passed()) << told(verification);
  for (const char* id : {"refusing-server", "hanging-server", "closing-server", "babbling-server"})
    EXPECT_EQ(finding_of(verification, id).state, CheckState::passed) << id;
}

TEST(Kit, LevelsCutOff) {
  KitOptions options = kit_options(plugin_of_tests("good"));
  options.level = 1;
  EXPECT_THAT(ids_with(verified(options), CheckState::passed),
              ElementsAre("symbol", "exports", "load", "abi", "manifest"));
}

TEST(Kit, OneCheckBringsWhatItBuildsOn) {
  KitOptions options = kit_options(plugin_of_tests("good"));
  options.only = {"end-counts"};
  const Verification verification = verified(options);
  EXPECT_THAT(ids_with(verification, CheckState::passed),
              ElementsAre("symbol", "load", "abi", "completes", "records", "ids", "end-counts"));
  EXPECT_TRUE(verification.selected);
}

TEST(Kit, TheSameSeedFindsTheSame) {
  KitOptions options = kit_options(plugin_of_tests("divides"));
  options.only = {"fuzzed-options"};
  const std::string first = finding_of(verified(options), "fuzzed-options").detail;
  EXPECT_THAT(first, HasSubstr("SIGFPE"));
  EXPECT_THAT(first, HasSubstr("again by --seed 1"));
  EXPECT_EQ(finding_of(verified(options), "fuzzed-options").detail, first);
  options.seed = 2;
  EXPECT_NE(finding_of(verified(options), "fuzzed-options").detail, first);
}

TEST(Kit, OwnTargetIsRead) {
  KitOptions options = kit_options(plugin_of_tests("good"));
  options.target = target_from_uri("good://me:swordfish@elsewhere").value();
  options.only = {"completes"};
  const Verification verification = verified(options);
  EXPECT_TRUE(verification.passed());
  EXPECT_EQ(verification.target, "good://me@elsewhere");
}

std::string usage_error_of(const KitOptions& options) {
  const auto verification = verify_plugin(options);
  return verification ? "none" : to_text(verification.error());
}

TEST(Kit, WrongUsage) {
  KitOptions options = kit_options(plugin_of_tests("good"));
  options.only = {"end-count"};
  EXPECT_EQ(usage_error_of(options), "there is no check `end-count`\n    did you mean `end-counts`?");
  options = kit_options(plugin_of_tests("good"));
  options.target = target_from_uri("qemu:///system").value();
  EXPECT_EQ(usage_error_of(options), "plugin `good` does not read `qemu` URIs\n    it reads good");
  EXPECT_THAT(usage_error_of(kit_options("/nonexistent.so")), HasSubstr("`/nonexistent.so` is no file"));
}

TEST(Kit, FailuresSayWhatToChange) {
  const Check& check = *find_check("evidence");
  EXPECT_EQ(in_words(check, failed("guest `g1`: `guest.power` has\nnone")),
            "failed   2  evidence: each fact has evidence: the call and the place that told it\n"
            "    seen:    guest `g1`: `guest.power` has none\n"
            "    matters: a verdict is believed only as far as its facts can be looked up\n"
            "    change:  write the call and the place into `evidence` under the fact's name\n");
}

TEST(Kit, ChecksAreWhole) {
  std::set<std::string_view> seen;
  for (const Check& check : all_checks()) {
    EXPECT_TRUE(seen.insert(check.id).second) << check.id;
    EXPECT_TRUE(check.needs.empty() || seen.contains(check.needs)) << check.id << " stands before what it needs";
    EXPECT_FALSE(check.title.empty() || check.why.empty() || check.change.empty()) << check.id;
    EXPECT_TRUE(check.level >= 1 && check.level <= kLevels) << check.id;
  }
}

}  // namespace
}  // namespace hvcompat
