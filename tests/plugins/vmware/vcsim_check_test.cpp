// `hvcompat target check` of a simulated vCenter: an account with all rights, with fewer, and with none.
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
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kRole =
    "the role Read-only (System.View, System.Read) on the root of the inventory, with propagation";

struct CheckedVcenter {
  Ran ran;
  json::value target;

  const json::object& fact(std::string_view name) const {
    for (const auto& one : target.at("facts").as_array())
      if (one.at("fact").as_string() == name) return one.as_object();
    throw std::out_of_range(std::string(name));
  }

  std::string right(std::string_view privilege) const {
    for (const auto& one : target.at("rights").as_array())
      if (one.at("privilege").as_string() == privilege) return std::string(one.at("state").as_string());
    return "not told";
  }

  bool waits_for(std::string_view name) const {
    for (const auto& clause : target.at("clauses").as_array())
      for (const auto& waits : clause.at("facts").as_array())
        if (waits.as_string() == name) return true;
    return false;
  }
};

class CheckOfVcenter : public ::testing::Test {
 protected:
  CheckedVcenter check(const hvtest::Vcsim& vcsim, const std::string& password = hvtest::kPassword) const {
    const json::object options{{"username", hvtest::kUser}, {"ca_file", vcsim.ca()}, {"event_days", 0}};
    const json::object target{
        {"name", "vcenter"}, {"uri", vcsim.uri()}, {"secret", {{"env", "VCENTER_PASSWORD"}}}, {"options", options}};
    write_file(folder_.at("site.json"), json::serialize(json::object{{"targets", {target}}}));
    CheckedVcenter checked;
    checked.ran = run({"target", "check", "--site", folder_.at("site.json"), "--plugin-path", HVC_PLUGIN, "-q",
                       "--as-of", "2026-11-20", "--sample", "30", "--format", "json"},
                      {.environment = {{"VCENTER_PASSWORD", password}, {"no_proxy", "127.0.0.1"}}});
    EXPECT_EQ(schema_violation(source_file("configs/schema/target-check.schema.json"), checked.ran.out), "");
    EXPECT_THAT(checked.ran.out + checked.ran.err, Not(HasSubstr("w0rd")));
    checked.target = json::parse(checked.ran.out).at("targets").at(0);
    return checked;
  }

  const Folder folder_;
};

TEST_F(CheckOfVcenter, AReaderHasItsRole) {
  const hvtest::Vcsim vcsim({"--scenario", "rich", "--vms", "4"});
  const CheckedVcenter checked = check(vcsim);
  EXPECT_EQ(checked.ran.code, 3) << "the site file attests nothing";
  EXPECT_EQ(checked.target.at("account").as_string(), hvtest::kUser);
  EXPECT_TRUE(checked.target.at("signed_in").as_bool());
  EXPECT_TRUE(checked.target.at("sample").at("more").as_bool());
  EXPECT_EQ(checked.target.at("sample").at("guests").as_int64(), 30);
  EXPECT_EQ(checked.right(kRole), "has");
  EXPECT_EQ(checked.fact("guest.role").at("supply").as_string(), "site");
  EXPECT_FALSE(checked.waits_for("guest.memory.configured_mib"));
  EXPECT_EQ(vcsim.calls().back().method, "Logout") << "also where it is stopped early";
}

TEST_F(CheckOfVcenter, WhatAnAccountMayNotReadIsToldWithClausesAndPrivilege) {
  const hvtest::Vcsim vcsim(hvtest::with_fronts({"--scenario", "rich", "--vms", "4"}, {"deny=guest,config.guestId"}));
  const CheckedVcenter checked = check(vcsim);
  EXPECT_EQ(checked.ran.code, 3);
  EXPECT_EQ(checked.right(kRole), "part");
  const json::object& family = checked.fact("guest.os.family");
  EXPECT_EQ(family.at("known").as_int64(), 0);
  EXPECT_EQ(family.at("supply").as_string(), "rights");
  EXPECT_EQ(family.at("privilege").as_string(), std::string(kRole) + "; VMware Tools in the guest");
  EXPECT_EQ(family.at("reasons").at(0).at("reason").as_string(), "not-permitted");
  EXPECT_THAT(std::string(family.at("reasons").at(0).at("remedy").as_string()), HasSubstr("System.Read"));
  EXPECT_TRUE(family.at("needed").as_bool());
  EXPECT_TRUE(checked.waits_for("guest.os.family"));
}

TEST_F(CheckOfVcenter, AWrongPasswordIsNoSignIn) {
  const hvtest::Vcsim vcsim({});
  const CheckedVcenter checked = check(vcsim, "guess");
  EXPECT_EQ(checked.ran.code, 4);
  EXPECT_EQ(checked.target.at("state").as_string(), "failed");
  EXPECT_TRUE(checked.target.at("reached").as_bool());
  EXPECT_FALSE(checked.target.at("signed_in").as_bool());
  EXPECT_EQ(checked.target.at("errors").at(0).at("code").as_string(), "auth");
}

TEST_F(CheckOfVcenter, ADeadAddressIsNotReached) {
  std::string uri;
  {
    const hvtest::Vcsim gone({});
    uri = "vsphere://reader@" + gone.authority();
  }
  const Ran ran = run({"target", "check", uri, "--plugin-path", HVC_PLUGIN, "-q", "--timeout", "20"},
                      {.environment = {{"no_proxy", "127.0.0.1"}}});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, HasSubstr("verdict: it could not be read\n"));
}

}  // namespace
}  // namespace hvcompat::testing
