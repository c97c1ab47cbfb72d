// The JSON document: its members in order, and what each detail leaves out.
#include "report/json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "sample_report.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

std::string keys(const json::value& value) {
  std::vector<std::string> names;
  for (const auto& member : value.as_object()) names.emplace_back(member.key());
  return join(names, " ");
}

json::value rendered(Detail detail) { return json::parse(render_json(sample_report(), detail)); }

TEST(RenderJson, MembersStandInTheOrderOfTheContract) {
  const json::value report = rendered(Detail::full);
  EXPECT_EQ(keys(report), "schema as_of inputs selection summary incomplete notes targets guests");
  EXPECT_EQ(keys(report.at("inputs")), "hvcompat profile site packs catalogs plugins hashes");
  const json::value& guest = report.at("guests").at(0);
  EXPECT_EQ(keys(guest),
            "id name host cluster target os vendor hypervisor tags level possible missing outcome facts unknown areas "
            "boundaries advice first_steps conflicts waiver waivers");
  EXPECT_EQ(keys(guest.at("areas").at(0)), "area assessed level possible missing outcome packs");
  EXPECT_EQ(keys(guest.at("areas").at(0).at("packs").at(0)),
            "policy revision level possible missing rule rules why basis clauses obligations reproduce_on note path");
  EXPECT_EQ(keys(guest.at("boundaries").at(0)),
            "id policy feature state possible responsible basis clauses why remedy because missing");
}

TEST(RenderJson, ValuesKeepTheirTypes) {
  const json::value report = rendered(Detail::full);
  const json::value& guest = report.at("guests").at(0);
  EXPECT_EQ(json::serialize(guest.at("facts").at("guest.vcpu.count")), R"({"value":4,"evidence":"XML"})");
  EXPECT_EQ(json::serialize(guest.at("facts").at("guest.role").at("value")), R"(["exchange","sql-server"])");
  EXPECT_EQ(guest.at("facts").at("host.commit_ratio").at("value").as_double(), 1.5);
  EXPECT_EQ(guest.at("facts").as_object().if_contains("guest.os.edition"), nullptr);
  EXPECT_EQ(guest.at("unknown").at("guest.os.edition").at("reason"), "not-exposed");
  EXPECT_EQ(guest.at("waiver").at("rule"), "a7-backup");
  EXPECT_EQ(guest.at("areas").at(1).at("level"), "not-assessed");
  const json::value& undecided = report.at("guests").at(1);
  EXPECT_TRUE(undecided.at("waiver").is_null());
  EXPECT_TRUE(undecided.at("areas").at(0).at("packs").at(0).at("rule").is_null());
  EXPECT_EQ(json::serialize(undecided.at("possible")), R"(["joint","vendor"])");
  EXPECT_EQ(json::serialize(report.at("inputs").at("plugins")),
            R"([{"name":"libvirt","version":"1.0.0","sha256":")" + std::string(64, 'f') + R"("}])");
  EXPECT_EQ(report.at("summary").at("levels").at("joint"), 1);
}

TEST(RenderJson, VerdictsLeaveOutFactsAndPaths) {
  const json::value report = rendered(Detail::verdicts);
  const json::value& guest = report.at("guests").at(0);
  EXPECT_EQ(
      keys(guest),
      "id name host cluster target os vendor hypervisor tags level possible missing outcome areas boundaries advice "
      "first_steps conflicts waiver waivers");
  EXPECT_EQ(guest.at("areas").at(0).at("packs").at(0).as_object().if_contains("path"), nullptr);
}

TEST(RenderJson, TheSummaryLeavesOutGuests) {
  EXPECT_EQ(keys(rendered(Detail::summary)), "schema as_of inputs selection summary incomplete notes targets");
}

TEST(RenderJson, TheSameReportGivesTheSameBytes) {
  EXPECT_EQ(render_json(sample_report()), render_json(sample_report()));
  EXPECT_TRUE(render_json(sample_report()).starts_with("{\n  \"schema\": 1,\n  \"as_of\": \"2026-11-20\",\n"));
  EXPECT_TRUE(render_json(sample_report()).ends_with("  ]\n}\n"));
  EXPECT_TRUE(render_json(Report{}).ends_with("  \"guests\": []\n}\n"));
}

}  // namespace
}  // namespace hvcompat
