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

TEST(Markdown, EveryPart) {
  EXPECT_EQ(render_markdown(sample_report()),
            R"(## hvcompat: incomplete; 1 of 2 guests waits for missing facts; 1 would have Microsoft and the vendor

Judged as of 2026-11-20.

> **Incomplete**: target \`lab\` failed or was cut off

- levels: 1 joint, 1 indeterminate
- outcomes: 1 warn, 1 undecided
- boundaries: 1 a7-overcommit crossed

| guest | host | system | who answers | outcome | rule | why |
| --- | --- | --- | --- | --- | --- | --- |
| `büro?[31m-02` | `kvm01` | `windows` | joint or vendor? | undecided | `a5`, `a6` | missing `guest.os.build` |
| `web-01` | `kvm01` | `windows-server-2019` | joint | warn | `a5` | validated listing; crossed `a7-overcommit`; waiver of a7-backup until 2027-01-31 by ops: agreed (site.json:12) |

**What to supply first**

- `guest.os.build`: 1 guest would be decided

**Missing facts**

- 1 guest waits for `guest.os.build`: start qemu-guest-agent

**Not evaluated**

- 3 guests of \`lab\` left out by --guest, --exclude or --tag
- 1 template of \`lab\`
- storage: 1 guest not assessed, none of the facts it needs is known

**Targets with errors**

- `lab` (`qemu:///system`): **failed or cut off**
- `lab` (`qemu:///system`): host h2: timeout: no answer in 10 s: look at the host

**Notes**

- site.json:9: the waiver for \`db-\*\` was not used

<details>
<summary>Inputs</summary>

- hvcompat `0.1.0`
- profile `default`, sha256 `dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd`
- policy `kb897615@2023-12-26`: a document, sha256 `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`
- catalog `windows` of 2026-11-01, sha256 `bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb`
- site file `site.json`, sha256 `eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee`
- facts, sha256 `cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc`
- target `lab` (`qemu:///system`), collected 2026-11-20T22:42:00Z by libvirt 1.0.0

</details>
)");
}

TEST(Markdown, TheAnswerComesFirst) {
  Report report = sample_report();
  report.incomplete = false;
  report.targets[0].complete = true;
  EXPECT_THAT(render_markdown(report), StartsWith("## hvcompat: 1 of 2 guests waits for missing facts; 1 would have"));
  report.incomplete = true;
  EXPECT_THAT(render_markdown(report), StartsWith("## hvcompat: incomplete; 1 of 2 guests waits"));
  EXPECT_THAT(render_markdown(report), HasSubstr("> **Incomplete**: records were lost\n"));
  EXPECT_THAT(render_markdown(empty_report()), StartsWith("## hvcompat: nothing was evaluated: no guest was found\n"));
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
