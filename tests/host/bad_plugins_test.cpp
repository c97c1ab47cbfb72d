// One bad plugin a test: what is told, and that what was emitted before is kept.
#include <gmock/gmock.h>

#include "collect/child_limits.hpp"
#include "fixtures.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kAskVendor = "report it to the plugin's vendor, `acme`";

// One error, its exact words, and the host that was emitted before it.
void expect_cut_off(const CollectedTarget& collected, const std::string& error, std::size_t hosts) {
  EXPECT_THAT(errors_of(collected), ElementsAre(error));
  EXPECT_FALSE(collected.inventory.complete);
  EXPECT_EQ(collected.inventory.hosts.size(), hosts);
  EXPECT_THAT(collected.complaints, IsEmpty());
}

std::string ask_vendor(const std::string& error) { return error + " [" + kAskVendor + "]"; }

TEST(BadPlugin, Crash) {
  expect_cut_off(collect_one("crash"),
                 ask_vendor("plugin-crash: plugin `crash` 1.0 was ended by SIGSEGV (Segmentation fault)"), 1);
}

TEST(BadPlugin, AbortTellsItsLastWords) {
  const auto collected = collect_one("aborts");
  expect_cut_off(collected,
                 ask_vendor("plugin-crash: plugin `aborts` 1.0 was ended by SIGABRT (Aborted); it wrote: assertion "
                            "failed: answer == 42"),
                 0);
  EXPECT_EQ(collected.diagnostics, "some noise\nassertion failed: answer == 42\n");
}

TEST(BadPlugin, CrashWhileBeingLoaded) {
  expect_cut_off(collect_one("load_crash"),
                 ask_vendor("plugin-crash: plugin `load_crash` 1.0 was ended by SIGSEGV (Segmentation fault) while it "
                            "was being loaded"),
                 0);
}

TEST(BadPlugin, HangIsEndedByForce) {
  auto options = short_options();
  options.deadline = std::chrono::seconds(6);
  const auto collected = collect_one("hang", options);
  expect_cut_off(collected,
                 "timeout: plugin `hang` 1.0 did not finish within 6 s, nor stop when it was asked to [raise "
                 "`--timeout`, or see why the target answers so slowly]",
                 1);
  EXPECT_LT(collected.inventory.seconds, 19.0);
}

TEST(BadPlugin, PatientOneStopsWhenAsked) {
  auto options = short_options();
  options.deadline = std::chrono::seconds(6);
  options.grace = std::chrono::seconds(60);
  const auto collected = collect_one("patient", options);
  expect_cut_off(collected,
                 "timeout: plugin `patient` 1.0 did not finish within 6 s [raise `--timeout`, or see why the target "
                 "answers so slowly]",
                 1);
  EXPECT_LT(collected.inventory.seconds, 30.0);
}

TEST(BadPlugin, GarbageLosesOnlyItself) {
  const auto collected = collect_one("garbage");
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
  EXPECT_EQ(collected.guests.size(), 1U);
  EXPECT_FALSE(collected.inventory.complete);
  ASSERT_EQ(collected.complaints.size(), 3U);
  EXPECT_THAT(collected.complaints[0].text, HasSubstr("target `garbage`: record 2: not valid JSON: "));
  EXPECT_EQ(collected.complaints[1].text, "target `garbage`: record 3: `inventory` is not for plugins to emit");
  EXPECT_THAT(collected.complaints[2].text, HasSubstr("target `garbage`:3:"));
  ASSERT_EQ(collected.inventory.errors.size(), 1U);
  EXPECT_EQ(collected.inventory.errors[0].code, "lost-records");
  EXPECT_THAT(
      collected.inventory.errors[0].text,
      HasSubstr("plugin `garbage` 1.0 wrote what is no valid record: target `garbage`: record 2: not valid JSON"));
}

TEST(BadPlugin, FaultWithoutCodeOrWords) {
  auto request = request_for("vague");
  const auto collected = collect_targets({request}, short_options()).targets.at(0);
  EXPECT_THAT(errors_of(collected), testing::Contains("internal: one two\x1b[31m []"));
  ASSERT_EQ(collected.complaints.size(), 1U);
  EXPECT_EQ(collected.complaints[0].text, "target `vague`: record 2: not UTF-8");
  request.target.uri = "vague://wordless";
  EXPECT_THAT(errors_of(collect_targets({request}, short_options()).targets.at(0)),
              testing::Contains("internal: it failed without saying why []"));
}

TEST(BadPlugin, FloodIsCutAtTheLimit) {
  auto options = short_options();
  options.output_cap = 1u << 20;
  const auto collected = collect_one("flood", options);
  expect_cut_off(collected,
                 "output-limit: plugin `flood` 1.0 told more than 1 MiB [read the target in parts, or report it to the "
                 "plugin's vendor, `acme`]",
                 0);
  EXPECT_GT(collected.guests.size(), 1000U);
}

TEST(BadPlugin, FloodPastTheHostIsCutAtTheLimit) {
  auto options = short_options();
  options.output_cap = 1u << 20;
  const auto collected = collect_one("flood_raw", options);
  EXPECT_THAT(errors_of(collected),
              ElementsAre(HasSubstr("output-limit: plugin `flood_raw` 1.0 told more than 1 MiB"),
                          ask_vendor("lost-records: plugin `flood_raw` 1.0 wrote what is no valid record: target "
                                     "`flood_raw`: a line longer than 16 MiB")));
  EXPECT_FALSE(collected.inventory.complete);
}

TEST(BadPlugin, WrongAbiSaysBothVersions) {
  const std::string file = fixture_file("wrong_abi").string();
  expect_cut_off(collect_one("wrong_abi"),
                 "plugin-refused: `" + file +
                     "` speaks plugin ABI 2.3, this hvcompat speaks 1.0 [install the plugin's "
                     "build for ABI 1, or a newer hvcompat]",
                 0);
}

TEST(BadPlugin, StructTooSmall) {
  const std::string file = fixture_file("small_struct").string();
  expect_cut_off(collect_one("small_struct"),
                 "plugin-refused: `" + file +
                     "` is no whole plugin: its `hvc_plugin` has 16 bytes, ABI 1.0 has 40 "
                     "[install another build of it, or ask its vendor]",
                 0);
}

TEST(BadPlugin, NoSymbol) {
  const std::string file = fixture_file("no_symbol").string();
  expect_cut_off(collect_one("no_symbol"),
                 "plugin-refused: `" + file +
                     "` is no plugin: it exports no symbol `hvcompat_plugin` [a plugin defines "
                     "it as <hvcompat/plugin.h> says]",
                 0);
}

TEST(BadPlugin, FileThatIsNoSharedObject) {
  auto request = request_for("good");
  request.plugin_file = NO_SHARED_OBJECT;
  request.plugin_sha256 = sha256_of_file(request.plugin_file);
  const auto collected = collect_targets({request}, short_options()).targets.at(0);
  EXPECT_THAT(errors_of(collected), ElementsAre(testing::AllOf(HasSubstr(std::string("plugin-refused: `") +
                                                                         NO_SHARED_OBJECT + "` cannot be loaded: "),
                                                               HasSubstr("invalid ELF header"))));
}

TEST(BadPlugin, PrintingOnStdoutHarmsNothing) {
  const auto collected = collect_one("prints");
  EXPECT_THAT(errors_of(collected), IsEmpty());
  EXPECT_TRUE(collected.inventory.complete);
  EXPECT_EQ(collected.guests.size(), 1U);
  EXPECT_THAT(collected.diagnostics, HasSubstr("hello\n"));
}

TEST(BadPlugin, NoEnd) {
  expect_cut_off(
      collect_one("no_end"),
      ask_vendor("no-end: plugin `no_end` 1.0 returned without an `end` record: it may have left out something"), 1);
}

TEST(BadPlugin, DoubleIdLosesTheSecond) {
  const auto collected = collect_one("double_id");
  EXPECT_EQ(collected.guests.size(), 1U);
  EXPECT_FALSE(collected.inventory.complete);
  EXPECT_THAT(errors_of(collected), ElementsAre(HasSubstr("lost-records: plugin `double_id` 1.0 wrote what is no valid "
                                                          "record: target `double_id`:4: guest `g1`")));
}

TEST(BadPlugin, WrongTypeBecomesUnknown) {
  const auto collected = collect_one("wrong_type");
  ASSERT_EQ(collected.guests.size(), 1U);
  EXPECT_TRUE(collected.inventory.complete);
  EXPECT_THAT(errors_of(collected), IsEmpty());
  const Facts facts = collected.guests.records()[0].facts;
  EXPECT_EQ(*facts.text("guest.power"), "off");
  ASSERT_NE(facts.find("guest.vcpu.count"), nullptr);
  EXPECT_EQ(facts.find("guest.vcpu.count")->unknown.reason, "error");
  ASSERT_EQ(collected.complaints.size(), 1U);
  EXPECT_THAT(collected.complaints[0].text,
              HasSubstr("target `wrong_type`:3: guest `g1`: fact `guest.vcpu.count`: `four` is not"));
}

TEST(BadPlugin, ExitInTheMiddle) {
  expect_cut_off(collect_one("exits"),
                 ask_vendor("plugin-exit: plugin `exits` 1.0 exited with status 0 in the middle of its work"), 1);
}

TEST(BadPlugin, MemoryHogHitsItsLimit) {
  auto options = short_options();
  options.memory_limit = 256u << 20;
  // With sanitizers its resident memory is watched, and the process ended; else it ends itself where it gets no more.
  const std::string how = memory_is_limited() ? "SIGABRT (Aborted)" : "SIGKILL (Killed)";
  expect_cut_off(collect_one("hog", options),
                 "plugin-crash: plugin `hog` 1.0 was ended by " + how +
                     " near its memory limit of 256 MiB "
                     "[read the target in parts, or report it to the plugin's vendor, `acme`]",
                 0);
}

TEST(BadPlugin, ExceptionAcrossTheBorder) {
  expect_cut_off(collect_one("throws"),
                 "internal: an exception left the plugin: no such guest [report it to the vendor]", 0);
}

TEST(BadPlugin, FailureWithoutReason) {
  expect_cut_off(collect_one("silent"), ask_vendor("internal: plugin `silent` 1.0 failed without saying why"), 0);
}

TEST(BadPlugin, ProgramThatIsNotThere) {
  auto options = short_options();
  options.program = "/nonexistent/hvcompat";
  expect_cut_off(collect_one("good", options),
                 "internal: cannot start `/nonexistent/hvcompat`: No such file or directory [close programs, or raise "
                 "the limits of this user]",
                 0);
}

}  // namespace
}  // namespace hvcompat
