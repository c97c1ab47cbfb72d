// The schemas hold what is written, and refuse what is not.
#include <gtest/gtest.h>

#include <sstream>

#include "inventory/inventory.hpp"
#include "report/json.hpp"
#include "sample_report.hpp"
#include "schema.hpp"

namespace hvcompat {
namespace {

std::string replaced(std::string text, const std::string& old_part, const std::string& new_part) {
  const std::size_t at = text.find(old_part);
  EXPECT_NE(at, std::string::npos) << old_part;
  return text.replace(at, old_part.size(), new_part);
}

std::string report_violation(const std::string& text) { return schema_violation("report.schema.json", text); }
std::string record_violation(const std::string& text) { return schema_violation("inventory.schema.json", text); }

TEST(ReportSchema, HoldsEveryDetail) {
  for (const Detail detail : {Detail::summary, Detail::verdicts, Detail::full}) {
    EXPECT_EQ(report_violation(render_json(sample_report(), detail)), "");
  }
  EXPECT_EQ(report_violation(render_json(empty_report(), Detail::full)), "");
}

TEST(ReportSchema, RefusesWhatIsNotInIt) {
  const std::string good = render_json(sample_report(), Detail::full);
  EXPECT_NE(report_violation(replaced(good, "\"as_of\"", "\"as_off\"")), "");
  EXPECT_NE(report_violation(replaced(good, "\"joint\",", "\"jiont\",")), "");
  EXPECT_NE(report_violation(replaced(good, "\"reason\": \"agent-off\"", "\"reason\": \"lazy\"")), "");
  EXPECT_NE(report_violation(replaced(good, "\"state\": \"crossed\"", "\"state\": 1")), "");
  EXPECT_NE(report_violation(replaced(good, "\"holds\": true", "\"holds\": \"yes\"")), "");
  EXPECT_NE(report_violation(replaced(good, "\"owner\": \"ops\",", "")), "");
  EXPECT_NE(report_violation(replaced(good, "\"value\": 4,", "\"value\": {},")), "");
}

TEST(InventorySchema, HoldsEveryRecordThatIsWritten) {
  Inventory lab;
  lab.target = "lab";
  lab.complete = false;
  Record guest{"g1", "web", "h1", {}};
  guest.facts.set("guest.role", Fact::of(TextList{"sql-server"}, "seen"));
  guest.facts.set("guest.tpm", Fact::missing("timeout", "late"));
  lab.guests = {guest};
  lab.hosts = {Record{"h1", "kvm01", "c1", {}}};
  lab.clusters = {Record{"c1", "", "", {}}};
  lab.errors = {{"guest", "g2", "timeout", "no answer", "wait"}};
  std::istringstream lines(write_inventory(lab));
  for (std::string line; std::getline(lines, line);) EXPECT_EQ(record_violation(line), "") << line;
}

TEST(InventorySchema, RefusesWhatIsNoRecord) {
  EXPECT_NE(record_violation(R"({"record":"network"})"), "");
  EXPECT_NE(record_violation(R"({"record":"guest"})"), "");
  EXPECT_NE(record_violation(R"({"record":"guest","id":"g1","cluster":"c1"})"), "");
  EXPECT_NE(record_violation(R"({"record":"guest","id":"g1","facts":{"guest.tpm":{}}})"), "");
  EXPECT_NE(record_violation(R"({"record":"guest","id":"g1","unknown":{"guest.tpm":{"reason":"lazy"}}})"), "");
  EXPECT_NE(record_violation(R"({"record":"error","scope":"moon"})"), "");
  EXPECT_NE(record_violation(R"({"record":"inventory","target":"lab","schema":2})"), "");
}

}  // namespace
}  // namespace hvcompat
