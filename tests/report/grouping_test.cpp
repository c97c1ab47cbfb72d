// Groups of guests: their names, their order, and whom they hold.
#include "report/grouping.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

namespace hvcompat {
namespace {

using ::testing::ElementsAre;

GuestReport guest(const std::string& name, const std::string& host, Outcome outcome, TextList tags = {}) {
  GuestReport report;
  report.name = name;
  report.host = host;
  report.target = "lab";
  report.tags = std::move(tags);
  report.verdict.outcome = outcome;
  report.verdict.level = outcome == Outcome::fail ? Level::not_supported : Level::joint;
  return report;
}

Report fleet() {
  Report report;
  report.targets.resize(1);
  report.guests = {guest("a", "kvm02", Outcome::pass), guest("b", "kvm03", Outcome::pass, {"prod", "shop"}),
                   guest("c", "kvm01", Outcome::warn, {"prod"}), guest("d", "kvm01", Outcome::fail, {"shop"}),
                   guest("e", "", Outcome::undecided, {"prod"})};
  report.guests[0].vendor = "redhat";
  return report;
}

std::vector<std::string> told(const Report& report, GroupBy by) {
  std::vector<std::string> lines;
  for (const GuestGroup& group : grouped(report, by)) {
    std::string line = group.name + ":";
    for (const GuestReport* guest : group.guests) line += " " + guest->name;
    for (const NamedCount& outcome : group.outcomes) line += fmt::format(" {}={}", outcome.name, outcome.count);
    lines.push_back(line);
  }
  return lines;
}

TEST(Grouping, WorstFirstThenByName) {
  EXPECT_THAT(told(fleet(), GroupBy::host),
              ElementsAre("host kvm01: c d fail=1 warn=1", "host not known: e undecided=1", "host kvm02: a pass=1",
                          "host kvm03: b pass=1"));
}

TEST(Grouping, ByTagAGuestStandsUnderEach) {
  EXPECT_THAT(
      told(fleet(), GroupBy::tag),
      ElementsAre("tag shop: b d fail=1 pass=1", "tag prod: b c e undecided=1 warn=1 pass=1", "no tag: a pass=1"));
}

TEST(Grouping, ByTheAnswer) {
  EXPECT_THAT(told(fleet(), GroupBy::outcome), ElementsAre("outcome fail: d fail=1", "outcome undecided: e undecided=1",
                                                           "outcome warn: c warn=1", "outcome pass: a b pass=2"));
  EXPECT_THAT(told(fleet(), GroupBy::level),
              ElementsAre("level not-supported: d fail=1", "level joint: a b c e undecided=1 warn=1 pass=2"));
}

TEST(Grouping, WhatIsNotKnownIsNamed) {
  EXPECT_THAT(told(fleet(), GroupBy::vendor),
              ElementsAre("vendor not known: b c d e fail=1 undecided=1 warn=1 pass=1", "vendor redhat: a pass=1"));
  EXPECT_THAT(told(fleet(), GroupBy::cluster), ElementsAre("no cluster: a b c d e fail=1 undecided=1 warn=1 pass=2"));
}

TEST(Grouping, HostsOfTwoTargetsAreDifferent) {
  Report report = fleet();
  report.targets.resize(2);
  report.guests[2].target = "dc";
  report.guests.resize(4);
  EXPECT_THAT(told(report, GroupBy::host), ElementsAre("host lab/kvm01: d fail=1", "host dc/kvm01: c warn=1",
                                                       "host lab/kvm02: a pass=1", "host lab/kvm03: b pass=1"));
  EXPECT_THAT(told(report, GroupBy::target), ElementsAre("target lab: a b d fail=1 pass=2", "target dc: c warn=1"));
}

TEST(Grouping, Names) {
  for (const std::string_view name : {"host", "cluster", "level", "vendor", "target", "outcome", "tag"})
    EXPECT_EQ(name_of(*group_by_named(name)), name);
  EXPECT_FALSE(group_by_named("os"));
}

}  // namespace
}  // namespace hvcompat
