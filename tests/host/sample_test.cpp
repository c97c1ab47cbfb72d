// Only so many guests are wanted: plugins that are told to stop early, whether they listen or not.
#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CollectOptions sample_of(std::uint64_t guests) {
  CollectOptions options = short_options();
  options.sample = guests;
  return options;
}

TEST(Sample, EndsAPluginThatWouldGoOnForEver) {
  const auto collected = collect_one("endless", sample_of(3));
  EXPECT_TRUE(collected.sampled);
  EXPECT_EQ(collected.guests.size(), 3U);
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
  EXPECT_THAT(errors_of(collected), IsEmpty());
  EXPECT_THAT(collected.complaints, IsEmpty());
  EXPECT_FALSE(collected.inventory.complete) << "there are more guests";
  EXPECT_EQ(collected.attempts, 1);
}

TEST(Sample, IsTheWholeWhereThereAreNoMore) {
  const auto collected = collect_one("good", sample_of(1));
  EXPECT_FALSE(collected.sampled);
  EXPECT_TRUE(collected.inventory.complete);
  EXPECT_EQ(collected.guests.size(), 1U);
}

TEST(Sample, IsTheSameInProcess) {
  const auto collected = run_plugin_in_process(request_for("endless"), sample_of(3));
  EXPECT_TRUE(collected.sampled);
  EXPECT_EQ(collected.guests.size(), 3U);
  EXPECT_THAT(errors_of(collected), IsEmpty());
}

TEST(Sample, OneThatDoesNotStopIsEndedAndNoFault) {
  const auto collected = collect_one("deaf", sample_of(1));
  EXPECT_TRUE(collected.sampled);
  EXPECT_EQ(collected.guests.size(), 1U);
  EXPECT_THAT(errors_of(collected), IsEmpty());
}

TEST(Sample, ACrashIsAFaultAllTheSame) {
  CollectOptions options = sample_of(1);
  options.grace = std::chrono::seconds(60);  // an end by force would hide how it ended
  const auto collected = collect_one("falls", options);
  EXPECT_FALSE(collected.sampled);
  EXPECT_THAT(errors_of(collected), ElementsAre("plugin-crash: plugin `falls` 1.0 was ended by SIGABRT (Aborted) "
                                                "[report it to the plugin's vendor, `acme`]"));
}

TEST(Sample, ADeadlineBeforeItIsReachedIsAFault) {
  CollectOptions options = sample_of(2);  // it has two, and hangs before it tells whether there are more
  options.deadline = std::chrono::milliseconds(300);
  const auto collected = collect_one("deaf", options);
  EXPECT_FALSE(collected.sampled);
  EXPECT_EQ(collected.inventory.errors.at(0).code, "timeout");
}

}  // namespace
}  // namespace hvcompat
