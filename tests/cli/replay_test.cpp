// hvcompat collect --record, plugin replay and --redact, as users run them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> with_fixtures(std::vector<std::string> arguments, bool quiet = true) {
  for (const char* name : {"good", "crash", "garbage", "half_way", "patient", "planted"}) {
    arguments.push_back("--plugin-path");
    arguments.push_back(std::string(FIXTURES) + "/" + name + ".so");
  }
  if (quiet) arguments.push_back("-q");
  return arguments;
}

// Levels by rule, in an order that names do not decide.
std::vector<std::string> levels_of(const std::string& inventory) {
  const Ran ran = run({"evaluate", inventory, "--as-of", "2026-11-20", "--format", "json"});
  std::vector<std::string> levels;
  const boost::json::value report = boost::json::parse(ran.out);
  for (const auto& guest : report.at("guests").as_array())
    levels.push_back(boost::json::serialize(guest.at("level")) + boost::json::serialize(guest.at("possible")) +
                     boost::json::serialize(guest.at("areas").at(0).at("packs").at(0).at("rule")));
  std::sort(levels.begin(), levels.end());
  return levels;
}

class Replay : public ::testing::Test {
 protected:
  Folder folder_;
  std::string recording_ = folder_.at("recording");
};

TEST_F(Replay, same_inventory_warnings_and_exit_code) {
  const std::vector<std::string> targets{"good://a", "crash://b", "garbage://c", "half-way://d", "planted://e"};
  std::vector<std::string> collect{"collect", "--record", recording_, "-o", folder_.at("live")};
  collect.insert(collect.end(), targets.begin(), targets.end());
  const Ran live = run(with_fixtures(collect));
  const Ran again = run({"plugin", "replay", recording_, "-o", folder_.at("again")});
  EXPECT_EQ(live.code, 4);
  EXPECT_EQ(again.code, 4);
  EXPECT_EQ(read_file(folder_.at("again")), read_file(folder_.at("live")));
  // What plugins log is told while they run, what failed at the end.
  EXPECT_EQ(again.err, live.err);
  EXPECT_EQ(run({"plugin", "replay", recording_}).out, read_file(folder_.at("live")));
}

TEST_F(Replay, single_target_and_good_code) {
  EXPECT_EQ(run(with_fixtures({"collect", "good://a", "crash://b", "--record", recording_})).code, 4);
  const Ran one = run({"plugin", "replay", recording_ + "/0001-good-a"});
  EXPECT_EQ(one.code, 0);
  EXPECT_EQ(one.err, "");
  EXPECT_THAT(one.out, HasSubstr("good://a"));
  EXPECT_THAT(one.out, Not(HasSubstr("crash")));
}

TEST_F(Replay, scan_records_too) {
  EXPECT_NE(run(with_fixtures({"scan", "good://a", "--record", recording_})).code, 2);
  EXPECT_THAT(run({"plugin", "replay", recording_}).out, HasSubstr("web-01"));
}

TEST_F(Replay, interrupted_run_is_replayed_as_one) {
  const Ran live = run(
      with_fixtures({"collect", "good://a", "patient://b", "--record", recording_, "-o", folder_.at("live")}, false),
      {.interrupt_when = has_said("good://a: collected")});
  EXPECT_EQ(live.code, 4);
  const Ran again = run({"plugin", "replay", recording_, "-o", folder_.at("again")});
  EXPECT_EQ(again.code, 4);
  EXPECT_EQ(read_file(folder_.at("again")), read_file(folder_.at("live.partial")));
}

TEST_F(Replay, folder_that_is_there_is_refused_before_anything_runs) {
  EXPECT_EQ(run(with_fixtures({"collect", "good://a", "--record", recording_})).code, 0);
  const Ran ran = run(with_fixtures({"collect", "crash://a", "--record", recording_}));
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: `" + recording_ + "` is there already\n    name a folder that is new or empty\n");
  EXPECT_EQ(ran.out, "");
}

TEST_F(Replay, no_recording) {
  const Ran ran = run({"plugin", "replay", folder_.at("")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("is no recording\n    name a folder that `hvcompat collect --record` made\n"));
}

TEST_F(Replay, not_in_process) {
  const Ran ran = run(with_fixtures({"collect", "good://a", "--record", recording_, "--in-process"}));
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--in-process"));
}

class Redacted : public Replay {
 protected:
  Redacted() {
    write_file(folder_.at("key"), "0123456789abcdef0123456789abcdef\n");
    write_file(folder_.at("other"), "another key, also of some length\n");
  }

  void expect_clean(const std::string& inventory) {
    for (const char* name :
         {"frankfurt", "Payroll", "SAPPROD", "sapprod", "corp.example", "10.20.30", "schmidt", "Gehalt"})
      EXPECT_THAT(read_file(inventory), Not(HasSubstr(name)));
  }
};

TEST_F(Redacted, verdicts_stay_and_names_go) {
  run(with_fixtures({"collect", "planted://lab", "--record", recording_, "-o", folder_.at("plain")}));
  const Ran ran = run(with_fixtures({"collect", "planted://lab", "--redact", "-o", folder_.at("redacted")}));
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, Not(HasSubstr("Payroll")));
  run({"plugin", "replay", recording_, "--redact", "-o", folder_.at("replayed")});
  const auto levels = levels_of(folder_.at("plain"));
  EXPECT_EQ(levels.size(), 2U);
  for (const char* name : {"redacted", "replayed"}) {
    expect_clean(folder_.at(name));
    EXPECT_EQ(levels_of(folder_.at(name)), levels);
  }
}

TEST_F(Redacted, key_makes_the_same_pseudonyms) {
  run(with_fixtures({"collect", "planted://lab", "--record", recording_}));
  const auto replayed = [&](const std::string& key) {
    return run({"plugin", "replay", recording_, "--redact", "--redact-key", folder_.at(key)}).out;
  };
  EXPECT_EQ(replayed("key"), replayed("key"));
  EXPECT_NE(replayed("key"), replayed("other"));
  EXPECT_NE(run({"plugin", "replay", recording_, "--redact"}).out,
            run({"plugin", "replay", recording_, "--redact"}).out);
}

TEST_F(Redacted, recording_of_a_recording) {
  const std::string shown = folder_.at("shown");
  run(with_fixtures({"collect", "planted://lab", "--record", recording_}));
  const Ran made = run({"plugin", "replay", recording_, "--redact", "--record", shown, "-o", folder_.at("made")});
  EXPECT_EQ(made.code, 4);
  expect_clean(folder_.at("made"));
  EXPECT_EQ(run({"plugin", "replay", shown}).out, read_file(folder_.at("made")));
}

TEST_F(Redacted, report_of_a_scan_has_the_real_names) {
  const Ran ran = run(with_fixtures({"scan", "planted://lab", "--record", recording_, "--redact"}));
  EXPECT_THAT(ran.out, HasSubstr("SAPPROD"));
  EXPECT_THAT(run({"plugin", "replay", recording_}).out, Not(HasSubstr("SAPPROD")));
  EXPECT_EQ(run(with_fixtures({"scan", "planted://lab", "--redact"})).code, 2);
}

TEST_F(Redacted, short_key_long_key_and_strange_fact) {
  write_file(folder_.at("short"), "short\n");
  const Ran ran = run(with_fixtures({"collect", "good://a", "--redact", "--redact-key", folder_.at("short")}));
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("is shorter than 16 bytes"));
  write_file(folder_.at("long"), std::string(65'537, 'x'));
  EXPECT_THAT(run(with_fixtures({"collect", "good://a", "--redact", "--redact-key", folder_.at("long")})).err,
              HasSubstr("larger than 64 KiB"));
  EXPECT_THAT(run(with_fixtures({"collect", "good://a", "--redact", "--redact-keep", "guest.power"})).err,
              HasSubstr("`guest.power` is no vendor's fact"));
}

TEST_F(Redacted, fact_that_is_kept) {
  const Ran ran = run(with_fixtures({"collect", "planted://lab", "--redact", "--redact-keep", "x.acme.edition"}));
  EXPECT_THAT(ran.out, HasSubstr("\"x.acme.edition\":\"gold\""));
}

}  // namespace
}  // namespace hvcompat::testing
