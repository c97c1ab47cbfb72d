// The shipped packs' own tests hold, and the tester is tested: wrong expectations and untried rules are found.
#include "verdict/pack_tests.hpp"

#include <gmock/gmock.h>

#include "policies_fixture.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;

Catalogs shipped_catalogs() {
  const auto files = catalog_files_in(std::string(HVCOMPAT_CONFIGS) + "/catalogs");
  auto catalogs = load_catalogs(*files);
  EXPECT_FALSE(catalogs.has_error()) << to_text(catalogs.error());
  return std::move(*catalogs);
}

TEST(PackTests, ShippedPacksHoldTheirOwn) {
  const Catalogs catalogs = shipped_catalogs();
  for (const Pack& pack : shipped_packs()) {
    const auto file = tests_beside(pack.file);
    const auto result = run_pack_tests(pack, catalogs, file.string(), *read_text_file(file));
    ASSERT_FALSE(result.has_error()) << to_text(result.error());
    for (const CaseDifference& d : result->differences)
      ADD_FAILURE() << d.file << ":" << d.line << ": " << d.name << ": " << d.key << ": expected " << d.expected
                    << ", got " << d.got;
    for (const UntriedRule& rule : result->untried)
      ADD_FAILURE() << pack.id << " " << rule.rule << ": " << rule.lacking;
  }
}

const std::string kPack =
    pack_text("t", "a", R"({"fact": "guest.os.family", "is": "windows"})",
              R"([{"id": "r1", "when": {"fact": "guest.secure_boot", "is": true}, "level": "joint", "clauses": []},
                                        {"id": "r2", "level": "vendor", "clauses": []}])");

Loaded<PackTestResult> run(const std::string& cases) {
  return run_pack_tests(*parse_pack("t.json", kPack), Catalogs{}, "t.tests.json", cases);
}

TEST(PackTests, AWrongExpectationIsFoundWithBothValues) {
  const auto result =
      run(R"({"cases": [{"name": "n", "facts": {"guest.os.family": "windows", "guest.secure_boot": true},
    "expect": {"level": "vendor", "rule": "r2", "possible": ["vendor"], "missing": ["guest.secure_boot"]}}]})");
  ASSERT_EQ(result->differences.size(), 4u);
  EXPECT_EQ(result->differences[0].key, "level");
  EXPECT_EQ(result->differences[0].expected, "vendor");
  EXPECT_EQ(result->differences[0].got, "joint");
  EXPECT_EQ(result->differences[3].expected, "[guest.secure_boot]");
  EXPECT_EQ(result->differences[3].got, "[]");
}

TEST(PackTests, RulesWithoutAHoldingFailingAndUnknownCaseAreNamed) {
  const auto result =
      run(R"({"cases": [{"name": "n", "facts": {"guest.os.family": "windows", "guest.secure_boot": true},
    "expect": {"level": "joint"}}]})");
  std::vector<std::string> untried;
  for (const UntriedRule& rule : result->untried) untried.push_back(rule.rule + ": " + rule.lacking);
  EXPECT_THAT(untried,
              ::testing::ElementsAre("r1: no case in which another decides",
                                     "r1: no case in which it is one of several", "r2: no case in which it decides"));
}

TEST(PackTests, MistakesInCasesAreToldWithTheirPlace) {
  EXPECT_THAT(to_text(run(R"({"cases": [{"name": "n", "facts": {"guest.secure_bot": true}, "expect": {}}]})").error()),
              HasSubstr("t.tests.json:1:36: case `n`: unknown fact `guest.secure_bot`"));
  EXPECT_THAT(to_text(run(R"({"cases": [{"name": "n", "facts": {}, "expect": {"levle": "joint"}}]})").error()),
              HasSubstr("case `n`: unknown key `levle` in expect"));
  EXPECT_THAT(
      to_text(run(R"({"cases": [{"name": "n", "facts": {"guest.vcpu.count": "four"}, "expect": {}}]})").error()),
      HasSubstr("case `n`: fact `guest.vcpu.count`: "));
}

TEST(PackTests, CollectedFactsAreDerivedAndGivenDerivedFactsStand) {
  const std::string pack = pack_text(
      "t", "a", R"({"fact": "guest.os.family", "is": "windows"})",
      R"([{"id": "r1", "when": {"fact": "feature.memory_overcommit", "is": "in-use"}, "level": "joint", "clauses": []},
                                         {"id": "r2", "level": "vendor", "clauses": []}])");
  const auto result = run_pack_tests(*parse_pack("t.json", pack), Catalogs{}, "t.tests.json", R"({"cases": [
    {"name": "derived", "facts": {"guest.os.family": "windows", "guest.power": "running", "guest.memory.ballooned_mib": 1}, "expect": {"rule": "r1"}},
    {"name": "given", "facts": {"guest.os.family": "windows", "guest.power": "running", "guest.memory.ballooned_mib": 1, "feature.memory_overcommit": "off"}, "expect": {"rule": "r2"}},
    {"name": "null", "facts": {"guest.os.family": "windows", "guest.power": "running", "guest.memory.ballooned_mib": 1, "feature.memory_overcommit": null}, "expect": {"rules": ["r1", "r2"]}}]})");
  ASSERT_FALSE(result.has_error()) << to_text(result.error());
  for (const CaseDifference& d : result->differences) ADD_FAILURE() << d.name << " " << d.key << " got " << d.got;
}

}  // namespace
}  // namespace hvcompat::testing
