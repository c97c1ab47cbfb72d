// SARIF: what becomes of each part of a report; the schema is asked for every one in forms_property_test.
#include "report/sarif.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "sample_report.hpp"
#include "schema.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

json::value run_of(const Report& report) {
  const std::string text = render_sarif(report);
  EXPECT_EQ(sarif_violation(text), "");
  return json::parse(text).at("runs").at(0);
}

// "kb897615/a5 fail warning" of each result.
std::vector<std::string> results(const Report& report) {
  std::vector<std::string> lines;
  const json::value run = run_of(report);
  for (const json::value& result : run.at("results").as_array()) {
    std::string line;
    for (const char* member : {"ruleId", "kind", "level"})
      line += (line.empty() ? "" : " ") + std::string(result.at(member).as_string());
    lines.push_back(line + (result.at("suppressions").as_array().empty() ? "" : " suppressed"));
  }
  return lines;
}

std::vector<std::string> notifications(const Report& report) {
  std::vector<std::string> lines;
  const json::value run = run_of(report);
  for (const json::value& each : run.at("invocations").at(0).at("toolExecutionNotifications").as_array())
    lines.push_back(std::string(each.at("level").as_string()) + ": " +
                    std::string(each.at("message").at("text").as_string()));
  return lines;
}

std::string fingerprint(const Report& report) {
  return json::serialize(run_of(report).at("results").at(0).at("partialFingerprints"));
}

Report failing() {
  Report report = sample_report();
  report.guests.resize(1);
  Verdict& verdict = report.guests[0].verdict;
  verdict.level = Level::not_supported;
  verdict.outcome = Outcome::fail;
  verdict.areas[0].level = verdict.areas[0].packs[0].level = Level::not_supported;
  verdict.areas[0].outcome = Outcome::fail;
  return report;
}

TEST(Sarif, ResultsOfTheSample) {
  EXPECT_THAT(results(sample_report()),
              ElementsAre("kb897615/a7-overcommit fail warning", "kb897615/undecided open none"));
}

TEST(Sarif, AFailingRule) {
  EXPECT_THAT(results(failing()), ElementsAre("kb897615/a5 fail error", "kb897615/a7-overcommit fail warning"));
}

TEST(Sarif, AWaivedRuleIsSuppressed) {
  Report report = failing();
  report.guests[0].verdict.outcome = Outcome::waived;
  report.guests[0].verdict.waivers[0].rule = "a5";
  EXPECT_THAT(results(report), ElementsAre("kb897615/a5 fail error suppressed", "kb897615/a7-overcommit fail warning"));
  const json::value run = run_of(report);
  const json::value& suppression = run.at("results").at(0).at("suppressions").at(0);
  EXPECT_EQ(suppression.at("justification"), "waiver of a5 until 2027-01-31 by ops: agreed (site.json:12)");
}

TEST(Sarif, AGuestThatIsWaivedAsAWholeHasNoOpenRule) {
  Report report = failing();
  report.guests[0].verdict.outcome = Outcome::waived;
  report.guests[0].verdict.areas[0].packs[0].rules = {"a5", "a5-vendor"};
  report.guests[0].verdict.waivers[0].rule = "a5-vendor";
  EXPECT_THAT(results(report), ::testing::Contains("kb897615/a5 fail error suppressed"));
}

TEST(Sarif, ABoundaryThatNoDocumentNamesIsANote) {
  Report report = sample_report();
  report.guests.resize(1);
  report.guests[0].verdict.outcome = Outcome::pass;
  report.guests[0].verdict.boundaries[0].basis = Basis::extrapolated;
  EXPECT_THAT(results(report), ElementsAre("kb897615/a7-overcommit fail note"));
}

TEST(Sarif, ABoundaryThatMakesTheGuestFailIsAnError) {
  Report report = sample_report();
  report.guests.resize(1);
  report.guests[0].verdict.outcome = Outcome::fail;
  EXPECT_THAT(results(report), ElementsAre("kb897615/a7-overcommit fail error"));
}

TEST(Sarif, AnOutcomeThatNothingTellsIsToldItself) {
  Report report = sample_report();
  report.guests.resize(1);
  report.guests[0].verdict.areas.clear();
  report.guests[0].verdict.boundaries.clear();
  report.guests[0].verdict.outcome = Outcome::error;
  EXPECT_THAT(results(report), ElementsAre("hvcompat/verdict fail error"));
}

TEST(Sarif, RulesCarryHelpClausesAndAddress) {
  Report report = sample_report();
  report.inputs.packs[0].source = "KB 897615 (https://example.invalid/kb)";
  const json::value run = run_of(report);
  const json::value& rule = run.at("tool").at("driver").at("rules").at(0);
  EXPECT_EQ(rule.at("id"), "kb897615/a5");
  EXPECT_EQ(rule.at("helpUri"), "https://example.invalid/kb");
  EXPECT_EQ(rule.at("properties").at("clauses").at(0), "A5");
  EXPECT_EQ(rule.at("help").at("text"),
            "validated listing\nClauses: A5\nObligation: keep the vendor's support\nSource: KB 897615 "
            "(https://example.invalid/kb)");
}

TEST(Sarif, NothingEvaluatedIsNoSuccess) {
  EXPECT_THAT(results(empty_report()), IsEmpty());
  EXPECT_FALSE(run_of(empty_report()).at("invocations").at(0).at("executionSuccessful").as_bool());
  EXPECT_THAT(notifications(empty_report()), ElementsAre("error: nothing was evaluated: no guest was found"));
}

TEST(Sarif, WhatFailedAndWhatIsLeftOutIsTold) {
  EXPECT_THAT(
      notifications(sample_report()),
      ElementsAre("error: target `lab` failed or was cut off",
                  "error: lab: host h2: timeout: no answer in 10 s: look at the host",
                  "note: 3 guests of `lab` left out by --guest, --exclude or --tag", "note: 1 template of `lab`",
                  "note: storage: 1 guest not assessed, none of the facts it needs is known",
                  "note: boundaries: 1 a7-overcommit crossed",
                  "warning: site.json:9: the waiver for `db-*` was not used"));
}

TEST(Sarif, TheSameFindingWhateverItsWords) {
  const std::string before = fingerprint(failing());
  Report report = failing();
  report.guests[0].name = "renamed";
  report.guests[0].host = "elsewhere";
  report.guests[0].verdict.areas[0].packs[0].why = "other words";
  report.guests[0].verdict.areas[0].packs[0].revision = "2030-01-01";
  EXPECT_EQ(fingerprint(report), before);
  report.guests[0].id = "g9";
  EXPECT_NE(fingerprint(report), before);
}

TEST(Sarif, TheSiteFileIsTheArtifactElseTheTarget) {
  const auto uri = [](const Report& report) {
    const json::value run = run_of(report);
    return std::string(run.at("results")
                           .at(0)
                           .at("locations")
                           .at(0)
                           .at("physicalLocation")
                           .at("artifactLocation")
                           .at("uri")
                           .as_string());
  };
  Report report = failing();
  EXPECT_EQ(uri(report), "site.json");
  report.inputs.site.clear();
  EXPECT_EQ(uri(report), "qemu:///system");
  report.targets.clear();
  EXPECT_EQ(uri(report), "lab");
}

TEST(Sarif, NoTextIsALink) {
  Report report = failing();
  report.guests[0].name = "[x](https://evil.invalid)";
  const json::value run = run_of(report);
  EXPECT_THAT(std::string(run.at("results").at(0).at("message").at("text").as_string()),
              HasSubstr("[x] (https://evil.invalid) on kvm01 (lab)"));
}

TEST(SarifSchema, RefusesWhatIsNotInIt) {
  std::string text = render_sarif(sample_report());
  text.replace(text.find("\"kind\": \"open\""), 14, "\"kind\": \"shut\"");
  EXPECT_NE(sarif_violation(text), "");
}

}  // namespace
}  // namespace hvcompat
