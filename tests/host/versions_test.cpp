// Plugins of other versions of the ABI: an earlier or later minor works with what both know, another major is refused.
#include <gmock/gmock.h>

#include <cstdlib>

#include "collect/plugin_library.hpp"
#include "fixtures.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kSecretVariable = "HVCOMPAT_VERSIONS_TEST_SECRET";

PluginLibrary library_of(const std::string& fixture) {
  PluginSearch search;
  search.program = PLUGIN_PROCESS;
  search.paths = {fixture_file(fixture)};
  return find_plugins(search);
}

CollectRequest request_with_secret(const std::string& fixture) {
  setenv(kSecretVariable, "sesame", 1);
  CollectRequest request = request_for(fixture);
  request.target.secrets["password"] = {SecretSource::Kind::environment, kSecretVariable, {}};
  return request;
}

std::string refusal_of(const std::string& fixture) {
  const PluginLibrary library = library_of(fixture);
  if (library.refused.size() != 1 || !library.plugins.empty()) return "not refused";
  return to_text(library.refused[0].error);
}

TEST(Versions, BuiltFromTheFirstHeader) {
  const PluginLibrary library = library_of("abi_1_0");
  ASSERT_EQ(library.plugins.size(), 1U);
  EXPECT_EQ(library.plugins[0].abi_major, 1U);
  EXPECT_EQ(library.plugins[0].abi_minor, 0U);
  const auto collected = collect_targets({request_with_secret("abi_1_0")}, short_options()).targets.at(0);
  EXPECT_THAT(errors_of(collected), IsEmpty());
  EXPECT_THAT(collected.complaints, IsEmpty());
  EXPECT_TRUE(collected.inventory.complete);
  ASSERT_EQ(collected.guests.size(), 1U);
  EXPECT_EQ(*collected.guests.records()[0].facts.text("guest.power"), "running");
}

TEST(Versions, ManifestOfALaterMinorIsReadAsFarAsItIsKnown) {
  const PluginLibrary library = library_of("abi_1_7");
  ASSERT_THAT(library.refused, IsEmpty());
  ASSERT_EQ(library.plugins.size(), 1U);
  EXPECT_EQ(library.plugins[0].abi_minor, 7U);
  const PluginManifest& manifest = library.plugins[0].manifest;
  EXPECT_EQ(manifest.name, "abi-1-7");
  EXPECT_EQ(manifest.facts.size(), 3U);
  ASSERT_EQ(manifest.options.size(), 1U);
  EXPECT_EQ(manifest.options[0].type, "duration");
}

TEST(Versions, OptionOfATypeToComeIsLeftToThePlugin) {
  Target target = target_from_uri("abi-1-7://lab").value();
  target.options = R"({"span":"90 s"})";
  EXPECT_TRUE(match_plugins({target}, library_of("abi_1_7")).has_value());
  target.options = R"({"sapn":"90 s"})";
  const auto wrong = match_plugins({target}, library_of("abi_1_7"));
  ASSERT_TRUE(wrong.has_error());
  EXPECT_EQ(wrong.error().help, "did you mean `span`?");
}

TEST(Versions, RecordsOfALaterMinorAreKeptAsFarAsTheyAreKnown) {
  const auto collected = collect_one("abi_1_7");
  EXPECT_THAT(errors_of(collected), IsEmpty());
  EXPECT_TRUE(collected.inventory.complete);
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
  ASSERT_EQ(collected.guests.size(), 1U);
  const Facts facts = collected.guests.records()[0].facts;
  EXPECT_EQ(*facts.text("guest.power"), "running");
  EXPECT_EQ(*facts.text("x.acme.rack"), "r7");
  std::vector<std::string> complaints;
  for (const Complaint& complaint : collected.complaints) {
    EXPECT_FALSE(complaint.lost_record) << complaint.text;
    complaints.push_back(complaint.text);
  }
  EXPECT_THAT(complaints, ElementsAre(HasSubstr("record of the unknown kind `datastore` passed over"),
                                      HasSubstr("guest `g1`: fact `guest.weather`: not in the vocabulary")));
}

TEST(Versions, RefusalOfALaterMajor) {
  const std::string file = fixture_file("wrong_abi").string();
  EXPECT_EQ(refusal_of("wrong_abi"), "`" + file +
                                         "` speaks plugin ABI 2.3, this hvcompat speaks 1.0\n"
                                         "    install the plugin's build for ABI 1, or a newer hvcompat");
}

TEST(Versions, RefusalOfAnEarlierMajor) {
  const std::string file = fixture_file("abi_0_9").string();
  EXPECT_EQ(refusal_of("abi_0_9"),
            "`" + file +
                "` speaks plugin ABI 0.9, this hvcompat speaks 1.0\n"
                "    install the plugin's build for ABI 1; the plugin is older than this hvcompat");
}

}  // namespace
}  // namespace hvcompat
