// Selecting guests and grouping them, as users do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "cli/program.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Ran shop(std::vector<std::string> more) {
  std::vector<std::string> arguments{"evaluate", source_file("tests/data/shop.ndjson"),   "--as-of", "2026-11-20",
                                     "--site",   source_file("tests/data/shop.site.json")};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

TEST(Selection, guests_left_out_are_counted_and_said) {
  const Ran ran = shop({"--guest", "*-01", "--exclude", "old-*"});
  EXPECT_EQ(ran.code, 3);  // old-01 was the one that fails
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, HasSubstr("\nnot evaluated: 3 guests left out by --guest/--exclude\n"));
  EXPECT_THAT(ran.out, Not(HasSubstr("twin")));
  const auto json = boost::json::parse(shop({"--guest", "*-01", "--exclude", "old-*", "--format", "json"}).out);
  EXPECT_EQ(json.at("summary").at("guests").as_int64(), 4);
  EXPECT_EQ(json.at("summary").at("not_evaluated").at("filtered").as_int64(), 3);
  EXPECT_EQ(json.at("targets").at(0).at("filtered").as_int64(), 3);
  EXPECT_EQ(json.at("selection").at("exclude").at(0).as_string(), "old-*");
}

TEST(Selection, only_hides_guests_from_the_list_and_from_nothing_else) {
  const Ran ran = shop({"--only", "warn,undecided"});
  EXPECT_EQ(ran.code, 1);  // of the guest that fails and is not listed
  EXPECT_THAT(ran.out, HasSubstr("\n2 guests judged and not listed (--only warn,undecided)\n"));
  EXPECT_THAT(ran.out, HasSubstr("1 of 7 guests would have nobody to call"));
  EXPECT_THAT(ran.out, Not(HasSubstr("old-01")));
  EXPECT_EQ(schema_violation(source_file("configs/schema/report.schema.json"),
                             shop({"--only", "fail", "--format", "json"}).out),
            "");
}

TEST(Selection, nothing_left_is_told_and_is_4) {
  const Ran ran = shop({"--tag", "prod"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_EQ(ran.err,
            "warning: --tag `prod`: no guest has this tag\n"
            "warning: nothing was evaluated: all 7 guests were left out by --tag\n");
  EXPECT_THAT(ran.out, StartsWith("nothing was evaluated: all 7 guests were left out by --tag\n"));
}

TEST(Selection, tags_are_facts) {
  const Folder folder;
  write_file(folder.at("tagged"),
             replaced(read_file(source_file("tests/data/shop.ndjson")), "\"guest.memory.ballooned_mib\":512",
                      "\"guest.tags\":[\"prod\"],\"guest.memory.ballooned_mib\":512"));
  const Ran ran = run({"evaluate", folder.at("tagged"), "--tag", "test,prod", "--as-of", "2026-11-20"});
  EXPECT_THAT(ran.out, HasSubstr("web-01"));
  EXPECT_THAT(ran.out, HasSubstr("not evaluated: 6 guests left out by --tag"));
}

TEST(Selection, mistakes) {
  EXPECT_THAT(shop({"--only", "failed"}).err, HasSubstr("--only"));
  EXPECT_EQ(shop({"--only", "failed"}).code, 2);
  const Ran empty = shop({"--exclude", ""});
  EXPECT_EQ(empty.code, 2);
  EXPECT_THAT(empty.err, StartsWith("hvcompat: --exclude: an empty word is no value\n"));
  EXPECT_THAT(shop({"--guest", "wbe-01"}).err,
              HasSubstr("warning: --guest `wbe-01`: matches no guest; did you mean `web-01`?"));
}

TEST(Selection, a_saved_report_is_selected_further) {
  const Folder folder;
  EXPECT_EQ(shop({"--exclude", "old-*", "--format", "json", "-o", folder.at("r.json")}).code, 3);
  const Ran ran = run({"report", folder.at("r.json"), "--guest", "web-*", "--format", "json"});
  EXPECT_EQ(ran.code, 0);
  const auto json = boost::json::parse(ran.out);
  EXPECT_EQ(json.at("summary").at("guests").as_int64(), 1);
  EXPECT_EQ(json.at("summary").at("not_evaluated").at("filtered").as_int64(), 6);
  EXPECT_EQ(json.at("selection").at("guest").at(0).as_string(), "web-*");
  EXPECT_EQ(json.at("selection").at("exclude").at(0).as_string(), "old-*");
  EXPECT_EQ(run({"report", folder.at("r.json"), "--guest", "web-*"}).out,
            shop({"--guest", "web-*", "--exclude", "old-*"}).out);
}

TEST(Selection, a_report_saved_with_only_is_not_counted_anew) {
  const Folder folder;
  shop({"--only", "fail", "--format", "json", "-o", folder.at("r.json")});
  const Ran ran = run({"report", folder.at("r.json"), "--guest", "web-*"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith("hvcompat: the report was saved with `--only fail`: 6 guests are not in it"));
  EXPECT_EQ(ran.out, "");
}

TEST(GroupBy, headings_with_counts) {
  const Ran ran = shop({"--group-by", "host"});
  EXPECT_THAT(ran.out, HasSubstr("\nhost kvm01: 5 guests: 1 fail, 1 undecided, 2 warn, 1 not-applicable\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nhost acme01: 2 guests: 2 undecided\n"));
  EXPECT_THAT(shop({"--group-by", "vendor", "--detail", "summary"}).out, StartsWith("vendor redhat: 5 guests: "));
}

TEST(GroupBy, is_of_the_text) {
  const Ran ran = shop({"--group-by", "host", "--format", "json"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err,
            "hvcompat: --group-by groups the text, and no text is asked for\n"
            "    add `--format text`\n");
}

}  // namespace
}  // namespace hvcompat::testing
