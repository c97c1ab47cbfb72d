// The order of exit codes where several hold.
#include "cli/exit_status.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace hvcompat {
namespace {

TEST(ExitStatus, begins_with_nothing_to_report) { EXPECT_EQ(ExitStatus{}.code(), ExitCode::ok); }

TEST(ExitStatus, the_more_serious_code_wins_in_either_order) {
  const std::vector<ExitCode> order = {ExitCode::bug,   ExitCode::usage,     ExitCode::incomplete,
                                       ExitCode::found, ExitCode::undecided, ExitCode::ok};
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i; j < order.size(); ++j) {
      ExitStatus forwards;
      forwards.note(order[i]);
      forwards.note(order[j]);
      EXPECT_EQ(forwards.code(), order[i]);
      ExitStatus backwards;
      backwards.note(order[j]);
      backwards.note(order[i]);
      EXPECT_EQ(backwards.code(), order[i]);
    }
}

Report with_outcome(const std::string& outcome) {
  Report report;
  report.summary.outcomes.push_back({outcome, 1});
  return report;
}

ExitCode code_of(const Report& report, const std::set<std::string>& fail_on = {"fail"}) {
  ExitStatus status;
  note_report(status, report, fail_on);
  return status.code();
}

TEST(ExitStatus, outcomes_of_a_report) {
  EXPECT_EQ(code_of(with_outcome("pass")), ExitCode::ok);
  EXPECT_EQ(code_of(with_outcome("warn")), ExitCode::ok);
  EXPECT_EQ(code_of(with_outcome("fail")), ExitCode::found);
  EXPECT_EQ(code_of(with_outcome("undecided")), ExitCode::undecided);
}

TEST(ExitStatus, fail_on_names_the_outcomes) {
  EXPECT_EQ(code_of(with_outcome("warn"), {"warn"}), ExitCode::found);
  EXPECT_EQ(code_of(with_outcome("undecided"), {"undecided"}), ExitCode::found);
  EXPECT_EQ(code_of(with_outcome("fail"), {"warn"}), ExitCode::ok);
}

TEST(ExitStatus, incomplete_wins_over_found) {
  Report report = with_outcome("fail");
  report.incomplete = true;
  EXPECT_EQ(code_of(report), ExitCode::incomplete);
}

}  // namespace
}  // namespace hvcompat
