// Help, version, and what is said of a command line that is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

void expect_usage_error(const std::vector<std::string>& arguments, const std::string& err) {
  const Ran ran = run(arguments);
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, err);
  EXPECT_EQ(ran.out, "");
}

TEST(CommandLine, version) {
  const Ran ran = run({"--version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, StartsWith("hvcompat "));
  EXPECT_EQ(ran.err, "");
}

TEST(CommandLine, help_tells_commands_and_exit_codes) {
  const Ran ran = run({"--help"});
  EXPECT_EQ(ran.code, 0);
  for (const char* command : {"scan", "collect", "evaluate", "explain", "policy", "plugin", "Exit codes"})
    EXPECT_THAT(ran.out, HasSubstr(command));
}

TEST(CommandLine, help_of_a_command) {
  const Ran ran = run({"scan", "--help"});
  EXPECT_EQ(ran.code, 0);
  for (const char* option : {"--site", "--as-of", "--fail-on", "--timeout", "TARGET"})
    EXPECT_THAT(ran.out, HasSubstr(option));
}

TEST(CommandLine, no_command) {
  expect_usage_error(
      {},
      "hvcompat: `hvcompat` needs a command: scan, collect, evaluate, explain, report, diff, target, policy, "
      "plugin, catalog, waiver, profile, completion, man\n"
      "    `hvcompat --help` tells what each does\n");
}

TEST(CommandLine, unknown_command) {
  expect_usage_error({"scna", "qemu:///system"}, "hvcompat: unknown command `scna`\n    did you mean `scan`?\n");
  expect_usage_error({"policy", "lst"}, "hvcompat: unknown command `lst`\n    did you mean `list`?\n");
}

TEST(CommandLine, an_empty_word_is_no_value_of_an_option) {
  const std::string file = source_file("tests/data/shop.ndjson");
  for (const char* option :
       {"--as-of", "--site", "--profile", "--baseline", "--policy", "--policy-path", "--output", "--guest", "--tag"})
    expect_usage_error({"evaluate", file, option, ""}, "hvcompat: " + std::string(option) +
                                                           ": an empty word is no value\n"
                                                           "    `hvcompat evaluate --help` tells how it is used\n");
  EXPECT_THAT(run({"evaluate", file, "-o", ""}).err, HasSubstr("--output: an empty word is no value\n"));
  for (const std::vector<std::string>& command : {std::vector<std::string>{"diff", file, file, "-o", ""},
                                                  {"catalog", "list", "--site", ""},
                                                  {"collect", "test:///default", "-o", ""},
                                                  {"policy", "list", "--as-of", ""}}) {
    const Ran ran = run(command);
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr(": an empty word is no value\n"));
  }
}

TEST(CommandLine, unknown_option) {
  expect_usage_error({"scan", "--fromat", "json"},
                     "hvcompat: unknown option `--fromat`\n    did you mean `--format`?\n");
  expect_usage_error({"evaluate", "--zzz=1", "x"},
                     "hvcompat: unknown option `--zzz`\n    `hvcompat evaluate --help` tells what there is\n");
}

TEST(CommandLine, argument_too_many) {
  expect_usage_error({"explain", "a", "b", "c"},
                     "hvcompat: unexpected argument `c`\n    `hvcompat explain --help` tells what there is\n");
}

TEST(CommandLine, argument_missing) {
  expect_usage_error({"evaluate"}, "hvcompat: FILE is required\n    `hvcompat evaluate --help` tells how it is used\n");
}

TEST(CommandLine, bad_value) {
  const Ran ran = run({"evaluate", source_file("tests/data/shop.ndjson"), "--format", "xml"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--format: xml not in {text,json,ndjson,html,junit,sarif,csv,markdown,prometheus"));
}

TEST(CommandLine, as_of_is_a_calendar_date) {
  for (const char* date : {"2026-13-01", "2026-02-29", "yesterday", "2026-1-1"})
    expect_usage_error({"evaluate", source_file("tests/data/shop.ndjson"), "--as-of", date},
                       "hvcompat: `" + std::string(date) + "` is not a date\n    write --as-of YYYY-MM-DD\n");
}

TEST(CommandLine, unknown_profile_and_policy) {
  expect_usage_error({"evaluate", source_file("tests/data/shop.ndjson"), "--profile", "strct"},
                     "hvcompat: there is no profile `strct`\n    did you mean `strict`?\n");
  expect_usage_error({"evaluate", source_file("tests/data/shop.ndjson"), "--policy", "kb89761"},
                     "hvcompat: there is no policy `kb89761`\n    did you mean `kb897615`?\n");
}

}  // namespace
}  // namespace hvcompat::testing
