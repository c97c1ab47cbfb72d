// Markdown, compared byte for byte; cmark-gfm's reading of it is tested in tests/cli/formats_test.py.
#include "report/markdown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/markdown_text.hpp"
#include "sample_report.hpp"

namespace hvcompat {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Markdown, EveryPart) { EXPECT_EQ(render_markdown(sample_report()), ""); }

TEST(Markdown, Headlines) {
  Report report = sample_report();
  report.incomplete = false;
  report.targets[0].complete = true;
  EXPECT_THAT(render_markdown(report), StartsWith("## hvcompat: 2 guests: 1 is undecided, 1 warns\n"));
  report.summary.outcomes = {{"pass", 2}};
  EXPECT_THAT(render_markdown(report), StartsWith("## hvcompat: 2 guests, nothing to report\n"));
  report.summary.outcomes = {{"fail", 2}, {"error", 1}, {"waived", 1}};
  EXPECT_THAT(render_markdown(report), StartsWith("## hvcompat: 2 guests: 3 fail, 1 is waived\n"));
  report.incomplete = true;
  EXPECT_THAT(render_markdown(report), StartsWith("## hvcompat: incomplete; 2 guests: 3 fail, 1 is waived\n"));
  EXPECT_THAT(render_markdown(report), HasSubstr("> **Incomplete**: records were lost\n"));
  EXPECT_THAT(render_markdown(empty_report()), StartsWith("## hvcompat: nothing was evaluated\n"));
}

TEST(Markdown, TheWorstComesFirstAndWhatIsCutIsCounted) {
  Report report = sample_report();
  GuestReport fails = report.guests[0];
  fails.name = "fails";
  fails.verdict.outcome = Outcome::fail;
  report.guests.assign(60, report.guests[0]);
  report.guests.push_back(fails);
  const std::string text = render_markdown(report);
  EXPECT_LT(text.find("| `fails` |"), text.find("| `web-01` |"));
  EXPECT_THAT(text, HasSubstr("\n… and 11 guests more that do not pass\n"));
}

TEST(Markdown, WithoutTheTable) { EXPECT_THAT(render_markdown(sample_report(), false), Not(HasSubstr("| guest |"))); }

TEST(Markdown, ListsAreCut) {
  Report report = sample_report();
  report.notes.assign(25, "x");
  EXPECT_THAT(render_markdown(report), HasSubstr("- … and 5 more\n"));
}

TEST(MarkdownText, Code) {
  EXPECT_EQ(markdown_code("web-01", 20), "`web-01`");
  EXPECT_EQ(markdown_code("a`b", 20), "``a`b``");
  EXPECT_EQ(markdown_code("`a", 20), "`` `a ``");
  EXPECT_EQ(markdown_code("a|b", 20), "<code>a&#124;b</code>");
  EXPECT_EQ(markdown_code(" a\nb ", 20), "`a b`");
  EXPECT_EQ(markdown_code("", 20), "");
  EXPECT_EQ(markdown_code("0123456789", 5), "`0123…`");
}

TEST(MarkdownText, Prose) {
  EXPECT_EQ(markdown_prose("a|b <c> *d*", 99), "a&#124;b \\<c\\> \\*d\\*");
  EXPECT_EQ(markdown_prose("see @team and #12", 99), "see @&#8203;team and \\#&#8203;12");
  EXPECT_EQ(markdown_prose("https://x.invalid www.x.invalid", 99), "https\\://x.invalid www\\.x.invalid");
  EXPECT_EQ(markdown_prose("- a", 99), "\\- a");
  EXPECT_EQ(markdown_prose("12. a.b", 99), "12\\. a.b");
  EXPECT_EQ(markdown_prose("  lead\r\n", 99), "lead");
}

}  // namespace
}  // namespace hvcompat
