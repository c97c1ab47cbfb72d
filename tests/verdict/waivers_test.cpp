// The faults of waivers, one small site a fault.
#include "verdict/waivers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "policies_fixture.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kToday = "2026-01-01";

Waiver waiver(int line, const std::string& guest, const std::string& rule, const std::string& expires,
              const std::string& host = "") {
  Waiver made;
  made.guest = guest;
  made.host = host;
  made.rule = rule;
  made.owner = "ops";
  made.expires = expires;
  made.where = {"s.json", line, 1};
  made.rule_where = {"s.json", line, 20};
  made.expires_where = {"s.json", line, 40};
  return made;
}

// "line:column fault: text | help"
std::vector<std::string> faults_of(const std::vector<Waiver>& waivers, const WaiverQuestions& questions) {
  static const PolicySet policies = shipped();
  std::vector<std::string> told;
  for (const WaiverNote& note : WaiverBook(waivers, kToday).faults(policies, questions))
    told.push_back(fmt::format("{}:{} {}: {} | {}", note.where.line, note.where.column, name_of(note.fault), note.text,
                               note.help));
  return told;
}

std::vector<std::string> without_guests(const std::vector<Waiver>& waivers) {
  return faults_of(waivers, {.guests = false, .within = 30, .others = true});
}

TEST(Waivers, AGoodOneHasNoFault) { EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2027-01-01")}), IsEmpty()); }

TEST(Waivers, LastDayIsNoFaultOfThePast) {
  EXPECT_THAT(
      without_guests({waiver(1, "web-*", "a5", "2025-12-31")}),
      ElementsAre("1:40 expired: expired after 2025-12-31, it counts no more | remove it, or agree on a new day "
                  "with its owner, `ops`"));
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2026-01-01")}),
              ElementsAre("1:40 expiring: expires after 2026-01-01, today | ask its owner, `ops`, whether it is still "
                          "needed"));
}

TEST(Waivers, ExpiringWithinTheDaysThatWereAsked) {
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2026-01-02")}),
              ElementsAre("1:40 expiring: expires after 2026-01-02, in 1 day | ask its owner, `ops`, whether it is "
                          "still needed"));
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2026-01-31")}),
              ElementsAre("1:40 expiring: expires after 2026-01-31, in 30 days | ask its owner, `ops`, whether it is "
                          "still needed"));
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2026-02-01")}), IsEmpty());
  EXPECT_THAT(faults_of({waiver(1, "web-*", "a5", "2026-01-01")}, {.guests = false, .within = 0}), IsEmpty());
}

TEST(Waivers, UnknownRuleIsSuggested) {
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a7-overcomit", "2027-01-01")}),
              ElementsAre("1:20 unknown-rule: no policy of this run has that rule or boundary | did you mean "
                          "`a7-overcommit`?"));
  EXPECT_THAT(without_guests({waiver(1, "web-*", "quite another thing", "2025-01-01")}),
              ElementsAre("1:20 unknown-rule: no policy of this run has that rule or boundary | `hvcompat policy show "
                          "ID` tells the rules and boundaries of a policy"));
}

TEST(Waivers, OverBroad) {
  const std::string told = "1:1 over-broad: over-broad, it speaks of every guest | name the guests that it is for";
  for (const char* glob : {"*", "**", "?*", "*?*"})
    EXPECT_THAT(without_guests({waiver(1, glob, "a5", "2027-01-01")}), ElementsAre(told)) << glob;
  EXPECT_THAT(without_guests({waiver(1, "", "a5", "2027-01-01", "*")}), ElementsAre(told));
  EXPECT_THAT(without_guests({waiver(1, "*", "a5", "2027-01-01", "kvm01")}), IsEmpty());
  EXPECT_THAT(without_guests({waiver(1, "???", "a5", "2027-01-01")}), IsEmpty());
}

TEST(Waivers, DuplicateIsTheLaterOne) {
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2027-01-01"), waiver(2, "web-*", "a5", "2028-01-01")}),
              ElementsAre("2:1 duplicate: says what the one at s.json:1:1 says | keep one of them"));
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2027-01-01"), waiver(2, "web-*", "a2", "2027-01-01")}),
              IsEmpty());
}

TEST(Waivers, ShadowedByAWiderOneThatCountsAsLong) {
  const Waiver wide = waiver(1, "web-*", "a5", "2027-01-01");
  EXPECT_THAT(
      without_guests({wide, waiver(2, "web-0?", "a5", "2026-12-31")}),
      ElementsAre("2:1 shadowed: shadowed by the one for `web-*` at s.json:1:1, until 2027-01-01 | remove it, or "
                  "narrow the other"));
  EXPECT_THAT(without_guests({wide, waiver(2, "web-0?", "a5", "2027-01-02")}), IsEmpty()) << "it counts longer";
  EXPECT_THAT(
      without_guests({waiver(2, "web-0?", "a5", "2026-12-31"), wide}),
      ElementsAre("2:1 shadowed: shadowed by the one for `web-*` at s.json:1:1, until 2027-01-01 | remove it, or "
                  "narrow the other"));
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2027-01-01", "kvm01"), waiver(2, "web-1", "a5", "2027-01-01")}),
              IsEmpty())
      << "the wider one is for one host alone";
}

TEST(Waivers, WhatIsExpiredShadowsNothing) {
  EXPECT_THAT(without_guests({waiver(1, "web-*", "a5", "2025-01-01"), waiver(2, "web-1", "a5", "2027-01-01")}),
              ElementsAre(::testing::StartsWith("1:40 expired:")));
}

TEST(Waivers, UnusedOnlyWhereGuestsWereMatched) {
  const std::vector<Waiver> waivers = {waiver(1, "web-*", "a5", "2027-01-01")};
  EXPECT_THAT(faults_of(waivers, {}), ElementsAre("1:1 unused: unused, it matches no guest | remove it, or mend its "
                                                  "pattern"));
  EXPECT_EQ(in_words(waiver(1, "web-*", "a5", "2027-01-01", "kvm01")), "waiver of `a5` for `web-*` on `kvm01`");
  const PolicySet policies = shipped();
  WaiverBook book(waivers, kToday);
  book.matching("web-1", "kvm01");
  ASSERT_EQ(book.faults(policies, {}).size(), 1u);
  EXPECT_EQ(book.faults(policies, {})[0].text, "unused, none of its guests meets that rule");
}

// Two on one line of the file are not taken for each other.
TEST(Waivers, UseIsOfTheOneThatWasUsed) {
  std::vector<Waiver> waivers = {waiver(1, "web-*", "a5", "2027-01-01"), waiver(1, "web-*", "a2", "2027-01-01")};
  WaiverBook book(waivers, kToday);
  Verdict verdict;
  verdict.waivers = book.matching("web-1", "kvm01");
  PackVerdict pack;
  pack.rules = {"a5"};
  verdict.areas.push_back({});
  verdict.areas[0].packs.push_back(pack);
  book.used(verdict);
  const PolicySet policies = shipped();
  const auto faults = book.faults(policies, {});
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].waiver, &waivers[1]);
}

}  // namespace
}  // namespace hvcompat::testing
