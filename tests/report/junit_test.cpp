// JUnit XML, compared byte for byte, and what each outcome becomes.
#include "report/junit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "sample_report.hpp"

namespace hvcompat {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Junit, EveryPart) {
  EXPECT_EQ(render_junit(sample_report()), R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="hvcompat" tests="6" failures="0" errors="2">
  <testsuite name="hvcompat" tests="1" failures="0" errors="1" skipped="0">
    <properties>
      <property name="hvcompat" value="0.1.0"/>
      <property name="as_of" value="2026-11-20"/>
      <property name="profile" value="default sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"/>
      <property name="site" value="site.json sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"/>
      <property name="policy" value="kb897615@2023-12-26 sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"/>
      <property name="catalog" value="windows as of 2026-11-01 sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"/>
      <property name="facts" value="sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"/>
    </properties>
    <testcase name="everything was evaluated" classname="hvcompat">
      <error type="incomplete" message="incomplete: target `lab` failed or was cut off">target `lab` failed or was cut off
not evaluated: 3 guests of `lab` left out by --guest, --exclude or --tag
not evaluated: 1 template of `lab`
not evaluated: storage: 1 guest not assessed, none of the facts it needs is known
note: site.json:9: the waiver for `db-*` was not used</error>
    </testcase>
  </testsuite>
  <testsuite name="lab" tests="5" failures="0" errors="1" skipped="2" time="12.500" timestamp="2026-11-20T22:42:00">
    <properties>
      <property name="uri" value="qemu:///system"/>
      <property name="plugin" value="libvirt 1.0.0"/>
    </properties>
    <testcase name="collection" classname="lab" time="12.500">
      <error type="incomplete" message="host h2: timeout: no answer in 10 s: look at the host">qemu:///system: 1 host, 2 guests
host h2: timeout: no answer in 10 s: look at the host</error>
    </testcase>
    <testcase name="web-01: virtualization" classname="lab.kvm01">
      <system-out>level: joint
because: validated listing (a5 of kb897615@2023-12-26, clause A5)
obligation: keep the vendor's support</system-out>
    </testcase>
    <testcase name="web-01: storage" classname="lab.kvm01">
      <skipped>not assessed: none of the facts it needs is known</skipped>
      <system-out>level: not-assessed
missing: guest.os.build (agent-off: start qemu-guest-agent)</system-out>
    </testcase>
    <testcase name="web-01: boundaries" classname="lab.kvm01">
      <system-out>warning: crossed: a7-overcommit
a7-overcommit crossed: memory is over-assigned (guest.memory.ballooned_mib = 512); remedy: reserve it</system-out>
    </testcase>
    <testcase name="büro�[31m-02: virtualization" classname="lab.kvm01">
      <skipped>undecided: joint or vendor; missing: guest.os.build (agent-off: start qemu-guest-agent)</skipped>
      <system-out>level: indeterminate (joint or vendor)
because: a5 or a6 of kb897615@2023-12-26, clause A5
missing: guest.os.build (agent-off: start qemu-guest-agent)</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
}

// What became of the case: "passed", "skipped: …", "failure: …", "error: …".
std::string result_of(const Report& report, const std::string& name) {
  pugi::xml_document document;
  document.load_string(render_junit(report).c_str());
  for (const auto& found : document.select_nodes("//testcase")) {
    const pugi::xml_node node = found.node();
    if (node.attribute("name").value() != name) continue;
    if (const auto skipped = node.child("skipped")) return std::string("skipped: ") + skipped.child_value();
    for (const char* bad : {"failure", "error"}) {
      if (const auto child = node.child(bad)) return std::string(bad) + ": " + child.attribute("message").value();
    }
    return "passed";
  }
  return "no such case";
}

// The sample's first guest, whole and alone.
Report one_guest(Outcome outcome, Level level) {
  Report report = sample_report();
  report.incomplete = false;
  report.targets[0].complete = true;
  report.guests.resize(1);
  Verdict& verdict = report.guests[0].verdict;
  verdict.outcome = outcome;
  verdict.boundaries.clear();
  verdict.areas.resize(1);
  verdict.areas[0].outcome = outcome;
  verdict.areas[0].level = level;
  verdict.areas[0].packs[0].level = level;
  return report;
}

TEST(Junit, Outcomes) {
  const std::string name = "web-01: virtualization";
  EXPECT_EQ(result_of(one_guest(Outcome::pass, Level::joint), name), "passed");
  EXPECT_EQ(result_of(one_guest(Outcome::warn, Level::vendor), name), "passed");
  EXPECT_EQ(result_of(one_guest(Outcome::fail, Level::not_supported), name),
            "failure: not-supported: validated listing (a5 of kb897615@2023-12-26, clause A5)");
  EXPECT_EQ(result_of(one_guest(Outcome::not_applicable, Level::not_applicable), name),
            "skipped: not applicable: no policy speaks about this guest");
  EXPECT_EQ(result_of(one_guest(Outcome::error, Level::vendor), name).substr(0, 7), "error: ");
}

TEST(Junit, AWarningIsTold) {
  EXPECT_THAT(render_junit(one_guest(Outcome::warn, Level::vendor)),
              HasSubstr("<system-out>warning: vendor: validated listing (a5 of"));
}

TEST(Junit, AWaiverPassesAndIsTold) {
  Report report = one_guest(Outcome::fail, Level::not_supported);
  report.guests[0].verdict.outcome = Outcome::waived;
  report.guests[0].verdict.waivers[0].rule = "a5";
  EXPECT_EQ(result_of(report, "web-01: virtualization"), "passed");
  EXPECT_THAT(render_junit(report),
              HasSubstr("<system-out>waived: waiver of a5 until 2027-01-31 by ops: agreed (site.json:12)"));
}

TEST(Junit, AWaiverOfAnotherRuleLeavesTheFailure) {
  EXPECT_THAT(result_of(one_guest(Outcome::fail, Level::not_supported), "web-01: virtualization"),
              HasSubstr("failure: "));
}

TEST(Junit, BoundariesThatMakeTheGuestFailAreAFailure) {
  Report report = sample_report();
  report.guests[0].verdict.outcome = Outcome::fail;
  EXPECT_EQ(result_of(report, "web-01: boundaries"), "failure: crossed: a7-overcommit");
}

TEST(Junit, AnUnknownBoundaryIsSkipped) {
  Report report = sample_report();
  report.guests[0].verdict.outcome = Outcome::pass;
  report.guests[0].verdict.boundaries[0].state = BoundaryState::unknown;
  EXPECT_EQ(result_of(report, "web-01: boundaries"), "skipped: unknown: a7-overcommit");
}

TEST(Junit, NothingEvaluatedIsAnError) {
  EXPECT_EQ(result_of(empty_report(), "everything was evaluated"),
            "error: incomplete: nothing was evaluated: no guest was found");
}

TEST(Junit, AFailedTargetIsAnError) {
  EXPECT_EQ(result_of(sample_report(), "collection"), "error: host h2: timeout: no answer in 10 s: look at the host");
}

TEST(Junit, GuestsOfOneNameAreToldApart) {
  Report report = sample_report();
  report.guests[1].name = "web-01";
  EXPECT_EQ(result_of(report, "web-01: virtualization"), "no such case");
  EXPECT_EQ(result_of(report, "web-01 (g1): virtualization"), "passed");
}

TEST(Junit, DotsOfNamesPartNoClasses) {
  Report report = sample_report();
  report.guests[0].host = "kvm01.example";
  EXPECT_THAT(render_junit(report), HasSubstr("classname=\"lab.kvm01_example\""));
}

TEST(Junit, GuestsOfATargetThatIsNotListedAreThere) {
  Report report = sample_report();
  report.targets.clear();
  EXPECT_THAT(render_junit(report), HasSubstr("<testsuite name=\"lab\""));
}

}  // namespace
}  // namespace hvcompat
