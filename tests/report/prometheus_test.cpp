// Metrics, compared byte for byte.
#include "report/prometheus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_report.hpp"

namespace hvcompat {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Prometheus, EveryPart) { EXPECT_EQ(render_prometheus(sample_report()), ""); }

TEST(Prometheus, LevelsAreThereWhenThereIsNothing) {
  const std::string text = render_prometheus(empty_report());
  EXPECT_THAT(text, HasSubstr("hvcompat_report_incomplete 1\n"));
  EXPECT_THAT(text, HasSubstr("hvcompat_guests{level=\"not-supported\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("hvcompat_guest_outcomes{outcome=\"fail\"} 0\n"));
}

TEST(Prometheus, CountsByTargetOnlyWhereEveryGuestIsListed) {
  Report report = sample_report();
  report.summary.not_listed = 1;
  report.summary.guests = 3;
  EXPECT_THAT(render_prometheus(report), Not(HasSubstr("hvcompat_target_guests")));
}

TEST(Prometheus, LabelsAreEscaped) {
  Report report = empty_report();
  report.inputs.profile = "a\"b\\c\nd\re\x01";
  EXPECT_THAT(render_prometheus(report), HasSubstr("profile=\"a\\\"b\\\\c\\nd e\xef\xbf\xbd\""));
}

TEST(Prometheus, TargetsOfOneNameAreOneAndTheWorseIsTold) {
  Report report = sample_report();
  report.targets.push_back(report.targets[0]);
  report.targets[0].complete = true;
  report.targets[1].seconds = 0.5;
  const std::string text = render_prometheus(report);
  EXPECT_THAT(text, HasSubstr("hvcompat_target_complete{target=\"lab\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("hvcompat_collection_duration_seconds{target=\"lab\"} 13\n"));
  EXPECT_THAT(text, HasSubstr("hvcompat_collection_errors{target=\"lab\",code=\"timeout\"} 2\n"));
  EXPECT_THAT(text, Not(HasSubstr("hvcompat_last_success")));
}

TEST(Prometheus, SuccessOfACompleteTarget) {
  Report report = sample_report();
  report.targets[0].complete = true;
  EXPECT_THAT(render_prometheus(report),
              HasSubstr("hvcompat_last_success_timestamp_seconds{target=\"lab\"} 1795214520\n"));
}

}  // namespace
}  // namespace hvcompat
