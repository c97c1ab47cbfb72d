// Kinds, counts, order, moved guests and shared causes of whole reports.
#include "diff/compare.hpp"

#include <gmock/gmock.h>

#include "diff/fixture.hpp"
#include "diff/words.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Compare, every_kind_worst_first) {
  auto other_rule = guest("3", "changed");
  other_rule.verdict.areas[0].packs[0].rules = {"s"};
  const Report before =
      report_of({guest("1", "same"), guest("2", "worse"), guest("3", "changed"),
                 guest("4", "better", Level::vendor, Outcome::warn), guest("5", "gone"), guest("7", "worst")});
  const Report after =
      report_of({guest("1", "same"), guest("2", "worse", Level::vendor, Outcome::warn), other_rule,
                 guest("4", "better"), guest("6", "new"), guest("7", "worst", Level::not_supported, Outcome::fail)});
  const Difference difference = compare(before, after);
  EXPECT_THAT(kinds(difference), ElementsAre("worse lab/worst", "worse lab/worse", "new lab/new", "changed lab/changed",
                                             "better lab/better", "gone lab/gone", "unchanged lab/same"));
  EXPECT_EQ(counts_in_words(difference.counts),
            "5 guests compared: 2 worse, 1 changed, 1 better, 1 unchanged; 1 new, 1 gone");
}

TEST(Compare, what_changed_of_one_guest) {
  auto before = guest("1", "a");
  before.verdict.boundaries = {boundary("b1", BoundaryState::clear), boundary("b2", BoundaryState::clear)};
  auto after = open_guest("1", "a", {Level::joint, Level::vendor});
  after.verdict.missing = {{"guest.os.build", {}}};
  after.verdict.areas[0].packs[0].rules = {"r", "s"};
  after.verdict.boundaries = {boundary("b1", BoundaryState::crossed), boundary("b2", BoundaryState::crossed)};
  const Difference difference = compare(report_of({before}), report_of({after}));
  EXPECT_THAT(difference.guests[0].changes,
              ElementsAre(Change{"outcome", "", "pass", "undecided"}, Change{"level", "", "joint", "indeterminate"},
                          Change{"missing", "", "", "guest.os.build"}, Change{"rule", "p", "r", "r, s"},
                          Change{"boundary", "p b1", "clear", "crossed (explicit)"},
                          Change{"boundary", "p b2", "clear", "crossed (explicit)"}));
  EXPECT_THAT(in_words(difference.guests[0].changes), ElementsAre("missing: none → guest.os.build", "rule p: r → r, s",
                                                                  "boundaries p b1, p b2: clear → crossed (explicit)"));
}

TEST(Compare, another_revision_that_says_the_same_changes_no_guest) {
  Report after = report_of({guest("1", "a")});
  after.inputs.packs[0].revision = "2";
  const Difference difference = compare(report_of({guest("1", "a")}), after);
  EXPECT_THAT(kinds(difference), ElementsAre("unchanged lab/a"));
  ASSERT_EQ(difference.inputs.size(), 1U);
  EXPECT_EQ(in_words(difference.inputs[0]), "policy p: 1 → 2");
  EXPECT_THAT(difference.causes, IsEmpty());
}

TEST(Compare, a_new_guest_that_fails_counts_as_worse_for_gates) {
  const Report before = report_of({guest("k", "kept", Level::not_supported, Outcome::fail)});
  Report after = report_of({guest("k", "kept", Level::not_supported, Outcome::fail), guest("1", "fine"),
                            guest("2", "bad", Level::not_supported, Outcome::fail)});
  EXPECT_EQ(compare(before, after).counts.worse, 0U);
  EXPECT_EQ(compare(before, after).counts.worse_for_gates, 1U);
  Report failed = before;
  failed.targets[0].complete = false;
  EXPECT_EQ(compare(failed, after).counts.not_seen, 2U);
  EXPECT_EQ(compare(failed, after).counts.worse_for_gates, 1U);
}

TEST(Compare, shared_causes_are_counted_most_guests_first) {
  auto moved = guest("4", "d", Level::vendor, Outcome::warn);
  moved.verdict.areas[0].outcome = Outcome::warn;
  Report before = report_of({guest("1", "a"), guest("2", "b"), guest("3", "c", Level::vendor, Outcome::warn), moved});
  Report after = report_of({guest("1", "a", Level::vendor, Outcome::warn),
                            guest("2", "b", Level::vendor, Outcome::warn), guest("3", "c"), moved});
  after.guests[3].verdict.outcome = Outcome::fail;
  after.inputs.packs[0].revision = "2";
  after.inputs.profile = "strict";
  const Difference difference = compare(before, after);
  ASSERT_EQ(difference.causes.size(), 2U);
  EXPECT_EQ(in_words(difference.causes[0].cause), "profile: default → strict");
  EXPECT_EQ(difference.causes[0].guests, 4U);
  EXPECT_EQ(difference.causes[0].worse, 3U);
  EXPECT_EQ(difference.causes[0].better, 1U);
  EXPECT_EQ(in_words(difference.causes[1].cause), "policy p: 1 → 2");
  EXPECT_EQ(difference.causes[1].guests, 3U);
}

TEST(Compare, notes_tell_what_limits_the_answer) {
  const Report before = report_of({guest("1", "a")});
  Report after = report_of({guest("1", "a", Level::vendor, Outcome::warn)});
  after.guests[0].facts = {};
  after.incomplete = true;
  EXPECT_THAT(
      compare(before, after).notes,
      ElementsAre("`new.json` is incomplete: what it lacks is not told as gone or new",
                  "`new.json` does not hold its guests' facts, so that not every cause can be told: save reports "
                  "with --format json, or --detail full"));
}

TEST(Compare, every_input_that_differs_is_told) {
  const Report before = report_of({guest("1", "a")});
  Report after = before;
  after.as_of = "2027-01-01";
  after.inputs.hvcompat = "2.0";
  after.inputs.profile_sha256 = "d2d2d2d2d2";
  after.inputs.packs = {{"p", "1", "", "", "bbbbbbbbbb", ""}, {"q", "7", "", "", "", ""}};
  after.inputs.catalogs = {{"windows", "2026-02-01", "c3"}};
  after.inputs.site = "site.json";
  after.inputs.site_sha256 = "eeeeeeeeee";
  after.targets[0].plugin = "libvirt 1.1";
  after.targets.push_back({"other", "", "", "", true, 0, 0, 0, 0, {}, {}});
  after.selection = {{"w*"}, {}, {"prod"}, {Outcome::fail}};
  std::vector<std::string> words;
  for (const Cause& input : compare(before, after).inputs) words.push_back(in_words(input));
  EXPECT_THAT(
      words,
      ElementsAre("date: 2026-11-20 → 2027-01-01", "policy p: 1 (a1) → 1 (bbbbbbbb)", "policy q: added: 7",
                  "catalog svvp: removed, was as of 2026-01-01", "catalog windows: as of 2026-01-01 → as of 2026-02-01",
                  "plugin of lab: libvirt 1.0 → libvirt 1.1", "site file: none → site.json (eeeeeeee)",
                  "profile: default (d1) → default (d2d2d2d2)", "hvcompat: 1.0 → 2.0", "targets: lab → lab, other",
                  "--guest: none → w*", "--tag: none → prod", "--only: none → fail"));
}

TEST(Compare, nothing_changed) {
  const Report report = report_of({guest("1", "a"), open_guest("2", "b", {Level::joint, Level::vendor})});
  const Difference difference = compare(report, report);
  EXPECT_THAT(difference.inputs, IsEmpty());
  EXPECT_THAT(difference.notes, IsEmpty());
  EXPECT_EQ(difference.counts.unchanged, 2U);
}

}  // namespace
}  // namespace hvcompat::testing
