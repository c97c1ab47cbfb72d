// Selections: who stays, what is counted, and what is true after two of them.
#include "verdict/select.hpp"

#include <gmock/gmock.h>

#include "verdict/evaluate.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

GuestReport guest(const std::string& id, const std::string& name, const std::string& target, Outcome outcome,
                  TextList tags = {}) {
  GuestReport report;
  report.id = id;
  report.name = name;
  report.target = target;
  report.tags = std::move(tags);
  report.verdict.level = outcome == Outcome::fail ? Level::not_supported : Level::joint;
  report.verdict.outcome = outcome;
  return report;
}

TargetReport target(const std::string& name, std::size_t guests) {
  TargetReport report;
  report.name = name;
  report.guests = guests;
  return report;
}

Report fleet() {
  Report report;
  report.guests = {guest("g1", "web-01", "lab", Outcome::fail, {"prod"}),
                   guest("g2", "web-02", "lab", Outcome::warn, {"prod", "shop"}),
                   guest("g3", "db-01", "lab", Outcome::pass, {"shop"}), guest("g1", "web-01", "dc", Outcome::pass)};
  report.targets = {target("lab", 3), target("dc", 1)};
  summarize(report);
  return report;
}

std::vector<std::string> left(const Report& report) {
  std::vector<std::string> names;
  for (const GuestReport& guest : report.guests) names.push_back(guest.target + "/" + guest.name);
  return names;
}

std::vector<std::string> selected(const Selection& asked) {
  Report report = fleet();
  EXPECT_TRUE(select_guests(report, asked).has_value());
  return left(report);
}

TEST(Select, by_name_id_and_target) {
  EXPECT_THAT(selected({{"web-*"}, {}, {}, {}}), ElementsAre("lab/web-01", "lab/web-02", "dc/web-01"));
  EXPECT_THAT(selected({{"g3", "web-02"}, {}, {}, {}}), ElementsAre("lab/web-02", "lab/db-01"));
  EXPECT_THAT(selected({{"dc/*"}, {}, {}, {}}), ElementsAre("dc/web-01"));
  EXPECT_THAT(selected({{"lab/g1"}, {}, {}, {}}), ElementsAre("lab/web-01"));
  EXPECT_THAT(selected({{}, {"web-??"}, {}, {}}), ElementsAre("lab/db-01"));
  EXPECT_THAT(selected({{"web-*"}, {"dc/*"}, {}, {}}), ElementsAre("lab/web-01", "lab/web-02"));
  EXPECT_THAT(selected({{}, {}, {"shop"}, {}}), ElementsAre("lab/web-02", "lab/db-01"));
  EXPECT_THAT(selected({{}, {}, {"shop", "prod"}, {}}), ElementsAre("lab/web-01", "lab/web-02", "lab/db-01"));
  EXPECT_THAT(selected({{"web-*"}, {}, {"shop"}, {}}), ElementsAre("lab/web-02"));
  EXPECT_EQ(selected({}).size(), 4U);
}

TEST(Select, counts_what_is_left_out) {
  Report report = fleet();
  ASSERT_TRUE(select_guests(report, {{}, {"web-01"}, {}, {}}).has_value());
  EXPECT_EQ(report.summary.guests, 2U);
  EXPECT_EQ(report.targets[0].guests, 2U);
  EXPECT_EQ(report.targets[0].filtered, 1U);
  EXPECT_EQ(report.targets[1].guests, 0U);
  EXPECT_EQ(report.targets[1].filtered, 1U);
  EXPECT_FALSE(report.incomplete);
}

TEST(Select, two_targets_of_one_name_share_what_is_left_out) {
  Report report = fleet();
  report.targets = {target("lab", 1), target("lab", 2), target("dc", 1)};
  ASSERT_TRUE(select_guests(report, {{"db-01"}, {}, {}, {}}).has_value());
  EXPECT_EQ(report.targets[0].filtered + report.targets[1].filtered, 2U);
  EXPECT_EQ(report.targets[0].guests + report.targets[1].guests, 1U);
}

TEST(Select, nothing_left_is_incomplete) {
  Report report = fleet();
  ASSERT_TRUE(select_guests(report, {{}, {"*"}, {}, {}}).has_value());
  EXPECT_EQ(report.summary.guests, 0U);
  EXPECT_TRUE(report.incomplete);
}

TEST(Select, what_matches_no_guest_is_told) {
  Report report = fleet();
  const auto told = select_guests(report, {{"wbe-02", "web-*"}, {"*.test"}, {"prdo"}, {}});
  ASSERT_TRUE(told.has_value());
  EXPECT_THAT(*told, ElementsAre("--guest `wbe-02`: matches no guest; did you mean `web-02`?",
                                 "--exclude `*.test`: matches no guest",
                                 "--tag `prdo`: no guest has this tag; did you mean `prod`?"));
  EXPECT_EQ(report.notes, *told);
}

TEST(Select, only_lists_fewer_and_counts_all) {
  Report report = fleet();
  ASSERT_TRUE(select_guests(report, {{}, {}, {}, {Outcome::fail, Outcome::warn, Outcome::fail}}).has_value());
  EXPECT_THAT(left(report), ElementsAre("lab/web-01", "lab/web-02"));
  EXPECT_EQ(report.summary.guests, 4U);
  EXPECT_EQ(report.summary.not_listed, 2U);
  EXPECT_EQ(report.targets[0].filtered, 0U);
  EXPECT_THAT(report.selection.only, ElementsAre(Outcome::fail, Outcome::warn));
}

TEST(Select, only_that_lists_nothing_is_no_empty_report) {
  Report report = fleet();
  ASSERT_TRUE(select_guests(report, {{}, {}, {}, {Outcome::undecided}}).has_value());
  EXPECT_THAT(report.guests, IsEmpty());
  EXPECT_EQ(report.summary.not_listed, 4U);
  EXPECT_FALSE(report.incomplete);
}

Report twice(const Selection& first, const Selection& second) {
  Report report = fleet();
  EXPECT_TRUE(select_guests(report, first).has_value());
  EXPECT_TRUE(select_guests(report, second).has_value());
  return report;
}

TEST(SelectTwice, a_later_pattern_inside_of_the_earlier_is_told_as_it_is) {
  const Report report = twice({{"web-*"}, {"dc/*"}, {}, {}}, {{"web-02"}, {"x"}, {}, {}});
  EXPECT_THAT(left(report), ElementsAre("lab/web-02"));
  EXPECT_THAT(report.selection.guest, ElementsAre("web-02"));
  EXPECT_THAT(report.selection.exclude, ElementsAre("dc/*", "x"));
  EXPECT_EQ(report.targets[0].filtered, 2U);
}

TEST(SelectTwice, otherwise_the_guests_are_named) {
  const Report report = twice({{"web-*"}, {}, {}, {}}, {{"*-01"}, {}, {}, {}});
  EXPECT_THAT(left(report), ElementsAre("lab/web-01", "dc/web-01"));
  EXPECT_THAT(report.selection.guest, ElementsAre("lab/g1", "dc/g1"));
}

TEST(SelectTwice, tags_of_both) {
  EXPECT_THAT(twice({{}, {}, {"prod", "shop"}, {}}, {{}, {}, {"shop"}, {}}).selection.tag, ElementsAre("shop"));
  const Report report = twice({{}, {}, {"prod"}, {}}, {{}, {}, {"shop"}, {}});
  EXPECT_THAT(left(report), ElementsAre("lab/web-02"));
  EXPECT_THAT(report.selection.guest, ElementsAre("lab/g2"));
  EXPECT_THAT(report.selection.tag, ElementsAre("shop"));
}

TEST(SelectTwice, nothing_in_common_is_not_told_as_all) {
  const Report report = twice({{"web-*"}, {}, {}, {}}, {{"g1*"}, {"dc/*", "lab/web-*"}, {}, {}});
  EXPECT_THAT(report.guests, IsEmpty());
  EXPECT_THAT(report.selection.exclude, ElementsAre("dc/*", "lab/web-*", "*"));
}

// What is recorded gives the same guests again, whatever the two selections were.
TEST(SelectTwice, what_is_recorded_is_true) {
  const std::vector<Selection> selections = {{{"web-*"}, {}, {}, {}}, {{"*-01"}, {}, {}, {}},
                                             {{"g?"}, {}, {}, {}},    {{"w?b-*"}, {}, {}, {}},
                                             {{"lab/*"}, {}, {}, {}}, {{}, {"*-02"}, {}, {}},
                                             {{}, {}, {"prod"}, {}},  {{}, {}, {"shop"}, {}},
                                             {{"g2"}, {}, {}, {}},    {{"*"}, {"dc/*"}, {"shop", "prod"}, {}}};
  for (const Selection& first : selections) {
    for (const Selection& second : selections) {
      const Report both = twice(first, second);
      Report again = fleet();
      ASSERT_TRUE(select_guests(again, both.selection).has_value());
      EXPECT_EQ(left(again), left(both));
      EXPECT_EQ(again.targets[0].filtered, both.targets[0].filtered);
    }
  }
}

std::string refusal(const Selection& first, const Selection& second) {
  Report report = fleet();
  EXPECT_TRUE(select_guests(report, first).has_value());
  const auto told = select_guests(report, second);
  return told.has_error() ? to_text(told.error()) : "";
}

TEST(SelectTwice, guests_that_are_not_listed_cannot_be_counted_anew) {
  EXPECT_EQ(refusal({{}, {}, {}, {Outcome::fail}}, {{"web-*"}, {}, {}, {}}),
            "the report was saved with `--only fail`: 3 guests are not in it and cannot be counted anew\n"
            "    save it without --only to select from it by --guest, --exclude or --tag");
  EXPECT_EQ(refusal({{}, {}, {}, {Outcome::fail, Outcome::pass}}, {{}, {}, {}, {Outcome::fail, Outcome::warn}}),
            "the report was saved with `--only fail,pass`: its 1 guest with the outcome warn is not in it\n"
            "    save it without --only");
}

TEST(SelectTwice, fewer_outcomes_add_up) {
  const Report report = twice({{}, {}, {}, {Outcome::fail, Outcome::pass}}, {{}, {}, {}, {Outcome::fail}});
  EXPECT_THAT(left(report), ElementsAre("lab/web-01"));
  EXPECT_EQ(report.summary.not_listed, 3U);
  EXPECT_THAT(report.selection.only, ElementsAre(Outcome::fail));
}

TEST(SelectTwice, an_outcome_that_no_guest_has_is_no_loss) {
  EXPECT_EQ(refusal({{}, {}, {}, {Outcome::fail}}, {{}, {}, {}, {Outcome::fail, Outcome::waived}}), "");
}

TEST(Select, a_report_without_its_guests) {
  Report report = fleet();
  report.guests.clear();
  const auto told = select_guests(report, {{}, {}, {}, {Outcome::fail}});
  ASSERT_TRUE(told.has_error());
  EXPECT_EQ(to_text(told.error()),
            "the report lists no guests, so none can be selected\n    save it with `--detail verdicts` or `full`");
  EXPECT_TRUE(select_guests(report, {}).has_value());
}

}  // namespace
}  // namespace hvcompat::testing
