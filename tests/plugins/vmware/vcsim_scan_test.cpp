// `hvcompat scan` of a simulated vCenter, as a user runs it: site file, secret, exit code, report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "cli/program.hpp"
#include "plugins/vmware/vcsim_process.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

constexpr const char* kListing =
    "id,vendor,product,versions,cpu_vendors,guests,max_vcpus,max_memory_mib,qualifications,status,as_of,source\n"
    "lab-esxi,vmware,esxi,6.0..9,,windows-server-2022;windows-server-2019,64,1048576,,validated,2026-11-20,the lab's\n";

class ScanOfVcenter : public ::testing::Test {
 protected:
  // The report on `vcsim` in JSON, and how the run ended.
  Ran scan(const hvtest::Vcsim& vcsim, const std::string& password = hvtest::kPassword,
           std::function<bool(const std::string&)> interrupt_when = {}) const {
    write_file(folder_.at("listing.csv"), kListing);
    EXPECT_EQ(run({"catalog", "import", folder_.at("listing.csv"), "-o", folder_.at("listing.json")}).code, 0);
    write_file(folder_.at("site.json"), json::serialize(site(vcsim)));
    return run({"scan", "--site", folder_.at("site.json"), "--plugin-path", HVC_PLUGIN, "-q", "--as-of", "2026-11-20",
                "--format", "json"},
               {.environment = {{"VCENTER_PASSWORD", password}, {"no_proxy", "127.0.0.1"}},
                .interrupt_when = std::move(interrupt_when)});
  }

  static const json::object& guest(const json::value& report, std::string_view name) {
    for (const auto& one : report.at("guests").as_array())
      if (one.at("name").as_string() == name) return one.as_object();
    throw std::out_of_range(std::string(name));
  }

  static std::string state_of(const json::object& guest, std::string_view boundary) {
    for (const auto& one : guest.at("boundaries").as_array())
      if (one.at("id").as_string() == boundary) return std::string(one.at("state").as_string());
    return "not told";
  }

 private:
  static json::object site(const hvtest::Vcsim& vcsim) {
    return {{"targets",
             {{{"name", "vcenter"},
               {"uri", vcsim.uri()},
               {"secret", {{"env", "VCENTER_PASSWORD"}}},
               {"options", {{"username", hvtest::kUser}, {"ca_file", vcsim.ca()}, {"event_days", 0}}}}}},
            {"customer", {{"support_agreement", "premier"}, {"vendor_support", true}, {"spla", false}}},
            {"catalogs", {"listing.json"}}};
  }

  Folder folder_;
};

TEST_F(ScanOfVcenter, JudgesItsGuests) {
  const hvtest::Vcsim vcsim({"--scenario", "rich", "--api-version", "8.0.2.0"});
  const Ran ran = scan(vcsim);
  EXPECT_EQ(ran.code, 1) << ran.err;
  ASSERT_EQ(schema_violation(source_file("configs/schema/report.schema.json"), ran.out), "");
  const json::value report = json::parse(ran.out);
  const json::value& target = report.at("targets").at(0);
  EXPECT_EQ(target.at("plugin").as_string().subview(0, 7), "vmware ");
  EXPECT_TRUE(target.at("complete").as_bool());
  EXPECT_EQ(target.at("hosts").as_int64(), 7);
  EXPECT_EQ(target.at("guests").as_int64(), 85);
  EXPECT_EQ(target.at("templates").as_int64(), 1);
  EXPECT_THROW(guest(report, "template"), std::out_of_range) << "no template is judged";
  EXPECT_EQ(state_of(guest(report, "memory-limited"), "a7-overcommit"), "crossed");
  EXPECT_EQ(state_of(guest(report, "swapped-to-ssd"), "a7-overcommit"), "crossed");
  EXPECT_EQ(state_of(guest(report, "memory-reserved"), "a7-overcommit"), "clear");
  EXPECT_EQ(guest(report, "memory-limited").at("cluster").as_string(), "drs-automated-ha");
  EXPECT_EQ(guest(report, "os-linux").at("level").as_string(), "not-applicable");
  EXPECT_EQ(guest(report, "inaccessible").at("outcome").as_string(), "undecided");
  EXPECT_EQ(ran.out.find("w0rd"), std::string::npos);
  EXPECT_EQ(vcsim.calls().back().method, "Logout");
}

TEST_F(ScanOfVcenter, AWrongPasswordIsToldAndNothingIsJudged) {
  const hvtest::Vcsim vcsim({});
  const Ran ran = scan(vcsim, "guess");
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, HasSubstr("refuses the login (InvalidLogin): user name or password is wrong"));
  EXPECT_THAT(ran.err, HasSubstr("vcenter"));
  EXPECT_TRUE(json::parse(ran.out).at("incomplete").as_bool());
}

TEST_F(ScanOfVcenter, AnInterruptedRunLogsOut) {
  const hvtest::Vcsim vcsim({"--delay", "RetrievePropertiesEx=30s"});
  const auto begun = std::chrono::steady_clock::now();
  const Ran ran =
      scan(vcsim, hvtest::kPassword, [&](const std::string&) { return vcsim.was_asked("RetrievePropertiesEx"); });
  EXPECT_EQ(ran.code, 4);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(15));
  EXPECT_EQ(vcsim.calls().back().method, "Logout");
}

}  // namespace
}  // namespace hvcompat::testing
