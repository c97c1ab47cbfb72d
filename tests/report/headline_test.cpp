// Sentences about whole reports.
#include "report/headline.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

std::string answer(const std::vector<NamedCount>& levels) {
  Report report;
  report.summary.levels = levels;
  for (const NamedCount& level : levels) report.summary.guests += level.count;
  return headline(report);
}

TEST(Headline, LeadsWithTheWorst) {
  EXPECT_EQ(
      answer({{"joint", 4}, {"not-supported", 3}, {"indeterminate", 6}}),
      "3 of 13 guests would have nobody to call; 6 wait for missing facts; 4 would have Microsoft and the vendor");
  EXPECT_EQ(answer({{"vendor", 1}, {"reproduce-first", 2}, {"investigate", 1}, {"not-applicable", 1}}),
            "1 of 5 guests would have the vendor alone; 2 would have Microsoft once the problem was shown elsewhere; "
            "1 would have Microsoft look into it; 1 falls under no policy");
}

TEST(Headline, AllAlike) {
  EXPECT_EQ(answer({{"microsoft", 13}}), "all 13 guests would have Microsoft");
  EXPECT_EQ(answer({{"indeterminate", 1}}), "the only guest waits for missing facts");
}

TargetReport target(std::size_t filtered, std::size_t templates, bool complete = true) {
  TargetReport report;
  report.name = "lab";
  report.filtered = filtered;
  report.templates = templates;
  report.complete = complete;
  return report;
}

std::string nothing(const std::vector<TargetReport>& targets, const Selection& selection = {}) {
  Report report;
  report.targets = targets;
  report.selection = selection;
  return headline(report);
}

TEST(Headline, NothingEvaluatedSaysWhy) {
  EXPECT_EQ(nothing({}), "nothing was evaluated: no guest was found");
  EXPECT_EQ(nothing({target(0, 2)}), "nothing was evaluated: no guest but 2 templates was found");
  EXPECT_EQ(nothing({target(1, 2)}, {{"x"}, {}, {}, {}}),
            "nothing was evaluated: the only guest was left out by --guest");
  EXPECT_EQ(nothing({target(3, 0), target(1, 0)}, {{"x"}, {"y"}, {"z"}, {}}),
            "nothing was evaluated: all 4 guests were left out by --guest/--exclude/--tag");
  EXPECT_EQ(nothing({target(0, 0, false)}),
            "nothing was evaluated: no guest was found, and there is 1 incomplete target (lab)");
}

TEST(NotEvaluated, IsAlwaysSaid) {
  Report report;
  EXPECT_EQ(not_evaluated(report), "");
  report.targets = {target(2, 1, false), target(1, 0)};
  report.selection.tag = {"prod"};
  EXPECT_EQ(not_evaluated(report), "3 guests left out by --tag, 1 template, 1 incomplete target (lab)");
  report.targets.assign(4, target(0, 0, false));
  EXPECT_EQ(not_evaluated(report), "4 incomplete targets");
}

}  // namespace
}  // namespace hvcompat
