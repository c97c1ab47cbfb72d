// hvcompat waiver lint: places, exit codes, both formats, and the same notes as a scan.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kDate = "2026-11-20";

constexpr const char* kSite = R"({
  "customer": {"support_agreement": "premier"},
  "waivers": [
    {"guest": "web-*", "rule": "a5", "reason": "r", "owner": "ops", "expires": "2026-10-01"},
    {"guest": "db-*", "rule": "a7-overcomit",
     "reason": "r", "owner": "dba", "expires": "2027-10-01"}
  ]
})";

class WaiverLint : public ::testing::Test {
 protected:
  Ran lint(const std::string& site, std::vector<std::string> more = {}) const {
    write_file(folder_.at("site.json"), site);
    more.insert(more.begin(), {"waiver", "lint", folder_.at("site.json"), "--as-of", kDate});
    Ran ran = run(more);
    ran.out = replaced(ran.out, folder_.at(""), "");
    return ran;
  }

  const Folder folder_;
};

TEST_F(WaiverLint, TellsPlaceFaultAndRemedy) {
  const Ran ran = lint(kSite);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.out,
            "site.json:4:80: waiver of `a5` for `web-*`: expired after 2026-10-01, it counts no more\n"
            "    remove it, or agree on a new day with its owner, `ops`\n"
            "site.json:5:31: waiver of `a7-overcomit` for `db-*`: no policy of this run has that rule or boundary\n"
            "    did you mean `a7-overcommit`?\n"
            "site.json: 2 waivers, 2 faults found\n");
}

TEST_F(WaiverLint, CleanIsSaid) {
  const Ran ran = lint(replaced(replaced(kSite, "2026-10-01", "2027-10-01"), "overcomit", "overcommit"));
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "site.json: ok: 2 waivers\n");
  EXPECT_EQ(lint("{}").out, "site.json: ok: 0 waivers\n");
}

TEST_F(WaiverLint, WithinDays) {
  const std::string soon = replaced(replaced(kSite, "2026-10-01", "2026-12-24"), "overcomit", "overcommit");
  EXPECT_EQ(lint(soon).code, 0);
  const Ran ran = lint(soon, {"--within", "34"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out,
              StartsWith("site.json:4:80: waiver of `a5` for `web-*`: expires after 2026-12-24, in 34 days\n"));
}

TEST_F(WaiverLint, JsonIsValid) {
  const Ran ran = lint(kSite, {"--format", "json"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(schema_violation(source_file("configs/schema/waiver-lint.schema.json"), ran.out), "");
  const auto faults = boost::json::parse(ran.out).at("faults").as_array();
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].at("fault").as_string(), "expired");
  EXPECT_EQ(faults[0].at("line").as_int64(), 4);
  EXPECT_EQ(faults[0].at("waiver").at("owner").as_string(), "ops");
  EXPECT_TRUE(faults[0].at("waiver").at("host").is_null());
  EXPECT_EQ(faults[1].at("help").as_string(), "did you mean `a7-overcommit`?");
}

TEST_F(WaiverLint, InventoriesTellWhatIsUnused) {
  const std::string inventory = source_file("tests/data/shop.ndjson");
  const std::string site = replaced(replaced(kSite, "2026-10-01", "2027-10-01"), "overcomit", "overcommit");
  const Ran ran = lint(site, {inventory});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("waiver of `a7-overcommit` for `db-*`: unused, "));
  // A scan's report says the same of it.
  const Ran report = run({"evaluate", inventory, "--site", folder_.at("site.json"), "--as-of", kDate});
  EXPECT_THAT(report.out, HasSubstr("waiver of `a7-overcommit` for `db-*`: unused, "));
}

TEST_F(WaiverLint, AnInventoryWithGapsIsNoProof) {
  write_file(
      folder_.at("cut.ndjson"),
      R"({"record":"inventory","schema":1,"target":"lab","uri":"x:///","collected_at":"2026-11-20T22:42:00Z","plugin":{"name":"x","version":"1"}})"
      "\n");
  const Ran ran = lint(R"({"waivers": []})", {folder_.at("cut.ndjson")});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, HasSubstr("warning: the inventories are not complete: a waiver that seems unused may have its "
                                 "guest in what is not there\n"));
}

TEST_F(WaiverLint, UsageErrors) {
  EXPECT_EQ(run({"waiver", "lint"}).code, 2);
  EXPECT_EQ(run({"waiver", "lint", "nowhere.json"}).code, 2);
  EXPECT_EQ(lint(R"({"waivers": [{"guest": "x"}]})").code, 2);
  EXPECT_EQ(lint(kSite, {"nowhere.ndjson"}).code, 2);
  EXPECT_EQ(lint(kSite, {"--within", "-1"}).code, 2);
  const Ran policy = lint(kSite, {"--policy", "kb897616"});
  EXPECT_EQ(policy.code, 2);
  EXPECT_THAT(policy.err, HasSubstr("did you mean `kb897615`?"));
}

}  // namespace
}  // namespace hvcompat::testing
