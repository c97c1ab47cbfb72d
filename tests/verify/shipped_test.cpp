// The plugins that come with hvcompat pass all that applies to them, and their manifests keep to the schema.
#include <gtest/gtest.h>

#include "fixture_kit.hpp"
#include "schema_check.hpp"

namespace hvcompat {
namespace {

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {SHIPPED "/plugins", SHIPPED "/examples"})
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".so") files.push_back(entry.path());
  return files;
}

class Shipped : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(Shipped, PassesAllThatApplies) {
  KitOptions options = kit_options(GetParam());
  options.output_cap = 64u << 20;
  if (GetParam().stem() == "libvirt") options.target = target_from_uri("test://" LAB).value();
  const auto verification = verify_plugin(options);
  ASSERT_TRUE(verification.has_value()) << to_text(verification.error());
  EXPECT_TRUE(verification->passed()) << told(*verification);
  ASSERT_TRUE(verification->manifest.has_value());
  EXPECT_EQ(hvcompat::testing::schema_violation(SCHEMAS "/plugin-manifest.schema.json", verification->manifest->text),
            "");
}

INSTANTIATE_TEST_SUITE_P(Plugins, Shipped, ::testing::ValuesIn(shipped()),
                         [](const auto& info) { return info.param.stem().string(); });

TEST(Shipped, TheExamplesAreThere) { EXPECT_GE(shipped().size(), 2u); }

}  // namespace
}  // namespace hvcompat
