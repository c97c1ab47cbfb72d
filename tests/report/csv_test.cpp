// CSV, compared byte for byte.
#include "report/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "catalog/csv.hpp"
#include "sample_report.hpp"

namespace hvcompat {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The fields of a column, in order.
std::vector<std::string> column(const Report& report, const std::string& name) {
  const auto rows = parse_csv("r.csv", render_csv(report));
  std::vector<std::string> fields;
  const auto& head = rows->front().fields;
  const auto at = static_cast<std::size_t>(std::ranges::find(head, name) - head.begin());
  for (std::size_t i = 1; i < rows->size(); ++i) fields.push_back((*rows)[i].fields[at]);
  return fields;
}

TEST(Csv, EveryPart) {
  // Lines end in CR LF.
  EXPECT_EQ(
      std::regex_replace(render_csv(sample_report()), std::regex("\r\n"), "\n"),
      R"(record,target,guest,id,host,cluster,os,vendor,hypervisor,tags,level,possible,outcome,rules,clauses,why,crossed,reachable,unknown,not_assessed,missing,remedy,obligations,conflicts,waiver_rule,waiver_reason,waiver_owner,waiver_expires
report,,,,,,,,,,,,error,,,incomplete: target `lab` failed or was cut off,,,,,,,,,,,,
target,lab,,,,,,,,,,,error,,,host h2: timeout: no answer in 10 s: look at the host,,,,,,,,,,,,
guest,lab,web-01,g1,kvm01,prod,windows-server-2019,redhat,rhel-kvm 9.4,"prod; shop",joint,joint,warn,a5,A5,validated listing,a7-overcommit,,,storage,,,keep the vendor's support,"guest.os.product: declared windows-server-2016, reported windows-server-2019",a7-backup,agreed,ops,2027-01-31
guest,lab,büro�[31m-02,g2,kvm01,,windows,,,,indeterminate,"joint; vendor",undecided,"a5; a6",A5,,,,,,guest.os.build,start qemu-guest-agent,,,,,,
)");
}

TEST(Csv, NothingEvaluatedIsAnError) {
  EXPECT_THAT(column(empty_report(), "record"), ElementsAre("report"));
  EXPECT_THAT(column(empty_report(), "outcome"), ElementsAre("error"));
  EXPECT_THAT(column(empty_report(), "why"), ElementsAre("incomplete: nothing was evaluated: no guest was found"));
}

TEST(Csv, AWholeReportHasGuestsAlone) {
  Report report = sample_report();
  report.incomplete = false;
  report.targets[0].complete = true;
  EXPECT_THAT(column(report, "record"), ElementsAre("target", "guest", "guest")) << "a host could not be read";
  EXPECT_THAT(column(report, "outcome"), ElementsAre("", "warn", "undecided"));
  report.targets[0].errors.clear();
  EXPECT_THAT(column(report, "record"), ElementsAre("guest", "guest"));
}

TEST(Csv, WhatIsNotListedIsTold) {
  Report report = sample_report();
  report.incomplete = false;
  report.targets.clear();
  report.summary.not_listed = 7;
  report.selection.only = {Outcome::fail, Outcome::undecided};
  EXPECT_THAT(column(report, "why"),
              ElementsAre("7 guests judged and not listed (--only fail,undecided)", "validated listing", ""));
}

TEST(Csv, NoCellIsAFormula) {
  for (const char* name : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x"}) {
    Report report = sample_report();
    report.guests[0].name = name;
    EXPECT_EQ(column(report, "guest")[2], "'" + std::string(name));
  }
}

TEST(Csv, NoSeparatorSplitsACell) {
  Report report = sample_report();
  report.guests.resize(1);
  report.guests[0].name = "a;=b()";
  EXPECT_THAT(render_csv(report), HasSubstr(",\"a;=b()\",g1,"));
  report.guests[0].name = "a\"b";
  EXPECT_THAT(render_csv(report), HasSubstr(",\"a\"\"b\",g1,"));
}

}  // namespace
}  // namespace hvcompat
