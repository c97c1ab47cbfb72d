// hvcompat plugin verify, and scans that demand its certificates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <filesystem>

#include "cli/program.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string fixture(const std::string& name) { return std::string(FIXTURES) + "/" + name + ".so"; }

TEST(PluginVerify, one_line_a_check_and_a_summary) {
  const Ran ran = run({"plugin", "verify", fixture("good"), "--level", "2"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, StartsWith("passed   1  symbol: the file is a shared object with the symbol hvcompat_plugin\n"));
  EXPECT_THAT(ran.out, HasSubstr("\n16 checks: 16 passed, 0 failed, 0 skipped, 0 blocked\n"));
}

TEST(PluginVerify, a_failed_check_says_what_to_change_and_is_exit_1) {
  const Ran ran = run({"plugin", "verify", fixture("crash"), "--check", "completes"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("failed   2  completes: it reads its target to the end\n"
                                 "    seen:    it was ended by SIGSEGV (Segmentation fault)\n    matters: "));
  EXPECT_THAT(ran.out, HasSubstr("    change:  return HVC_OK after the `end` record"));
}

TEST(PluginVerify, json_is_the_certificate) {
  const Folder folder;
  const Ran ran = run({"plugin", "verify", fixture("good"), "--level", "1", "--json", "--date", "2026-11-21", "-o",
                       folder.at("c.json")});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, read_file(folder.at("c.json")));
  EXPECT_EQ(schema_violation(source_file("configs/schema/certificate.schema.json"), ran.out), "");
  EXPECT_EQ(boost::json::parse(ran.out).at("date").as_string(), "2026-11-21");
  EXPECT_FALSE(boost::json::parse(ran.out).at("kit").at("whole").as_bool());
}

TEST(PluginVerify, junit) {
  const Ran ran = run({"plugin", "verify", fixture("wrong_abi"), "--level", "1", "--junit"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out,
              AllOf(StartsWith("<?xml"), HasSubstr("name=\"abi\">\n      <failure message=\"it speaks plugin")));
}

TEST(PluginVerify, list_tells_every_check) {
  const Ran ran = run({"plugin", "verify", "--list"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, AllOf(StartsWith("level 1: loads\n  symbol: "), HasSubstr("level 4: hostile conditions\n"),
                             HasSubstr("  fuzzed-options: ")));
}

TEST(PluginVerify, a_target_of_the_site_file) {
  const Folder folder;
  write_file(folder.at("site.json"), R"({"targets":[{"name":"lab","uri":"good://lab"}]})");
  const Ran ran = run({"plugin", "verify", fixture("good"), "--check", "completes", "--site", folder.at("site.json"),
                       "--target", "lab", "--json"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(boost::json::parse(ran.out).at("target").as_string(), "good://lab");
}

TEST(PluginVerify, wrong_usage) {
  EXPECT_THAT(run({"plugin", "verify"}).err, StartsWith("hvcompat: FILE is missing\n"));
  const std::vector<std::vector<std::string>> wrong{{"--check", "idz"},   {"--json", "--junit"},
                                                    {"--date", "today"},  {"--target", "qemu:///system"},
                                                    {"--site", "s.json"}, {"--level", "9"}};
  for (std::vector<std::string> arguments : wrong) {
    arguments.insert(arguments.begin(), {"plugin", "verify", fixture("good")});
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 2) << arguments[3];
    EXPECT_EQ(ran.out, "") << arguments[3];
  }
  EXPECT_EQ(run({"plugin", "verify", "/nonexistent.so"}).code, 2);
}

// A plugin of its own, so that certificates lie beside no other test's.
class RequireVerified : public ::testing::Test {
 protected:
  RequireVerified() { fs::copy_file(fixture("good"), plugin_); }
  Ran scan(const std::string& require) {
    return run({"collect", "good://x", "unreachable://x", "--plugin-path", plugin_, "--plugin-path",
                fixture("unreachable"), require, "-q"});
  }
  Folder folder_;
  const std::string plugin_ = folder_.at("good.so");
};

TEST_F(RequireVerified, without_certificate_the_target_is_refused) {
  const Ran ran = scan("--require-verified");
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, AllOf(HasSubstr(R"("code":"plugin-refused")"),
                             HasSubstr("is not verified: there is no certificate"), Not(HasSubstr("web-01"))));
  EXPECT_THAT(ran.err, HasSubstr("hvcompat plugin verify " + plugin_ + " -o " + plugin_ + ".certificate.json"));
}

TEST_F(RequireVerified, with_certificate_it_is_read_and_the_others_are_not) {
  EXPECT_EQ(run({"plugin", "verify", plugin_, "-o", plugin_ + ".certificate.json"}).code, 0);
  const Ran ran = scan("--require-verified");
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("web-01"), HasSubstr("unreachable.so` is not verified")));
  EXPECT_THAT(scan("--require-verified=" + fs::path(plugin_).parent_path().string()).out, HasSubstr("web-01"));
}

TEST_F(RequireVerified, a_changed_file_is_another_file) {
  EXPECT_EQ(run({"plugin", "verify", plugin_, "-o", plugin_ + ".certificate.json"}).code, 0);
  write_file(plugin_, read_file(plugin_) + "x");
  EXPECT_THAT(scan("--require-verified").out, HasSubstr("is for another file"));
}

TEST_F(RequireVerified, a_folder_that_is_not_there) { EXPECT_EQ(scan("--require-verified=/nonexistent").code, 2); }

}  // namespace
}  // namespace hvcompat::testing
