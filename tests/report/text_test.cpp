// The terminal report, compared byte for byte.
#include "report/text.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "report/table.hpp"
#include "sample_report.hpp"

namespace hvcompat {
namespace {

TEST(RenderText, EveryPart) {
  EXPECT_EQ(render_text(sample_report(), {.width = 100}),
            R"(GUEST         HOST   OS                   LEVEL          OUTCOME    RULE   BOUNDARIES CROSSED
web-01        kvm01  windows-server-2019  joint          warn       a5     a7-overcommit
büro?[31m-02  kvm01  windows              indeterminate  undecided  a5 a6

2 guests on 1 host (1 template left out), judged as of 2026-11-20 by kb897615@2023-12-26
levels:    1 joint, 1 indeterminate
outcomes:  1 warn, 1 undecided

top reasons:
   1  kb897615 a5: validated listing

missing facts:
  1 guest waits for guest.os.build: start qemu-guest-agent

not assessed:
  storage: 1 guest, none of the facts it needs is known

boundaries:
  a7-overcommit crossed (1)

targets with errors:
  lab (qemu:///system): incomplete
    host h2: timeout: no answer in 10 s
      look at the host

notes:
  site.json:9: the waiver for `db-*` was not used
)");
}

TEST(RenderText, FitsTheWidth) {
  Report report = sample_report();
  report.guests[0].name = std::string(80, 'n');
  report.guests[0].host = std::string(80, 'h');
  for (const std::size_t width : {80U, 100U, 200U}) {
    std::istringstream lines(render_text(report, {.width = width}));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), width) << line;
  }
}

TEST(RenderText, ColourOnlyWhereAskedFor) {
  EXPECT_EQ(render_text(sample_report()).find('\x1b'), std::string::npos);
  EXPECT_NE(render_text(sample_report(), {.color = true}).find("\x1b[33mwarn\x1b[0m"), std::string::npos);
}

TEST(RenderText, SeveralTargetsGetAColumn) {
  Report report = sample_report();
  report.targets.push_back(report.targets[0]);
  EXPECT_TRUE(render_text(report).starts_with("TARGET  GUEST"));
}

TEST(RenderText, WithoutTheTable) {
  EXPECT_TRUE(render_text(sample_report(), {.guests = false}).starts_with("2 guests on 1 host (1 template left out)"));
}

TEST(RenderText, LongListsAreCut) {
  Report report = sample_report();
  report.summary.reasons.assign(12, {"kb897615 a5: x", 1});
  const std::string text = render_text(report);
  EXPECT_NE(text.find("  … and 2 more\n"), std::string::npos) << text;
}

TEST(RenderText, NothingToReport) {
  EXPECT_EQ(render_text(empty_report()), "0 guests on 0 hosts, judged as of 2026-11-20\n");
}

}  // namespace
}  // namespace hvcompat
