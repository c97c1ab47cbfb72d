// hvcompat scan and collect: targets that answer, fail, hang, and a run that is interrupted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "cli/program.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string kDate = "2026-11-20";

std::vector<std::string> with_fixtures(std::vector<std::string> arguments) {
  for (const char* name : {"good", "crash", "patient", "unreachable"}) {
    arguments.push_back("--plugin-path");
    arguments.push_back(std::string(FIXTURES) + "/" + name + ".so");
  }
  return arguments;
}

std::string without_time(const std::string& report) {
  const std::string untimed = std::regex_replace(report, std::regex("[0-9-]+T[0-9:.]+Z"), "(time)");
  return std::regex_replace(untimed, std::regex("\"seconds\": ?[0-9.e-]+"), "\"seconds\":(time)");
}

TEST(Scan, unknown_scheme_names_the_plugins) {
  const Ran ran = run(with_fixtures({"scan", "goood://x"}));
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith("hvcompat: target `goood://x`: no plugin reads `goood` URIs\n"));
  EXPECT_THAT(ran.err, HasSubstr("did you mean `good`?"));
  EXPECT_THAT(ran.err, HasSubstr("patient"));
}

TEST(Scan, no_target) {
  const Ran ran = run({"scan"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith("hvcompat: there is nothing to read: no target is given\n"));
}

TEST(Collect, full_standard_output_is_told_once) {
  const Ran ran = run(with_fixtures({"collect", "good://x", "-q"}), {.out_file = "/dev/full"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: cannot write to the standard output: no space left on device\n");
}

TEST(Scan, equals_collect_and_evaluate) {
  const Folder folder;
  for (const std::string format : {"text", "json", "ndjson"}) {
    const Ran scan = run(with_fixtures({"scan", "good://x", "--as-of", kDate, "--format", format, "-q"}));
    EXPECT_EQ(run(with_fixtures({"collect", "good://x", "-o", folder.at("i.ndjson")})).code, 0);
    const Ran later = run({"evaluate", folder.at("i.ndjson"), "--as-of", kDate, "--format", format});
    EXPECT_EQ(without_time(scan.out), without_time(later.out));
    EXPECT_EQ(scan.code, later.code);
  }
}

TEST(Scan, failing_target_is_told_and_harms_no_other) {
  const Folder folder;
  const std::vector<std::string> targets = {"good://x", "crash://x"};
  const Ran scan = run(with_fixtures({"scan", targets[0], targets[1], "--as-of", kDate, "--format", "json", "-q"}));
  EXPECT_EQ(scan.code, 4);
  EXPECT_THAT(scan.err, StartsWith("warning: crash://x: "));
  EXPECT_EQ(schema_violation(source_file("configs/schema/report.schema.json"), scan.out), "");
  EXPECT_EQ(run(with_fixtures({"collect", targets[0], targets[1], "-q", "-o", folder.at("i")})).code, 4);
  const Ran later = run({"evaluate", folder.at("i"), "--as-of", kDate, "--format", "json"});
  EXPECT_EQ(later.code, 4);
  EXPECT_EQ(without_time(scan.out), without_time(later.out));
}

TEST(Scan, compressed_inventory) {
  const Folder folder;
  run(with_fixtures({"collect", "good://x", "-o", folder.at("i.ndjson")}));
  run(with_fixtures({"collect", "good://x", "-o", folder.at("i.zst")}));
  EXPECT_EQ(read_file(folder.at("i.zst")).substr(0, 4), "\x28\xb5\x2f\xfd");
  EXPECT_EQ(without_time(run({"evaluate", folder.at("i.zst"), "--as-of", kDate}).out),
            without_time(run({"evaluate", folder.at("i.ndjson"), "--as-of", kDate}).out));
}

TEST(Scan, progress_is_plain_in_a_pipe_and_absent_when_quiet) {
  EXPECT_EQ(run(with_fixtures({"scan", "good://x"})).err, "good://x: collecting\ngood://x: collected\n");
  EXPECT_EQ(run(with_fixtures({"scan", "good://x", "--quiet"})).err, "");
}

TEST(Scan, hanging_target_is_given_up) {
  const Ran ran = run(with_fixtures({"scan", "patient://x", "good://x", "--timeout", "1", "-q"}));
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, HasSubstr("warning: patient://x: "));
}

TEST(Scan, interrupted_run_reports_what_there_is) {
  const Ran ran =
      run(with_fixtures({"scan", "good://x", "patient://x"}), {.interrupt_when = has_said("good://x: collected")});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, HasSubstr("GUEST"));
}

TEST(Scan, interrupted_run_keeps_the_old_file) {
  const Folder folder;
  write_file(folder.at("r"), "old\n");
  const Ran ran = run(with_fixtures({"scan", "good://x", "patient://x", "-o", folder.at("r")}),
                      {.interrupt_when = has_said("good://x: collected")});
  EXPECT_EQ(ran.code, 4);
  EXPECT_EQ(read_file(folder.at("r")), "old\n");
  EXPECT_THAT(folder.names(), ElementsAre("r", "r.partial"));
  EXPECT_THAT(ran.err, HasSubstr("warning: interrupted: what was gathered is in `" + folder.at("r.partial") + "`"));
}

TEST(Scan, interrupted_run_into_a_device_names_no_partial_file) {
  const Ran ran = run(with_fixtures({"scan", "patient://x", "-o", "/dev/null"}),
                      {.interrupt_when = has_said("patient://x: collecting")});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, HasSubstr("warning: interrupted: what was gathered is all that went to `/dev/null`\n"));
}

TEST(Scan, in_process) {
  EXPECT_EQ(without_time(run(with_fixtures({"scan", "good://x", "--in-process", "-q", "--as-of", kDate})).out),
            without_time(run(with_fixtures({"scan", "good://x", "-q", "--as-of", kDate})).out));
}

#ifdef HVCOMPAT_HAS_LIBVIRT

std::vector<std::string> lab(std::vector<std::string> arguments) {
  arguments.push_back("test://" + source_file("configs/examples/lab/lab.xml"));
  arguments.push_back("-q");
  return arguments;
}

TEST(Lab, scan_equals_collect_and_evaluate) {
  const Folder folder;
  const std::string site = source_file("configs/examples/lab/lab.site.json");
  EXPECT_EQ(run(lab({"collect", "-o", folder.at("lab.ndjson")})).code, 0);
  for (const std::string format : {"text", "json", "ndjson"}) {
    const Ran scan = run(lab({"scan", "--site", site, "--as-of", kDate, "--format", format}));
    const Ran later = run({"evaluate", folder.at("lab.ndjson"), "--site", site, "--as-of", kDate, "--format", format});
    EXPECT_EQ(scan.err, "");
    EXPECT_EQ(scan.code, 1);
    EXPECT_EQ(without_time(scan.out), without_time(later.out));
  }
}

TEST(Lab, report_is_valid_and_every_guest_has_an_answer) {
  const std::string site = source_file("configs/examples/lab/lab.site.json");
  const Ran ran = run(lab({"scan", "--site", site, "--as-of", kDate, "--format", "json"}));
  EXPECT_EQ(schema_violation(source_file("configs/schema/report.schema.json"), ran.out), "");
  const auto report = boost::json::parse(ran.out);
  EXPECT_GE(report.at("guests").as_array().size(), 12U);
  for (const auto& guest : report.at("guests").as_array()) EXPECT_NE(guest.at("level").as_string(), "");
}

#endif

}  // namespace
}  // namespace hvcompat::testing
