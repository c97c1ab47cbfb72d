// What is said of a run: which of several faults is the one that is told.
#include <gmock/gmock.h>
#include <signal.h>

#include "collect/run_faults.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

PluginRun good_run() {
  PluginRun run;
  run.loaded = true;
  run.returned = 0;
  run.end = R"({"record":"end"})";
  run.exit = WorkerExit{};
  return run;
}

std::vector<std::string> codes_of(const PluginRun& run) {
  CollectRequest request;
  request.plugin_name = "x";
  std::vector<std::string> codes;
  for (const CollectionError& error : faults_of(run, request, {})) codes.push_back(error.code);
  return codes;
}

TEST(Faults, None) { EXPECT_THAT(codes_of(good_run()), IsEmpty()); }

TEST(Faults, ReadyJustAfterTheDeadlineIsReady) {
  auto run = good_run();
  run.timed_out = true;
  run.stopped = true;
  EXPECT_THAT(codes_of(run), IsEmpty());
}

TEST(Faults, CrashAfterTheEndIsACrash) {
  auto run = good_run();
  run.exit->signal = SIGSEGV;
  EXPECT_THAT(codes_of(run), ElementsAre("plugin-crash"));
}

TEST(Faults, UserBeforeDeadlineBeforePlugin) {
  auto run = good_run();
  run.failure = PluginFailure{"auth", "", ""};
  EXPECT_THAT(codes_of(run), ElementsAre("auth"));
  run.exit->signal = SIGKILL;
  EXPECT_THAT(codes_of(run), ElementsAre("plugin-crash"));
  run.timed_out = true;
  EXPECT_THAT(codes_of(run), ElementsAre("timeout"));
  run.stopped = true;
  EXPECT_THAT(codes_of(run), ElementsAre("cancelled"));
}

TEST(Faults, EndWithoutReturn) {
  auto run = good_run();
  run.returned.reset();
  EXPECT_THAT(codes_of(run), ElementsAre("plugin-exit"));
}

TEST(Faults, ReturnWithoutEnd) {
  auto run = good_run();
  run.end.clear();
  EXPECT_THAT(codes_of(run), ElementsAre("no-end"));
}

TEST(Faults, ProcessorTime) {
  auto run = good_run();
  run.exit->signal = SIGXCPU;
  EXPECT_THAT(codes_of(run), ElementsAre("cpu-limit"));
}

TEST(Faults, SupervisorIsGone) {
  auto run = good_run();
  run.exit.reset();
  EXPECT_THAT(codes_of(run), ElementsAre("internal"));
}

TEST(Faults, SecretThatCouldNotBeReadIsToldFirst) {
  auto run = good_run();
  run.secret_errors = {"it is not set"};
  EXPECT_THAT(codes_of(run), ElementsAre("secret")) << "what the plugin tells without it may be less";
  run.failure = PluginFailure{"auth", "", ""};
  EXPECT_THAT(codes_of(run), ElementsAre("secret", "auth"));
}

TEST(Faults, MayPass) {
  PluginRun run;
  EXPECT_FALSE(may_pass(run));
  run.failure = PluginFailure{"busy", "", ""};
  EXPECT_TRUE(may_pass(run));
  run.emitted = 1;
  EXPECT_FALSE(may_pass(run));
  run.emitted = 0;
  run.failure->code = "auth";
  EXPECT_FALSE(may_pass(run));
}

TEST(Faults, SignalsInWords) {
  EXPECT_EQ(signal_in_words(SIGSEGV), "SIGSEGV (Segmentation fault)");
  EXPECT_EQ(signal_in_words(99), "signal 99");
}

}  // namespace
}  // namespace hvcompat
