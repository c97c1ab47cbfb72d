// The schemas of packs, their tests and profiles hold what is shipped and refuse what the loaders refuse.
#include "schema_check.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "pack_fixture.hpp"
#include "policy/pack.hpp"

namespace hvcompat::testing {
namespace {

const std::string kConfigs = HVCOMPAT_CONFIGS;
const std::string kPackSchema = kConfigs + "/schema/policy.schema.json";

TEST(PolicySchema, HoldsTheShippedPacksAndTheirTests) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kConfigs + "/policies")) {
    if (!entry.is_regular_file()) continue;
    const std::string file = entry.path().string();
    const bool tests = file.ends_with(".tests.json");
    EXPECT_EQ(schema_violation(tests ? kConfigs + "/schema/policy-tests.schema.json" : kPackSchema, bytes_of(file)), "")
        << file;
  }
}

TEST(PolicySchema, HoldsTheShippedProfiles) {
  for (const auto& entry : std::filesystem::directory_iterator(kConfigs + "/profiles"))
    EXPECT_EQ(schema_violation(kConfigs + "/schema/profile.schema.json", bytes_of(entry.path().string())), "")
        << entry.path();
}

TEST(PolicySchema, AgreesWithTheLoaderOnMistakes) {
  ASSERT_EQ(schema_violation(kPackSchema, kPack), "");
  const std::pair<std::string, std::string> mistakes[] = {
      {"\"level\": \"joint\"", "\"level\": \"jont\""},
      {"\"area\": \"virtualization\",", ""},
      {"\"title\"", "\"titel\""},
      {"\"is\": \"windows-server\"", "\"iss\": \"windows-server\""},
      {"{\"fact\": \"guest.kind\", \"is\": \"windows-server\"}", "{\"all\": []}"},
      {"{\"fact\": \"guest.kind\", \"is\": \"windows-server\"}", "{\"fact\": \"guest.kind\"}"},
  };
  for (const auto& [from, to] : mistakes) {
    const std::string text = replaced(kPack, from, to);
    ASSERT_FALSE(text.empty()) << from;
    EXPECT_NE(schema_violation(kPackSchema, text), "") << to;
    EXPECT_TRUE(parse_pack("acme.json", text).has_error()) << to;
  }
}

}  // namespace
}  // namespace hvcompat::testing
