// The schema of site files and the reader agree on good and bad ones.
#include <gtest/gtest.h>

#include <filesystem>

#include "schema_check.hpp"
#include "target/site.hpp"

namespace hvcompat {
namespace {

std::string violation(const std::string& text) {
  return testing::schema_violation(HVCOMPAT_CONFIGS "/schema/site.schema.json", text);
}

bool reads(const std::string& text) { return parse_site("site.json", text).has_value(); }

TEST(SiteSchema, Examples) {
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(HVCOMPAT_CONFIGS "/examples")) {
    if (!entry.path().string().ends_with(".site.json")) continue;
    const std::string text = testing::bytes_of(entry.path().string());
    EXPECT_EQ(violation(text), "") << entry.path();
    const auto site = read_site_file(entry.path());
    EXPECT_TRUE(site.has_value()) << to_text(site.error());
    ++seen;
  }
  EXPECT_GE(seen, 2);
}

TEST(SiteSchema, BadOnesAreBadToBoth) {
  for (const char* text : {
           "[]",
           R"({"targts":[]})",
           R"({"targets":[{"name":"a"}]})",
           R"({"targets":[{"name":"","uri":"q:"}]})",
           R"({"targets":[{"name":"a","uri":"nothing"}]})",
           R"({"targets":[{"name":"a","uri":"q:","secret":"x"}]})",
           R"({"targets":[{"name":"a","uri":"q:","secret":{"env":"A","file":"b"}}]})",
           R"({"targets":[{"name":"a","uri":"q:","secret":{"command":[]}}]})",
           R"({"targets":[{"name":"a","uri":"q:","options":[]}]})",
           R"({"customer":{"spla":null}})",
           R"({"vendors":{"acme":{"relationship":"some"}}})",
           R"({"attest":[{"guest":"*"}]})",
           R"({"attest":[{"facts":{"guest.role":[1]}}]})",
           R"({"attest":[{"facts":{},"override":"yes"}]})",
           R"({"catalogs":"our.json"})",
           R"({"plugin_sha256":[]})",
           R"({"plugin_sha256":["1234"]})",
           R"({"plugin_sha256":[1]})",
           R"({"waivers":[{"guest":"*","rule":"a1","reason":"r","owner":"o"}]})",
           R"({"waivers":[{"rule":"a1","reason":"r","owner":"o","expires":"2027-01-31"}]})",
           R"({"waivers":[{"guest":"*","rule":"a1","reason":"","owner":"o","expires":"2027-01-31"}]})",
       }) {
    EXPECT_NE(violation(text), "") << text;
    EXPECT_FALSE(reads(text)) << text;
  }
}

}  // namespace
}  // namespace hvcompat
