// hvcompat target check: targets that answer, lack, fail and hang, in both formats.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "cli/program.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kDate = "2026-11-20";

Ran check(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"target", "check", "-q", "--as-of", kDate});
  for (const char* name : {"good", "crash", "patient", "unreachable", "endless", "hang"}) {
    arguments.emplace_back("--plugin-path");
    arguments.push_back(std::string(FIXTURES) + "/" + name + ".so");
  }
  return run(arguments);
}

// The document of a run, valid, and its one target.
json::value checked(std::vector<std::string> arguments, int code) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const Ran ran = check(std::move(arguments));
  EXPECT_EQ(ran.code, code) << ran.err;
  EXPECT_EQ(schema_violation(source_file("configs/schema/target-check.schema.json"), ran.out), "");
  return json::parse(ran.out).at("targets").at(0);
}

const json::object& fact(const json::value& target, std::string_view name) {
  for (const json::value& one : target.at("facts").as_array())
    if (one.at("fact").as_string() == name) return one.as_object();
  throw std::out_of_range(std::string(name));
}

TEST(TargetCheck, ATargetThatAnswersAndLacks) {
  const json::value target = checked({"good://admin@lab"}, 3);
  EXPECT_EQ(target.at("state").as_string(), "lacks");
  EXPECT_EQ(target.at("account").as_string(), "admin");
  EXPECT_TRUE(target.at("reached").as_bool());
  EXPECT_TRUE(target.at("signed_in").as_bool());
  EXPECT_FALSE(target.at("sample").at("more").as_bool());
  EXPECT_EQ(target.at("sample").at("guests").as_int64(), 1);
  EXPECT_EQ(fact(target, "guest.power").at("known").as_int64(), 1);
  EXPECT_TRUE(fact(target, "guest.power").at("supply").is_null());
  // Nothing that this plugin can tell, so nobody's right would help.
  EXPECT_EQ(fact(target, "guest.os.product").at("supply").as_string(), "site");
  EXPECT_FALSE(fact(target, "guest.os.product").at("declared").as_bool());
  EXPECT_TRUE(fact(target, "guest.os.product").at("needed").as_bool());
  EXPECT_EQ(fact(target, "customer.support_agreement").at("entity").as_string(), "customer");
  EXPECT_THAT(target.at("clauses").as_array(), Not(IsEmpty()));
}

TEST(TargetCheck, WhatIsAcceptedDoesNotLack) {
  const json::value some = checked({"good://lab", "--accept", "customer.*,guest.os.product"}, 3);
  EXPECT_TRUE(fact(some, "customer.support_agreement").at("accepted").as_bool());
  EXPECT_TRUE(fact(some, "guest.os.product").at("accepted").as_bool());
  for (const json::value& clause : some.at("clauses").as_array())
    for (const json::value& waits : clause.at("facts").as_array()) EXPECT_NE(waits.as_string(), "guest.os.product");
  const json::value all = checked({"good://lab", "--accept", "*"}, 0);
  EXPECT_EQ(all.at("state").as_string(), "complete");
  EXPECT_THAT(all.at("clauses").as_array(), IsEmpty());
}

TEST(TargetCheck, AnAcceptedFactThatIsNoneIsAMistake) {
  const Ran ran = check({"good://lab", "--accept", "guest.os.prodct"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: --accept: there is no fact `guest.os.prodct`\n    did you mean `guest.os.product`?\n");
  EXPECT_EQ(check({"good://lab", "--accept", "nothing.*"}).code, 2);
}

TEST(TargetCheck, AFleetThatNeverEndsIsSampled) {
  const json::value target = checked({"endless://lab", "--sample", "5"}, 3);
  EXPECT_TRUE(target.at("sample").at("more").as_bool());
  EXPECT_EQ(target.at("sample").at("guests").as_int64(), 5);
  EXPECT_THAT(target.at("errors").as_array(), IsEmpty());
  EXPECT_THAT(check({"endless://lab", "--sample", "5"}).out, HasSubstr("  sample: 1 host, 5 guests; there are more\n"));
}

TEST(TargetCheck, AnUnreachableOneIsToldWithItsRemedy) {
  const Ran ran = check({"unreachable://lab"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_EQ(ran.out,
            "unreachable://lab\n"
            "  not reached, no user name is given, by unreachable 1.0\n"
            "  error: unreachable: connection refused\n"
            "    remedy: start the server\n"
            "  verdict: it could not be read\n"
            "\n"
            "1 target: 1 not readable\n");
  const json::value target = checked({"unreachable://lab"}, 4);
  EXPECT_EQ(target.at("state").as_string(), "failed");
  EXPECT_FALSE(target.at("reached").as_bool());
}

TEST(TargetCheck, ACrashAndAHangAreResults) {
  const Ran ran = check({"crash://lab", "hang://lab", "good://lab", "--timeout", "10"});
  EXPECT_EQ(ran.code, 4) << "worse than the facts that lack";
  EXPECT_THAT(ran.out, AllOf(HasSubstr("error: plugin-crash: "), HasSubstr("error: timeout: "),
                             HasSubstr("3 targets: 1 lacking facts, 2 not readable\n")));
}

TEST(TargetCheck, AHostThatCameBeforeTheHangWasReached) {
  const json::value target = checked({"patient://lab", "--timeout", "5"}, 4);
  EXPECT_EQ(target.at("sample").at("guests").as_int64(), 0);
  EXPECT_TRUE(target.at("reached").as_bool());
}

TEST(TargetCheck, UsageErrors) {
  EXPECT_EQ(check({}).code, 2);
  EXPECT_EQ(check({"goood://x"}).code, 2);
  EXPECT_EQ(check({"good://x", "--sample", "0"}).code, 2);
  EXPECT_EQ(check({"good://x", "--policy", "kb1"}).code, 2);
  EXPECT_EQ(check({"good://x", "--format", "xml"}).code, 2);
}

TEST(TargetCheck, APasswordIsNeverTold) {
  const Ran ran = check({"good://admin:s3cret@lab"});
  EXPECT_THAT(ran.out + ran.err, Not(HasSubstr("s3cret")));
  EXPECT_THAT(ran.out, HasSubstr("as `admin`"));
}

#ifdef HVCOMPAT_HAS_LIBVIRT

TEST(TargetCheck, AnEmptyHostTellsThatNothingCouldBeTried) {
  const Folder folder;
  write_file(folder.at("empty.xml"), "<node></node>");
  const std::string uri = "test://" + folder.at("empty.xml");
  const json::value target = checked({uri}, 3);
  EXPECT_EQ(target.at("state").as_string(), "untried");
  EXPECT_THAT(check({uri}).out, HasSubstr("verdict: the account sees no guest: there is none, or it lacks the right to "
                                          "see any\n"));
}

TEST(TargetCheck, TheLabLacksWhatItsSiteFileLeavesOut) {
  const std::string uri = "test://" + source_file("configs/examples/lab/lab.xml");
  const std::string site = source_file("configs/examples/lab/lab.site.json");
  const json::value without = checked({uri}, 3);
  const json::value with = checked({uri, "--site", site}, 3);
  EXPECT_TRUE(fact(without, "hypervisor.vendor").at("needed").as_bool());
  EXPECT_FALSE(fact(with, "hypervisor.vendor").at("needed").as_bool()) << "it is attested";
  EXPECT_LT(with.at("clauses").as_array().size(), without.at("clauses").as_array().size());
  // What lacks, and by which right it would come.
  const json::object& family = fact(with, "guest.os.family");
  EXPECT_EQ(family.at("supply").as_string(), "guest");
  EXPECT_EQ(family.at("privilege").as_string(),
            "a read-write connection (option agent) and qemu-guest-agent in the guest");
}

#endif

}  // namespace
}  // namespace hvcompat::testing
