// What is read from the bytes of plugin files, whole and damaged ones.
#include "collect/plugin_constants.hpp"

#include <gmock/gmock.h>
#include <hvcompat/plugin.h>

#include <fstream>
#include <random>
#include <sstream>

#include "fixtures.hpp"

namespace hvcompat {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kLongest = 1u << 20;

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(bytes).str();
}

TEST(PluginConstants, AreReadFromThoseThatHaveThem) {
  for (const char* name : {"good", "crash", "load_crash", "throws", "environment"}) {
    const auto constants = read_plugin_constants(bytes_of(fixture_file(name)), kLongest);
    ASSERT_TRUE(constants) << name;
    EXPECT_EQ(constants->abi_major, HVC_ABI_MAJOR);
    EXPECT_EQ(constants->abi_minor, HVC_ABI_MINOR);
    EXPECT_THAT(constants->manifest, HasSubstr("\"vendor\":\"acme\""));
    EXPECT_EQ(constants->manifest.back(), '}');
  }
  EXPECT_EQ(read_plugin_constants(bytes_of(fixture_file("abi_1_7")), kLongest).value().abi_minor, 7U);
}

TEST(PluginConstants, AreNoneWhereOnlyLoadingTells) {
  EXPECT_FALSE(read_plugin_constants(bytes_of(fixture_file("no_symbol")), kLongest));
  EXPECT_FALSE(read_plugin_constants(bytes_of(fixture_file("small_struct")), kLongest));
  EXPECT_FALSE(read_plugin_constants(bytes_of(fixture_file("wrong_abi")), kLongest)) << "it has no `collect`";
  EXPECT_FALSE(read_plugin_constants(bytes_of(fixture_file("manifest_3_mib")), kLongest)) << "written as it is loaded";
  EXPECT_FALSE(read_plugin_constants(bytes_of("/proc/self/exe"), kLongest));
  EXPECT_FALSE(read_plugin_constants("", kLongest));
  EXPECT_FALSE(read_plugin_constants("#!/bin/sh\n", kLongest));
  const std::string good = bytes_of(fixture_file("good"));
  const std::size_t size = read_plugin_constants(good, kLongest).value().manifest.size();
  EXPECT_TRUE(read_plugin_constants(good, size));
  EXPECT_FALSE(read_plugin_constants(good, size - 1));
}

TEST(PluginConstants, OfDamagedFilesAreReadWithinTheirBounds) {
  const std::string good = bytes_of(fixture_file("good"));
  for (std::size_t size = 0; size < good.size(); size += 41) {
    const std::string cut = good.substr(0, size);  // of its own, so that a sanitizer sees its end
    (void)read_plugin_constants(cut, kLongest);
  }
  std::mt19937 random(11);
  std::size_t others = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = good;
    // The headers decide where is read: half of the damage goes there.
    for (std::size_t n = 0; n <= random() % 6; ++n) {
      const std::size_t reach = random() % 2 == 0 ? 0x240 : damaged.size();
      const std::size_t place = random() % reach;
      damaged[random() % 3 == 0 ? damaged.size() - 1 - place : place] = static_cast<char>(random());
    }
    others += read_plugin_constants(damaged, kLongest) ? 0 : 1;
  }
  EXPECT_GT(others, 100U) << "some damage is seen";
}

}  // namespace
}  // namespace hvcompat
