// hvcompat explain: the same reasoning from an inventory and from a saved report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/golden.hpp"
#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> judging() {
  return {"--site", source_file("tests/data/shop.site.json"), "--as-of", "2026-11-20"};
}

Ran explain(const std::string& file, const std::string& guest, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"explain", file, guest};
  for (const std::string& word : judging()) arguments.push_back(word);
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

std::string shop() { return source_file("tests/data/shop.ndjson"); }

std::string saved_report(const Folder& folder, const std::vector<std::string>& how) {
  std::vector<std::string> arguments{"evaluate", shop(), "-o", folder.at("report")};
  for (const std::string& word : judging()) arguments.push_back(word);
  arguments.insert(arguments.end(), how.begin(), how.end());
  run(arguments);
  return folder.at("report");
}

TEST(Explain, text_is_golden) {
  const Ran ran = explain(shop(), "web-01");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  EXPECT_TRUE(is_golden("web-01.explained.txt", ran.out));
}

TEST(Explain, a_template_is_named) {
  const Folder folder;
  write_file(folder.at("t.ndjson"),
             R"({"record":"inventory","schema":1,"target":"t","uri":"test:///t","collected_at":"2026-11-20T22:42:00Z",)"
             R"("plugin":{"name":"libvirt","version":"1.0.0"}})"
             "\n"
             R"({"record":"guest","id":"g1","name":"gold","facts":{"guest.template":true}})"
             "\n"
             R"({"record":"end","clusters":0,"hosts":0,"guests":1,"errors":0})"
             "\n");
  const Ran ran = run({"explain", folder.at("t.ndjson"), "gold"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("`gold` is a template, which is not judged"));
}

TEST(Explain, what_would_judge_a_report_again_is_refused) {
  const Folder folder;
  const std::string report = saved_report(folder, {"--format", "json"});
  for (const std::vector<std::string>& idle :
       {std::vector<std::string>{"--as-of", "2010-01-01"}, {"--policy", "nope"}, {"--profile", "nope"}}) {
    const Ran ran = run({"explain", report, "web-01", idle[0], idle[1]});
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr("`" + idle[0] + "` has no effect: `" + report + "` is a report, judged already"));
  }
}

TEST(Explain, saved_report_gives_the_same_text) {
  const Folder folder;
  for (const std::vector<std::string>& how :
       {std::vector<std::string>{"--format", "json"}, {"--format", "ndjson", "--detail", "full"}}) {
    const std::string report = saved_report(folder, how);
    for (const char* guest : {"web-01", "old-01", "lin-01", "box-01", "g6"})
      EXPECT_EQ(run({"explain", report, guest}).out, explain(shop(), guest).out) << guest;
  }
}

TEST(Explain, lesser_reports_say_so) {
  const Folder folder;
  const std::string help = "\n    give the inventory, or a report saved with --detail full\n";
  for (const std::vector<std::string>& how : {std::vector<std::string>{"--format", "ndjson"},
                                              {"--format", "json", "--detail", "verdicts"},
                                              {"--format", "json", "--detail", "summary"}}) {
    const std::string report = saved_report(folder, how);
    const Ran ran = run({"explain", report, "web-01"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.err, "hvcompat: `" + report + "` does not hold the reasoning" + help);
  }
}

TEST(Explain, names_bring_nothing_to_the_terminal) {
  const Folder folder;
  write_file(folder.at("evil.ndjson"),
             replaced(read_file(shop()), "\"name\":\"web-01\"", R"("name":"web\u001b[31m\nbug")"));
  const Ran ran = explain(folder.at("evil.ndjson"), "");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("web?[31m?bug"), Not(HasSubstr("\x1b"))));
}

TEST(Explain, by_id_and_with_the_target) { EXPECT_EQ(explain(shop(), "g1").out, explain(shop(), "shop/web-01").out); }

TEST(Explain, json_is_the_guest) {
  const Ran ran = explain(shop(), "web-01", {"--format", "json"});
  EXPECT_EQ(ran.out.rfind("{\n  \"id\": \"g1\",\n  \"name\": \"web-01\",", 0), 0U);
}

TEST(Explain, unknown_guest) {
  const Ran ran = explain(shop(), "web-1");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: there is no guest `web-1`\n    did you mean `web-01`?\n");
}

TEST(Explain, ambiguous_guest) {
  const Ran ran = explain(shop(), "twin");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: guest `twin` is ambiguous\n    one of: shop/g6, shop/g7\n");
}

TEST(Explain, first_line_answers) {
  EXPECT_THAT(explain(shop(), "lin-01").out, HasSubstr("\nNo policy that is known here speaks about `lin-01`.\n"));
  EXPECT_THAT(explain(shop(), "old-01").out, HasSubstr("\nMicrosoft does not support `old-01` as it stands, because "));
}

TEST(Explain, unreadable_file) {
  const Ran ran = explain("/nowhere", "x");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: cannot read `/nowhere`: no such file or directory\n");
}

}  // namespace
}  // namespace hvcompat::testing
