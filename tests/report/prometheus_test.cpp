// Metrics, compared byte for byte.
#include "report/prometheus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_report.hpp"

namespace hvcompat {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Prometheus, EveryPart) {
  EXPECT_EQ(render_prometheus(sample_report()), R"(# HELP hvcompat_report_info What the report was made with; always 1.
# TYPE hvcompat_report_info gauge
hvcompat_report_info{version="0.1.0",as_of="2026-11-20",profile="default"} 1
# HELP hvcompat_policy_info Policies that the guests were judged by; always 1.
# TYPE hvcompat_policy_info gauge
hvcompat_policy_info{policy="kb897615",revision="2023-12-26"} 1
# HELP hvcompat_report_incomplete 1 where a target failed, a record was lost or nothing was evaluated, else 0.
# TYPE hvcompat_report_incomplete gauge
hvcompat_report_incomplete 1
# HELP hvcompat_guests Guests by support level.
# TYPE hvcompat_guests gauge
hvcompat_guests{level="microsoft"} 0
hvcompat_guests{level="joint"} 1
hvcompat_guests{level="investigate"} 0
hvcompat_guests{level="reproduce-first"} 0
hvcompat_guests{level="vendor"} 0
hvcompat_guests{level="not-supported"} 0
hvcompat_guests{level="not-applicable"} 0
hvcompat_guests{level="indeterminate"} 1
# HELP hvcompat_guest_outcomes Guests by outcome under the profile.
# TYPE hvcompat_guest_outcomes gauge
hvcompat_guest_outcomes{outcome="pass"} 0
hvcompat_guest_outcomes{outcome="warn"} 1
hvcompat_guest_outcomes{outcome="undecided"} 1
hvcompat_guest_outcomes{outcome="fail"} 0
hvcompat_guest_outcomes{outcome="not-applicable"} 0
hvcompat_guest_outcomes{outcome="waived"} 0
hvcompat_guest_outcomes{outcome="error"} 0
# HELP hvcompat_target_guests Guests by target and support level.
# TYPE hvcompat_target_guests gauge
hvcompat_target_guests{target="lab",level="microsoft"} 0
hvcompat_target_guests{target="lab",level="joint"} 1
hvcompat_target_guests{target="lab",level="investigate"} 0
hvcompat_target_guests{target="lab",level="reproduce-first"} 0
hvcompat_target_guests{target="lab",level="vendor"} 0
hvcompat_target_guests{target="lab",level="not-supported"} 0
hvcompat_target_guests{target="lab",level="not-applicable"} 0
hvcompat_target_guests{target="lab",level="indeterminate"} 1
# HELP hvcompat_target_guest_outcomes Guests by target and outcome under the profile.
# TYPE hvcompat_target_guest_outcomes gauge
hvcompat_target_guest_outcomes{target="lab",outcome="pass"} 0
hvcompat_target_guest_outcomes{target="lab",outcome="warn"} 1
hvcompat_target_guest_outcomes{target="lab",outcome="undecided"} 1
hvcompat_target_guest_outcomes{target="lab",outcome="fail"} 0
hvcompat_target_guest_outcomes{target="lab",outcome="not-applicable"} 0
hvcompat_target_guest_outcomes{target="lab",outcome="waived"} 0
hvcompat_target_guest_outcomes{target="lab",outcome="error"} 0
# HELP hvcompat_guest_boundaries Guests by boundary and state; states that no guest is in are 0.
# TYPE hvcompat_guest_boundaries gauge
hvcompat_guest_boundaries{boundary="a7-overcommit",state="crossed"} 1
hvcompat_guest_boundaries{boundary="a7-overcommit",state="reachable"} 0
hvcompat_guest_boundaries{boundary="a7-overcommit",state="unknown"} 0
# HELP hvcompat_missing_fact_guests Undecided guests that wait for a fact.
# TYPE hvcompat_missing_fact_guests gauge
hvcompat_missing_fact_guests{fact="guest.os.build"} 1
# HELP hvcompat_not_assessed_guests Guests of which none of the facts that an area needs is known.
# TYPE hvcompat_not_assessed_guests gauge
hvcompat_not_assessed_guests{area="storage"} 1
# HELP hvcompat_not_evaluated_guests Guests that were found and not judged, by target and reason.
# TYPE hvcompat_not_evaluated_guests gauge
hvcompat_not_evaluated_guests{target="lab",reason="filtered"} 3
hvcompat_not_evaluated_guests{target="lab",reason="template"} 1
# HELP hvcompat_target_complete 1 where the whole target was read, 0 where it failed or was cut off.
# TYPE hvcompat_target_complete gauge
hvcompat_target_complete{target="lab"} 0
# HELP hvcompat_collection_duration_seconds How long the collection took.
# TYPE hvcompat_collection_duration_seconds gauge
hvcompat_collection_duration_seconds{target="lab"} 12.5
# HELP hvcompat_collection_errors Errors told while collecting, by target and code.
# TYPE hvcompat_collection_errors gauge
hvcompat_collection_errors{target="lab",code="timeout"} 1
)");
}

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
  EXPECT_THAT(render_prometheus(sample_report()), HasSubstr("hvcompat_target_guests"));
  EXPECT_THAT(render_prometheus(sample_report(), false), Not(HasSubstr("hvcompat_target_guests")));
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
