// Profiles: the shipped ones say what the design says, mistakes are told.
#include "policy/profile.hpp"

#include <gmock/gmock.h>

namespace hvcompat::testing {
namespace {

Profile shipped(const std::string& name) {
  const auto profile = load_profile(std::string(HVCOMPAT_CONFIGS) + "/profiles/" + name + ".json");
  EXPECT_FALSE(profile.has_error()) << to_text(profile.error());
  return *profile;
}

TEST(Profile, DefaultMapsAsDesigned) {
  const Profile profile = shipped("default");
  EXPECT_EQ(profile.of(Level::microsoft), Outcome::pass);
  EXPECT_EQ(profile.of(Level::joint), Outcome::pass);
  EXPECT_EQ(profile.of(Level::investigate), Outcome::warn);
  EXPECT_EQ(profile.of(Level::reproduce_first), Outcome::warn);
  EXPECT_EQ(profile.of(Level::vendor), Outcome::warn);
  EXPECT_EQ(profile.of(Level::not_supported), Outcome::fail);
  EXPECT_EQ(profile.crossed_explicit, Outcome::warn);
  EXPECT_EQ(profile.crossed, Outcome::pass);
}

TEST(Profile, InventoryNeverFails) {
  for (const auto& [level, outcome] : shipped("inventory").levels) EXPECT_EQ(outcome, Outcome::pass) << name_of(level);
}

TEST(Profile, StrictCountsWhatIsUnknown) {
  EXPECT_EQ(shipped("strict").unknown, Outcome::undecided);
  EXPECT_THAT(shipped("strict").require, ::testing::ElementsAre("storage"));
}

TEST(Profile, MistakesAreTold) {
  const auto profile = parse_profile("mine.json", R"({"profile": "mine", "levels": {"microsoft": "good"}})");
  ASSERT_TRUE(profile.has_error());
  const std::string text = to_text(profile.error());
  EXPECT_THAT(text, ::testing::HasSubstr("`good`"));
  EXPECT_THAT(text, ::testing::HasSubstr("`joint`"));
}

}  // namespace
}  // namespace hvcompat::testing
