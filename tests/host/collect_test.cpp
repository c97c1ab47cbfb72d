// Collecting as it should be: order, retry, secrets, several targets, and the same in process.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <linux/fs.h>
#include <linux/landlock.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <optional>

#include "collect/child_limits.hpp"
#include "collect/gather.hpp"
#include "fixtures.hpp"

namespace hvcompat {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

void expect_good(const CollectedTarget& collected) {
  EXPECT_THAT(errors_of(collected), IsEmpty());
  EXPECT_THAT(collected.complaints, IsEmpty());
  EXPECT_TRUE(collected.inventory.complete);
  ASSERT_EQ(collected.inventory.hosts.size(), 1U);
  ASSERT_EQ(collected.guests.size(), 1U);
  EXPECT_EQ(collected.guests.records()[0].name, "web-01");
}

TEST(Collect, InventoryNamesTargetAndPlugin) {
  const auto collected = collect_one("good");
  expect_good(collected);
  EXPECT_EQ(collected.inventory.target, "good");
  EXPECT_EQ(collected.inventory.uri, "good://lab");
  EXPECT_EQ(collected.inventory.plugin_name, "good");
  EXPECT_EQ(collected.inventory.plugin_version, "1.0");
  EXPECT_EQ(collected.inventory.plugin_sha256, sha256_of_file(fixture_file("good")));
  EXPECT_EQ(collected.inventory.plugin_sha256.size(), 64U);
  EXPECT_EQ(collected.inventory.collected_at.size(), std::string("2026-11-20T22:42:00Z").size());
  EXPECT_EQ(collected.attempts, 1);
}

TEST(Collect, InProcessGivesTheSame) {
  auto options = short_options();
  auto apart = collect_one("good");
  auto here = run_plugin_in_process(request_for("good"), options);
  apart.inventory.collected_at = here.inventory.collected_at;
  EXPECT_TRUE(apart.inventory.seconds && here.inventory.seconds);
  apart.inventory.seconds = here.inventory.seconds;
  EXPECT_EQ(write_inventory(apart.whole()), write_inventory(here.whole()));
}

TEST(Collect, InProcessTellsWhyItFailed) {
  const auto here = run_plugin_in_process(request_for("unreachable"), short_options());
  EXPECT_THAT(errors_of(here), ElementsAre("unreachable: connection refused [start the server]"));
}

TEST(Collect, FileThatHasChangedSinceItWasLookedForIsNotLoaded) {
  CollectRequest request = request_for("load_crash");  // told as a crash if anything of it ran
  request.plugin_sha256 = sha256_of_file(fixture_file("good"));
  const auto collected = collect_targets({request}, short_options()).targets.at(0);
  ASSERT_EQ(collected.inventory.errors.size(), 1U);
  EXPECT_EQ(collected.inventory.errors[0].code, "plugin-refused");
  EXPECT_THAT(collected.inventory.errors[0].text, HasSubstr("has changed since plugins were looked for"));
  EXPECT_FALSE(collected.inventory.complete);
}

// A secret may look like a version or a date, which other redaction leaves in values.
TEST(Gathering, SecretsOfDigitsAreInNoGuest) {
  const CollectRequest request = request_for("good");
  Gathering gathering(request);
  gathering.take(R"({"record":"guest","id":"a","facts":{"x.acme.pin":"20260101","x.acme.pins":["20260101"]}})");
  PluginRun run;
  run.secrets = {"20260101"};
  const CollectedTarget made = gathering.finish(CollectOptions{}, std::move(run));
  ASSERT_EQ(made.guests.size(), 1U);
  EXPECT_THAT(write_inventory(made.whole()), testing::Not(HasSubstr("20260101\"")));
}

TEST(Collect, OthersNeverNotice) {
  auto options = short_options();
  options.jobs = 4;
  options.deadline = std::chrono::seconds(6);
  std::vector<CollectRequest> requests;
  for (const char* name : {"hang", "good", "crash", "garbage", "slow", "flood_raw"})
    requests.push_back(request_for(name));
  options.output_cap = 1u << 20;
  const auto collection = collect_targets(requests, options);
  ASSERT_EQ(collection.targets.size(), 6U);
  EXPECT_FALSE(collection.interrupted);
  for (std::size_t i = 0; i < requests.size(); ++i)
    EXPECT_EQ(collection.targets[i].target.name, requests[i].target.name);
  expect_good(collection.targets[1]);
  expect_good(collection.targets[4]);
  EXPECT_EQ(collection.targets[0].inventory.errors.at(0).code, "timeout");
  EXPECT_EQ(collection.targets[2].inventory.errors.at(0).code, "plugin-crash");
  EXPECT_EQ(collection.targets[3].inventory.errors.at(0).code, "lost-records");
  EXPECT_EQ(collection.targets[5].inventory.errors.at(0).code, "output-limit");
}

TEST(Collect, MoreTargetsThanJobs) {
  auto options = short_options();
  options.jobs = 2;
  const auto collection = collect_targets(std::vector<CollectRequest>(7, request_for("good")), options);
  ASSERT_EQ(collection.targets.size(), 7U);
  for (const auto& collected : collection.targets) expect_good(collected);
}

TEST(Collect, NoTargets) { EXPECT_THAT(collect_targets({}, short_options()).targets, IsEmpty()); }

TEST(Collect, UnreachableIsTriedTwice) {
  const auto collected = collect_one("unreachable");
  EXPECT_EQ(collected.attempts, 2);
  EXPECT_THAT(errors_of(collected), ElementsAre("unreachable: connection refused [start the server]"));
  EXPECT_FALSE(collected.inventory.complete);
}

TEST(Collect, WhatWasEmittedIsNotReadTwice) {
  const auto collected = collect_one("half_way");
  EXPECT_EQ(collected.attempts, 1);
  EXPECT_THAT(errors_of(collected), ElementsAre("unreachable: connection lost [try again]"));
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
}

TEST(Collect, RetryCanBeTurnedOff) {
  auto options = short_options();
  options.retry = false;
  EXPECT_EQ(collect_one("unreachable", options).attempts, 1);
}

TEST(Collect, ProgressIsTold) {
  auto options = short_options();
  std::vector<std::string> told;
  options.progress = [&](const CollectProgress& at) {
    told.push_back(at.target + " " + std::to_string(at.done) + "/" + std::to_string(at.total) +
                   (at.finished ? "." : ""));
  };
  collect_one("good", options);
  EXPECT_THAT(told, ElementsAre("good 0/0", "good 0/1", "good 1/1", "good 1/1."));
}

TEST(Collect, PluginSeesACleanPlace) {
  setenv("HVCOMPAT_TEST_SECRET", "swordfish", 1);
  setenv("https_proxy", "http://proxy:3128", 1);
  setenv("ALL_PROXY", "http://me:swordfish@proxy:3128", 1);
  const auto collected = collect_one("environment");
  for (const char* name : {"HVCOMPAT_TEST_SECRET", "https_proxy", "ALL_PROXY"}) unsetenv(name);
  ASSERT_EQ(collected.guests.size(), 1U);
  const Facts facts = collected.guests.records()[0].facts;
  EXPECT_EQ(*facts.text("x.acme.leaked"), "none");
  EXPECT_EQ(*facts.text("x.acme.lang"), "C.UTF-8");
  EXPECT_EQ(*facts.text("x.acme.proxy"), "http://proxy:3128");
  EXPECT_EQ(*facts.text("x.acme.secret_proxy"), "none");
  EXPECT_EQ(*facts.integer("x.acme.descriptors"), 4);
  EXPECT_EQ(*facts.boolean("x.acme.terminal"), false);
  EXPECT_TRUE(collected.inventory.complete);
}

TEST(Collect, ProcessesAreSeenByTheirNames) {
  const auto collected = collect_one("environment");
  ASSERT_EQ(collected.guests.size(), 1U);
  const Facts facts = collected.guests.records()[0].facts;
  EXPECT_EQ(*facts.text("x.acme.name"), "hvcompat-plugin");
  EXPECT_EQ(*facts.text("x.acme.parent"), "hvcompat");
}

TEST(Collect, PluginsCannotGainPrivilegesNorLeaveDumps) {
  const auto collected = collect_one("environment");
  ASSERT_EQ(collected.guests.size(), 1U);
  const Facts facts = collected.guests.records()[0].facts;
  EXPECT_EQ(*facts.integer("x.acme.no_new_privs"), 1);
  EXPECT_EQ(*facts.integer("x.acme.dumpable"), 0);
  EXPECT_EQ(*facts.integer("x.acme.core_limit"), 0);
  EXPECT_EQ(*facts.boolean("x.acme.leads_group"), true);
}

TEST(Collect, PluginsAreLimitedFromWithin) {
  auto options = short_options();
  options.memory_limit = 3ULL << 30;
  options.deadline = std::chrono::seconds(20);
  const auto collected = collect_targets({request_for("environment")}, options).targets.at(0);
  ASSERT_EQ(collected.guests.size(), 1U);
  const Facts facts = collected.guests.records()[0].facts;
  EXPECT_EQ(*facts.integer("x.acme.memory_limit"), memory_is_limited() ? 3LL << 30 : -1);
  EXPECT_EQ(*facts.integer("x.acme.cpu_limit"), 30) << "ten seconds over the deadline";
  EXPECT_EQ(*facts.integer("x.acme.descriptor_limit"), 4096);
  EXPECT_GE(*facts.integer("x.acme.nice"), 10) << "a collector gives way to guests";
  if (geteuid() != 0) {  // the kernel spares root: there the supervisor's count stands alone
    EXPECT_GT(*facts.integer("x.acme.process_limit"), 0);
  }
}

int landlock_version() {
  return static_cast<int>(syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

class Scribbles : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_);
    std::ofstream(folder_ / "there") << "old";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void let_it_try(bool writes_files) {
    CollectRequest request = request_for("scribbles");
    request.target.uri = "scribbles://" + folder_.string();
    request.plugin_writes_files = writes_files;
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit few{256, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    const auto collected = collect_targets({request}, short_options()).targets.at(0);
    setrlimit(RLIMIT_NOFILE, &before);
    facts_ = collected.guests.records().at(0).facts;
  }

  std::string fact(const std::string& name) const { return *facts_.text("x.acme." + name); }
  std::string told(const std::vector<std::string>& names) const {
    std::string words;
    for (const std::string& name : names) words += fact(name) + " ";
    return words;
  }

  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("hvcompat-scribbles-" + std::to_string(getpid()));
  Facts facts_;
  const std::vector<std::string> changes_{"file", "written", "folder", "link", "fifo", "moved", "removed"};
};

TEST_F(Scribbles, APluginThatSaysThatItWritesFilesMay) {
  let_it_try(true);
  EXPECT_EQ(told(changes_), "done done done done done done done ");
  EXPECT_EQ(told({"read", "cut", "null", "temporary"}), "done done done done ");
}

TEST_F(Scribbles, AnyOtherWritesInItsTemporaryFolderAlone) {
  if (landlock_version() < 1) GTEST_SKIP() << "this kernel has no Landlock";
  let_it_try(false);
  EXPECT_EQ(told(changes_), "EACCES EACCES EACCES EACCES EACCES EACCES EACCES ");
  EXPECT_EQ(told({"read", "null", "temporary", "locked", "deep"}), "done done done done done ");
}

TEST_F(Scribbles, NothingElseIsCutToNothing) {
  if (landlock_version() < 3) GTEST_SKIP() << "this kernel has no Landlock of version 3";
  let_it_try(false);
  EXPECT_EQ(fact("cut"), "EACCES");
  EXPECT_EQ(std::filesystem::file_size(folder_ / "there"), 3U);
}

TEST_F(Scribbles, TheTemporaryFolderIsItsOwnAndRemoved) {
  let_it_try(false);
  const std::filesystem::path first = fact("place");
  EXPECT_EQ(first.parent_path(), std::filesystem::temp_directory_path());
  EXPECT_THAT(first.filename().string(), StartsWith("hvcompat-plugin-"));
  EXPECT_FALSE(std::filesystem::exists(first));
  let_it_try(false);
  EXPECT_NE(first, fact("place"));
}

TEST_F(Scribbles, ARelativeTMPDIRIsHandedOnAsAbsolute) {
  const auto here = std::filesystem::current_path();
  const char* set = getenv("TMPDIR");
  const std::optional<std::string> before = set ? std::optional<std::string>(set) : std::nullopt;
  std::filesystem::create_directory(folder_ / "own");
  std::filesystem::current_path(folder_);
  setenv("TMPDIR", "own", 1);
  let_it_try(false);
  std::filesystem::current_path(here);
  before ? setenv("TMPDIR", before->c_str(), 1) : unsetenv("TMPDIR");
  EXPECT_EQ(std::filesystem::path(fact("place")).parent_path(), folder_ / "own");
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "own"));
}

TEST(Collect, ATemporaryFolderThatStaysIsTold) {
  auto options = short_options();
  std::filesystem::path folder;
  std::vector<std::string> warnings;
  options.log = [&](const std::string&, int level, const std::string& text) {
    if (level == HVC_LOG_INFO) folder = text;
    if (level == HVC_LOG_WARNING) warnings.push_back(text);
  };
  const auto collected = collect_one("keeps", options);
  if (folder.empty()) GTEST_SKIP() << "no file can be kept from being removed here";
  EXPECT_THAT(warnings,
              ElementsAre("the plugin's temporary folder stays: `" + folder.string() + "`: Operation not permitted"));
  EXPECT_THAT(collected.inventory.errors.at(0).text, testing::EndsWith("it wrote: assertion failed: answer == 42"));
  const int file = open((folder / "stays").c_str(), O_RDONLY | O_CLOEXEC);
  const int none = 0;
  EXPECT_EQ(ioctl(file, FS_IOC_SETFLAGS, &none), 0);
  close(file);
  EXPECT_EQ(std::filesystem::remove_all(folder), 2U);
}

TEST(Collect, TheCoreLeavesNoDumpsOfTheSecretsThatPassThroughIt) {
  collect_one("environment");
  rlimit core{1, 1};
  ASSERT_EQ(getrlimit(RLIMIT_CORE, &core), 0);
  EXPECT_EQ(core.rlim_cur, 0U);
  EXPECT_EQ(prctl(PR_GET_DUMPABLE), 0);
}

TEST(Collect, TargetReachesThePluginAsWritten) {
  auto request = request_for("environment");
  request.target.uri = "environment://me:swordfish@lab/";
  request.target.options = R"({"depth":2})";
  auto options = short_options();
  std::string told;
  options.log = [&](const std::string&, int, const std::string& text) { told = text; };
  const auto collected = collect_targets({request}, options).targets.at(0);
  EXPECT_EQ(told, R"({"name":"environment","uri":"environment://me:***@lab/","options":{"depth":2}})");
  EXPECT_EQ(collected.inventory.uri, "environment://me@lab/");
}

class Secret : public testing::Test {
 protected:
  CollectedTarget collect(SecretSource source) {
    auto request = request_for("secret_echo");
    request.target.secrets["password"] = std::move(source);
    auto options = short_options();
    options.log = [this](const std::string&, int, const std::string& text) { logged_ = text; };
    return collect_targets({request}, options).targets.at(0);
  }

  // The plugin got it and told it everywhere; nothing of that is left.
  void expect_hidden(const CollectedTarget& collected) {
    EXPECT_THAT(errors_of(collected), ElementsAre("auth: signing in with *** [***]"));
    EXPECT_EQ(logged_, "signing in with ***");
    EXPECT_EQ(collected.diagnostics, "signing in with ***\n");
    const std::string saved = write_inventory(collected.whole());
    EXPECT_THAT(saved, AllOf(HasSubstr("v ***"), Not(HasSubstr("sword"))));
  }

  std::string logged_;
};

TEST_F(Secret, FromTheEnvironment) {
  setenv("HVCOMPAT_TEST_SECRET", "swordfish", 1);
  expect_hidden(collect({SecretSource::Kind::environment, "HVCOMPAT_TEST_SECRET", {}}));
  unsetenv("HVCOMPAT_TEST_SECRET");
}

TEST_F(Secret, FromAFile) {
  const auto file = std::filesystem::path(testing::TempDir()) / "hvcompat-secret";
  std::ofstream(file) << "swordfish\n";
  std::filesystem::permissions(file, std::filesystem::perms(0600));
  expect_hidden(collect({SecretSource::Kind::file, file.string(), {}}));
  std::filesystem::remove(file);
}

TEST_F(Secret, FromACommand) {
  expect_hidden(collect({SecretSource::Kind::command, "", {"sh", "-c", "echo swordfish; echo second line"}}));
}

TEST_F(Secret, CommandThatFailsIsTold) {
  const auto collected = collect({SecretSource::Kind::command, "", {"sh", "-c", "exit 3"}});
  EXPECT_THAT(
      errors_of(collected),
      ElementsAre("secret: secret from command `sh`: exit status 3 [see `secret` of the target in the site file]",
                  HasSubstr("internal: plugin `secret_echo` 1.0 failed")));
}

TEST(Collect, ASecretThatCannotBeReadIsToldOfAPluginThatDoesWithout) {
  auto request = request_for("vague");
  request.target.uri = "vague://quiet";
  EXPECT_THAT(errors_of(collect_targets({request}, short_options()).targets.at(0)), IsEmpty());
  request.target.secrets["password"] = {SecretSource::Kind::environment, "HVCOMPAT_NOT_SET", {}};
  const CollectedTarget collected = collect_targets({request}, short_options()).targets.at(0);
  EXPECT_THAT(errors_of(collected), ElementsAre(HasSubstr("secret: secret from environment variable")));
  EXPECT_FALSE(collected.inventory.complete);
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
}

TEST_F(Secret, OfACommandHas64KiBAtMost) {
  const auto errors_for = [&](const std::string& size) {
    return errors_of(
        collect({SecretSource::Kind::command, "", {"sh", "-c", "head -c " + size + " /dev/zero | tr '\\0' x"}}));
  };
  EXPECT_THAT(errors_for("65536"), Not(testing::Contains(HasSubstr("secret from command"))));
  EXPECT_THAT(errors_for("65537"),
              testing::Contains(HasSubstr("secret from command `sh`: it printed more than 64 KiB")));
}

TEST_F(Secret, VariableThatIsNotSetIsTold) {
  const auto collected = collect({SecretSource::Kind::environment, "HVCOMPAT_NOT_SET", {}});
  ASSERT_EQ(collected.inventory.errors.size(), 2U);
  EXPECT_EQ(collected.inventory.errors[0].text, "secret from environment variable `HVCOMPAT_NOT_SET`: it is not set");
}

}  // namespace
}  // namespace hvcompat
