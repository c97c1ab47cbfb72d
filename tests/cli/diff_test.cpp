// hvcompat diff on real inventories that one thing makes different, and what it says of bad files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cli/golden.hpp"
#include "cli/program.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kSite =
    R"({"customer": {"support_agreement": "premier"}, "vendors": {"acme": {"relationship": "none"}}})";

const std::string kEnd = "{\"record\":\"end\"";

// Switched off and of known size, so that nothing changes for the others of its host.
const std::string kNewGuest =
    R"({"record":"guest","id":"g9","name":"old-02","host":"h1","facts":{"guest.os.family":"windows",)"
    R"("guest.os.product":"windows-server-2008","guest.os.source":"agent","guest.power":"off",)"
    R"("guest.memory.configured_mib":1024,"guest.vcpu.count":1}})"
    "\n";

std::string shop() { return read_file(source_file("tests/data/shop.ndjson")); }

// The shop a day later: web-01 was set up anew with an old Windows, lin-01 moved, g7 is gone, and there is a new guest.
std::string other_shop() {
  std::string text = shop();
  const std::size_t web = text.find("{\"record\":\"guest\",\"id\":\"g1\"");
  text.replace(text.find("windows-server-2019", web), 19, "windows-server-2008");
  const std::size_t gone = text.find("{\"record\":\"guest\",\"id\":\"g7\"");
  text.erase(gone, text.find('\n', gone) + 1 - gone);
  text = replaced(text, "\"name\":\"lin-01\",\"host\":\"h1\"", "\"name\":\"lin-01\",\"host\":\"h2\"");
  return replaced(text, kEnd, kNewGuest + kEnd);
}

// Reports in a folder of their own, made from what each is judged by.
class Reports {
 public:
  Ran save(const std::string& name, const std::string& inventory, std::vector<std::string> judging = {},
           const std::string& site = kSite) {
    write_file(at("in.ndjson"), inventory);
    write_file(at("site.json"), site);
    std::vector<std::string> arguments{"evaluate", at("in.ndjson"), "--site", at("site.json"),
                                       "--format", "json",          "-o",     at(name)};
    if (std::find(judging.begin(), judging.end(), "--as-of") == judging.end()) {
      judging.emplace_back("--as-of");
      judging.emplace_back("2026-11-20");
    }
    arguments.insert(arguments.end(), judging.begin(), judging.end());
    return run(arguments);
  }

  Ran diff(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"diff", at("old"), at("new")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    Ran ran = run(arguments);
    ran.out = replaced(ran.out, folder_.at(""), "");
    return ran;
  }

  std::string at(const std::string& name) const { return folder_.at(name); }

 private:
  Folder folder_;
};

void save_shops(Reports& reports, const std::vector<std::string>& how = {}) {
  reports.save("old", shop(), how);
  std::vector<std::string> next_day = how;
  next_day.insert(next_day.end(), {"--as-of", "2026-11-21"});
  reports.save("new", other_shop(), next_day);
}

TEST(Diff, every_form_is_golden) {
  Reports reports;
  save_shops(reports);
  EXPECT_EQ(reports.diff().err, "");
  EXPECT_TRUE(is_golden("shop.diff.txt", reports.diff().out));
  EXPECT_TRUE(is_golden("shop.diff.json", reports.diff({"--format", "json"}).out));
  EXPECT_TRUE(is_golden("shop.diff.md", reports.diff({"--format", "markdown"}).out));
}

TEST(Diff, json_is_valid) {
  Reports reports;
  save_shops(reports);
  const std::string schema = source_file("configs/schema/diff.schema.json");
  EXPECT_EQ(schema_violation(schema, reports.diff({"--format", "json"}).out), "");
  EXPECT_EQ(schema_violation(schema, reports.diff({"--format", "json", "--only", "gone,unchanged"}).out), "");
}

TEST(Diff, inventories_are_judged_first_both_in_the_same_way) {
  Reports reports;
  save_shops(reports);
  write_file(reports.at("old"), shop());
  write_file(reports.at("new"), other_shop());
  const Ran ran = reports.diff({"--site", reports.at("site.json"), "--as-of", "2026-11-20"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("old: old, an inventory, judged now as of 2026-11-20, 7 guests\n"
                                 "new: new, an inventory, judged now as of 2026-11-20, 7 guests\n"));
  EXPECT_THAT(ran.out, HasSubstr("shop/web-01 on kvm01: fail, not-supported (was warn, joint)\n"));
}

TEST(Diff, a_report_with_itself) {
  Reports reports;
  save_shops(reports);
  const Ran ran = run({"diff", reports.at("old"), reports.at("old"), "--fail-on", "worse,new,gone,changed,better"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("\n7 guests compared: 7 unchanged\n"));
}

TEST(Diff, ndjson_and_standard_input) {
  Reports reports;
  save_shops(reports);
  reports.save("old", shop(), {"--format", "ndjson", "--detail", "full", "-o", reports.at("old.ndjson")});
  EXPECT_EQ(run({"diff", reports.at("old.ndjson"), "-"}, {.input = read_file(reports.at("new"))}).code, 0);
}

TEST(Diff, exit_codes) {
  Reports reports;
  save_shops(reports);
  EXPECT_EQ(reports.diff().code, 0);
  for (const char* kind : {"worse", "new", "gone"}) EXPECT_EQ(reports.diff({"--fail-on", kind}).code, 1) << kind;
  EXPECT_EQ(reports.diff({"--fail-on", "better,changed"}).code, 0);
}

TEST(Diff, a_new_guest_that_fails_is_worse_to_a_gate) {
  Reports reports;
  reports.save("old", shop());
  reports.save("new", replaced(replaced(shop(), kEnd, kNewGuest + kEnd), "\"guests\":7", "\"guests\":8"));
  EXPECT_EQ(reports.diff({"--fail-on", "worse"}).code, 1);
  EXPECT_THAT(reports.diff().out, HasSubstr("7 guests compared: 7 unchanged; 1 new\n"));
}

TEST(Diff, an_incomplete_side_is_4_and_its_guests_are_not_gone) {
  Reports reports;
  reports.save("old", shop());
  std::string cut = shop();
  cut.erase(cut.find("{\"record\":\"guest\",\"id\":\"g5\""));
  EXPECT_EQ(reports.save("new", cut).code, 4);
  const Ran ran = reports.diff({"--fail-on", "gone"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, HasSubstr("; 3 not-seen\n"));
  EXPECT_THAT(ran.out, HasSubstr("because new: target `shop` was not read whole\n"));
}

TEST(Diff, a_fact_is_told_with_its_evidence) {
  Reports reports;
  reports.save("old", shop());
  reports.save("new", replaced(shop(), "\"guest.memory.ballooned_mib\":512,", "\"guest.memory.ballooned_mib\":0,"));
  EXPECT_THAT(reports.diff().out, HasSubstr("guest.memory.ballooned_mib: 512 → 0 (test data)\n"));
}

TEST(Diff, the_site_file) {
  Reports reports;
  reports.save("old", shop());
  reports.save("new", shop(), {}, replaced(kSite, "\"none\"", "\"established\""));
  const std::string out = reports.diff().out;
  EXPECT_THAT(out, HasSubstr("vendor.relationship: none → established"));
  EXPECT_THAT(out, HasSubstr("because site file: "));
  EXPECT_THAT(out, HasSubstr("what was collected is the same on both sides\n"));
}

TEST(Diff, a_date_that_passes_the_end_of_life) {
  Reports reports;
  reports.save("old", shop(), {"--as-of", "2029-01-09"});
  reports.save("new", shop(), {"--as-of", "2029-01-10"});
  const std::string out = reports.diff({"--only", "worse"}).out;
  EXPECT_THAT(out, HasSubstr("guest.os.lifecycle: extended → "));
  EXPECT_THAT(out, HasSubstr("because date: 2029-01-09 → 2029-01-10\n"));
}

TEST(Diff, another_revision_of_a_policy) {
  Reports reports;
  reports.save("old", shop(), {"--policy", "kb897615@2007-11-10"});
  reports.save("new", shop(), {"--policy", "kb897615@2023-12-26"});
  const std::string out = reports.diff().out;
  EXPECT_THAT(out, HasSubstr("inputs that changed:\n  policy kb897615: 2007-11-10 → 2023-12-26\n"));
  EXPECT_THAT(out, HasSubstr("because policy kb897615: 2007-11-10 → 2023-12-26\n"));
  EXPECT_THAT(out, Not(HasSubstr("because date")));
}

TEST(Diff, another_profile) {
  Reports reports;
  reports.save("old", shop(), {"--profile", "default"});
  reports.save("new", shop(), {"--profile", "inventory"});
  EXPECT_THAT(reports.diff().out, HasSubstr("shop/old-01 on kvm01: pass, not-supported (was fail, not-supported)\n"));
  EXPECT_THAT(reports.diff().out, HasSubstr("because profile: default → inventory\n"));
}

TEST(Diff, a_waiver_that_is_added_and_one_that_expires) {
  const std::string waived =
      replaced(kSite, "\"vendors\"",
               "\"waivers\": [{\"guest\": \"old-*\", \"rule\": \"a5-lifecycle\", \"reason\": "
               "\"retired soon\", \"owner\": \"ops\", \"expires\": \"2026-12-31\"}], \"vendors\"");
  Reports reports;
  reports.save("old", shop());
  reports.save("new", shop(), {}, waived);
  EXPECT_THAT(reports.diff().out, HasSubstr("waiver of a5-lifecycle: added: until 2026-12-31, ops: retired soon ("));
  reports.save("old", shop(), {}, waived);
  reports.save("new", shop(), {"--as-of", "2027-01-01"}, waived);
  EXPECT_THAT(reports.diff().out, HasSubstr("shop/old-01 on kvm01: fail, not-supported (was waived, not-supported)\n"));
  EXPECT_THAT(reports.diff().out, HasSubstr(") → expired\n"));
}

TEST(Diff, reports_without_facts_say_so) {
  Reports reports;
  save_shops(reports, {"--detail", "verdicts"});
  const std::string out = reports.diff().out;
  EXPECT_THAT(out, HasSubstr("`old` does not hold its guests' facts, so that not every cause can be told"));
  EXPECT_THAT(out, HasSubstr("because maybe date: 2026-11-20 → 2026-11-21\n"));
}

void expect_refused(const std::vector<std::string>& arguments, const std::string& told) {
  const Ran ran = run(arguments);
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "hvcompat: " + told);
}

TEST(Diff, bad_files_and_options) {
  Reports reports;
  save_shops(reports);
  reports.save("counts", shop(), {"--detail", "summary"});
  write_file(reports.at("notes.txt"), "nothing\n");
  const std::string old = reports.at("old");
  expect_refused({"diff", old, "/nowhere"}, "cannot read `/nowhere`: no such file or directory\n");
  expect_refused({"diff", "-", "-"}, "OLD and NEW cannot both be the standard input\n    save one of them in a file\n");
  expect_refused({"diff", old, reports.at("counts")},
                 "`" + reports.at("counts") +
                     "` holds no guests, only their counts\n    save reports to be "
                     "compared with --format json\n");
  expect_refused({"diff", old, reports.at("new"), "--as-of", "2026-01-01"},
                 "`--as-of` has no effect: `" + old + "` and `" + reports.at("new") +
                     "` are reports, judged already\n    leave it out, or give the inventories\n");
  expect_refused({"diff", reports.at("notes.txt"), old},
                 "`" + reports.at("notes.txt") +
                     "` is neither a report nor an inventory\n    give what `hvcompat scan --format json` or `hvcompat "
                     "collect` saved\n");
}

TEST(Diff, into_a_file) {
  Reports reports;
  save_shops(reports);
  EXPECT_EQ(reports.diff({"-o", reports.at("out.md"), "--format", "markdown"}).out, "");
  EXPECT_THAT(read_file(reports.at("out.md")), HasSubstr("## What changed\n"));
  EXPECT_EQ(reports.diff({"-o", "/nowhere/x"}).code, 2);
}

}  // namespace
}  // namespace hvcompat::testing
