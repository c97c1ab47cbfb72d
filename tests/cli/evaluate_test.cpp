// hvcompat evaluate: reports over saved inventories, and what is said of bad ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/golden.hpp"
#include "cli/program.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string kDate = "2026-11-20";

std::string shop() { return source_file("tests/data/shop.ndjson"); }

Ran evaluate(std::vector<std::string> more, const RunOptions& options = {}) {
  std::vector<std::string> arguments{"evaluate", "--as-of", kDate, "--site", source_file("tests/data/shop.site.json")};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, options);
}

TEST(Evaluate, text_is_golden) {
  const Ran ran = evaluate({shop()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "");
  EXPECT_TRUE(is_golden("shop.report.txt", ran.out));
}

TEST(Evaluate, json_is_golden_and_valid) {
  const Ran ran = evaluate({shop(), "--format", "json", "--detail", "verdicts"});
  EXPECT_TRUE(is_golden("shop.report.json", without_hashes(ran.out)));
  EXPECT_EQ(schema_violation(source_file("configs/schema/report.schema.json"), ran.out), "");
}

TEST(Evaluate, every_detail_is_valid) {
  for (const char* detail : {"summary", "verdicts", "full"}) {
    const Ran ran = evaluate({shop(), "--format", "json", "--detail", detail});
    EXPECT_EQ(schema_violation(source_file("configs/schema/report.schema.json"), ran.out), "") << detail;
  }
}

TEST(Evaluate, two_runs_give_the_same_bytes) {
  EXPECT_EQ(evaluate({shop(), "--format", "json"}).out, evaluate({shop(), "--format", "json"}).out);
}

TEST(Evaluate, standard_input_gives_the_same_report) {
  EXPECT_EQ(evaluate({"-"}, {.input = read_file(shop())}).out, evaluate({shop()}).out);
}

TEST(Evaluate, exit_codes) {
  EXPECT_EQ(evaluate({source_file("tests/data/linux.ndjson")}).code, 0);
  EXPECT_EQ(evaluate({shop()}).code, 1);
  EXPECT_EQ(evaluate({shop(), "--fail-on", "warn,undecided"}).code, 1);
  EXPECT_EQ(evaluate({source_file("tests/data/linux.ndjson"), "--fail-on", "fail", "--fail-on", "warn"}).code, 0);
}

// Packs, profiles, catalogs and site files decide what a report says.
TEST(Evaluate, files_that_every_user_may_write_decide_nothing) {
  const Folder folder;
  const std::string site = folder.at("s.json");
  write_file(site, R"({"catalogs":["catalog.json"],"profile":"profile.json"})");
  write_file(folder.at("pack.json"), read_file(source_file("configs/policies/kb841696/2023-04-07.json")));
  write_file(folder.at("profile.json"), read_file(source_file("configs/profiles/default.json")));
  write_file(folder.at("catalog.json"), read_file(source_file("configs/catalogs/vendors.json")));
  const std::map<std::string, std::vector<std::string>> uses{
      {folder.at("pack.json"), {"--policy-path", folder.at("pack.json")}},
      {folder.at("profile.json"), {"--site", site}},
      {folder.at("catalog.json"), {"--site", site}},
      {site, {"--site", site}}};
  for (const auto& [file, arguments] : uses) {
    std::filesystem::permissions(file, std::filesystem::perms(0666));
    std::vector<std::string> all{"evaluate", shop(), "--as-of", kDate};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Ran ran = run(all);
    EXPECT_EQ(ran.code, 2) << file;
    EXPECT_THAT(ran.err, HasSubstr("`" + file + "` is refused: every user of this machine may write to it"));
    std::filesystem::permissions(file, std::filesystem::perms(0644));
  }
}

// The kernel refuses this file's first bytes, to root too.
TEST(Evaluate, a_file_that_cannot_be_read_is_told_in_every_form) {
  for (const std::vector<std::string>& form :
       {std::vector<std::string>{}, {"--detail", "summary"}, {"--format", "ndjson"}}) {
    std::vector<std::string> arguments{"evaluate", "/proc/self/mem"};
    arguments.insert(arguments.end(), form.begin(), form.end());
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, StartsWith("hvcompat: cannot read `/proc/self/mem`: input/output error"));
  }
}

TEST(Evaluate, undecided_is_3) {
  Folder folder;
  const std::string text = read_file(source_file("tests/data/linux.ndjson"));
  write_file(folder.at("u.ndjson"),
             replaced(replaced(text, "\"guest.os.family\":\"linux\",", ""), "\"guest.os.product\":\"debian\",", ""));
  EXPECT_EQ(evaluate({folder.at("u.ndjson")}).code, 3);
  EXPECT_EQ(evaluate({folder.at("u.ndjson"), "--fail-on", "undecided"}).code, 1);
}

TEST(Evaluate, unreadable_file) {
  const Ran ran = evaluate({"/nowhere/x.ndjson"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: cannot read `/nowhere/x.ndjson`: no such file or directory\n");
}

TEST(Evaluate, a_report_is_no_inventory) {
  const Folder folder;
  const std::string told =
      "` is no inventory but a report\n    `hvcompat report` shows it in other forms; "
      "give an inventory saved by `hvcompat collect`\n";
  for (const char* format : {"json", "ndjson"}) {
    const std::string report = evaluate({shop(), "--format", format}).out;
    write_file(folder.at("saved"), report);
    for (const std::vector<std::string>& form :
         {std::vector<std::string>{}, {"--detail", "summary"}, {"--format", "ndjson"}}) {
      std::vector<std::string> arguments{shop(), folder.at("saved")};
      arguments.insert(arguments.end(), form.begin(), form.end());
      const Ran ran = evaluate(arguments);
      EXPECT_EQ(ran.code, 2) << format;
      EXPECT_EQ(ran.err, "hvcompat: `" + folder.at("saved") + told);
    }
    const Ran piped = run({"evaluate", "-"}, {.input = report});
    EXPECT_EQ(piped.code, 2);
    EXPECT_EQ(piped.err, "hvcompat: `stdin" + told);
  }
}

TEST(Evaluate, other_json_is_no_report) {
  const Folder folder;
  write_file(folder.at("other"), "{\n  \"targets\": []\n}\n");
  const Ran ran = evaluate({folder.at("other")});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, StartsWith("warning: " + folder.at("other") + ":1"));
}

TEST(Evaluate, malformed_line_loses_that_record_alone) {
  Folder folder;
  std::string text = read_file(shop());
  text.insert(text.find("{\"record\":\"guest\""), "{\"record\":\n");
  write_file(folder.at("bad.ndjson"), text);
  const Ran ran = evaluate({folder.at("bad.ndjson")});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, StartsWith("warning: " + folder.at("bad.ndjson") + ":4"));
  EXPECT_THAT(ran.out, HasSubstr("web-01"));
}

TEST(Evaluate, truncated_inventory) {
  Folder folder;
  const std::string text = read_file(shop());
  write_file(folder.at("cut.ndjson"), text.substr(0, text.find("{\"record\":\"end\"")));
  const Ran ran = evaluate({folder.at("cut.ndjson")});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, HasSubstr("cut.ndjson"));
  EXPECT_THAT(ran.out, HasSubstr("web-01"));
}

TEST(Evaluate, nothing_evaluated) {
  const Ran ran = evaluate({"-"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, HasSubstr("warning: nothing was evaluated: no guest was found\n"));
}

TEST(Evaluate, bad_site_file) {
  Folder folder;
  write_file(folder.at("site.json"), "{\n  \"custmer\": {}\n}\n");
  const Ran ran = run({"evaluate", shop(), "--site", folder.at("site.json")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith(folder.at("site.json") + ":2:3: "));
  EXPECT_THAT(ran.err, HasSubstr("did you mean `customer`?"));
}

TEST(Evaluate, bad_pack) {
  Folder folder;
  write_file(folder.at("p.json"), "{\"id\": \"p\",}\n");
  const Ran ran = evaluate({shop(), "--policy-path", folder.at("p.json")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith(folder.at("p.json") + ":1:"));
}

TEST(Evaluate, one_policy_alone) {
  const Ran ran = evaluate({shop(), "--policy", "kb897615@2007-11-10"});
  EXPECT_THAT(ran.out, HasSubstr("by kb897615@2007-11-10"));
}

}  // namespace
}  // namespace hvcompat::testing
