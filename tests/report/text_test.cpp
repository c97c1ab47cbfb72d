// The terminal report, compared byte for byte.
#include "report/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "report/table.hpp"
#include "report/text_supply.hpp"
#include "sample_report.hpp"

namespace hvcompat {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(RenderText, EveryPart) {
  EXPECT_EQ(render_text(sample_report(), {.width = 100}),
            R"(GUEST         HOST   HYPERVISOR    OS                   LEVEL          OUTCOME    RULE   BOUNDARIES…
web-01        kvm01  rhel-kvm 9.4  windows-server-2019  joint          warn       a5     a7-overcom…
büro?[31m-02  kvm01  ?             windows              indeterminate  undecided  a5 a6

1 of 2 guests waits for missing facts; 1 would have Microsoft and the vendor
levels:        1 joint, 1 indeterminate
outcomes:      1 warn, 1 undecided
not evaluated: 3 guests left out by --exclude, 1 template, 1 incomplete target (lab)
2 guests on 1 host, judged as of 2026-11-20 by kb897615@2023-12-26

top reasons:
   1  kb897615 a5: validated listing

missing facts: this one would decide the only undecided guest
  guest.os.build (1 guest waits): start qemu-guest-agent

not assessed:
  storage: 1 guest, none of the facts it needs is known

boundaries:
  crossed: a7-overcommit (1)

targets with errors:
  lab (qemu:///system): incomplete
    host h2: timeout: no answer in 10 s
      look at the host

notes:
  site.json:9: the waiver for `db-*` was not used
)");
}

std::size_t lines_wider_than(std::size_t width, const std::string& text) {
  std::size_t count = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) count += width_of(line) > width ? 1 : 0;
  return count;
}

TEST(RenderText, FitsTheWidth) {
  Report report = sample_report();
  report.guests[0].name = std::string(80, 'n');
  report.guests[0].host = std::string(80, 'h');
  for (const std::size_t width : {40U, 60U, 80U, 100U, 200U})
    EXPECT_EQ(lines_wider_than(width, render_text(report, {.width = width})), 0U) << width;
}

TEST(RenderText, ANarrowTableSaysWhatItLeavesOut) {
  EXPECT_THAT(render_text(sample_report(), {.width = 60}),
              StartsWith("GUEST         HOST   LEVEL          OUTCOME    RULE\n"
                         "web-01        kvm01  joint          warn       a5\n"
                         "büro?[31m-02  kvm01  indeterminate  undecided  a5 a6\n"
                         "(60 columns are too few for HYPERVISOR, OS, BOUNDARIES\n"
                         "  CROSSED)\n"));
}

TEST(RenderText, ColourOnlyWhereAskedFor) {
  EXPECT_EQ(render_text(sample_report()).find('\x1b'), std::string::npos);
  const std::string text = render_text(sample_report(), {.color = true});
  EXPECT_THAT(text, HasSubstr("\x1b[33mwarn\x1b[0m"));
  EXPECT_THAT(text, HasSubstr("\x1b[32mjoint\x1b[0m"));
  EXPECT_THAT(text, HasSubstr("\x1b[1m1 of 2 guests waits"));
}

TEST(RenderText, AHypervisorThatAllShareHasNoColumn) {
  Report report = sample_report();
  report.guests[1].hypervisor = report.guests[0].hypervisor;
  EXPECT_THAT(render_text(report), StartsWith("GUEST         HOST   OS "));
}

TEST(RenderText, SeveralTargetsGetAColumn) {
  Report report = sample_report();
  report.targets.push_back(report.targets[0]);
  EXPECT_TRUE(render_text(report).starts_with("TARGET  GUEST"));
}

TEST(RenderText, Groups) {
  EXPECT_THAT(render_text(sample_report(), {.width = 120, .group_by = GroupBy::vendor}),
              StartsWith("  GUEST         HOST   HYPERVISOR    OS                   LEVEL          OUTCOME    RULE   "
                         "BOUNDARIES CROSSED\n"
                         "vendor not known: 1 guest: 1 undecided\n"
                         "  büro?[31m-02  kvm01  ?             windows              indeterminate  undecided  a5 a6\n"
                         "vendor redhat: 1 guest: 1 warn\n"
                         "  web-01        kvm01  rhel-kvm 9.4  windows-server-2019  joint          warn       a5     "
                         "a7-overcommit\n\n1 of 2"));
  EXPECT_THAT(render_text(sample_report(), {.guests = false, .group_by = GroupBy::tag}),
              StartsWith("no tag: 1 guest: 1 undecided\ntag prod: 1 guest: 1 warn\ntag shop: 1 guest: 1 warn\n\n"));
}

TEST(RenderText, WithoutTheTable) {
  EXPECT_TRUE(render_text(sample_report(), {.guests = false}).starts_with("1 of 2 guests waits for missing facts;"));
}

TEST(RenderText, WhatIsNotListedIsSaid) {
  Report report = sample_report();
  report.guests.clear();
  report.summary.not_listed = 2;
  report.selection.only = {Outcome::fail};
  EXPECT_THAT(render_text(report), HasSubstr("\n2 guests judged and not listed (--only fail)\n"));
}

TEST(RenderText, LongListsAreCut) {
  Report report = sample_report();
  report.summary.reasons.assign(12, {"kb897615 a5: x", 1});
  const std::string text = render_text(report);
  EXPECT_NE(text.find("  … and 2 more\n"), std::string::npos) << text;
}

TEST(RenderText, NothingToReport) {
  EXPECT_EQ(render_text(empty_report()),
            "nothing was evaluated: no guest was found\n0 guests on 0 hosts, judged as of 2026-11-20\n");
  EXPECT_THAT(render_text(empty_report(), {.color = true}),
              StartsWith("\x1b[1;31mnothing was evaluated: no guest was found\x1b[0m\n"));
}

TEST(RenderText, BoundariesWithOneNumberShareIt) {
  Report report = sample_report();
  report.summary.boundaries = {{"b unknown", 6}, {"c unknown", 6}, {"d reachable", 2}, {"a crossed", 1}};
  EXPECT_THAT(render_text(report), HasSubstr("boundaries:\n"
                                             "  crossed: a (1)\n"
                                             "  reachable: d (2)\n"
                                             "  unknown (6 guests each): b, c\n"));
}

Summary waiting(const std::vector<SupplyStep>& steps) {
  Summary summary;
  for (const SupplyStep& step : steps)
    for (const std::string& fact : step.facts) summary.missing.push_back({fact, "attest " + fact, 7});
  summary.supply = steps;
  return summary;
}

TEST(SupplySection, TheFirstFactsDecideHalf) {
  EXPECT_EQ(supply_section(waiting({{{"a"}, 200}, {{"b", "c"}, 412}, {{"d"}, 450}, {{"e"}, 500}}), 100),
            "missing facts: these 3 would decide 412 of 500 undecided guests\n"
            "  a (7 guests wait): attest a\n"
            "  b (7 guests wait): attest b\n"
            "  c (7 guests wait): attest c\n"
            "with these 2 more: all 500 undecided guests\n"
            "  d (7 guests wait): attest d\n"
            "  e (7 guests wait): attest e\n");
}

TEST(SupplySection, ALongListIsCutWhereAStepEnds) {
  EXPECT_EQ(supply_section(waiting({{{"a"}, 5}, {{"b", "c", "d", "e", "f", "g"}, 8}, {{"h", "i", "j", "k"}, 10}}), 100),
            "missing facts: this one would decide 5 of 10 undecided guests\n"
            "  a (7 guests wait): attest a\n"
            "with these 6 more: 8 of 10 undecided guests\n"
            "  b (7 guests wait): attest b\n"
            "  c (7 guests wait): attest c\n"
            "  d (7 guests wait): attest d\n"
            "  e (7 guests wait): attest e\n"
            "  f (7 guests wait): attest f\n"
            "  g (7 guests wait): attest g\n"
            "… and 4 facts for the other 2 guests\n");
}

TEST(SupplySection, WithoutStepsTheFactsAlone) {
  Summary summary = waiting({{{"a"}, 1}});
  summary.supply.clear();
  EXPECT_EQ(supply_section(summary, 100), "missing facts:\n  a (7 guests wait): attest a\n");
  EXPECT_EQ(supply_section({}, 100), "");
}

}  // namespace
}  // namespace hvcompat
