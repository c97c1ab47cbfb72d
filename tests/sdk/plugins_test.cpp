// The template and the example as the program sees them.
#include <gtest/gtest.h>

#include <cstdio>

#include "plugins/lent_host.hpp"

namespace {

using hvtest::fact;
using hvtest::LentHost;
using hvtest::Told;

const std::string kTemplate = HVC_EXAMPLES "/template.so";
const std::string kExample = HVC_EXAMPLES "/example.so";

std::string exported_symbols(const std::string& file) {
  FILE* pipe = popen(("nm -D --defined-only " + file + " | awk '{print $3}'").c_str(), "r");
  std::string text;
  for (int c = 0; pipe && (c = fgetc(pipe)) != EOF;) text += static_cast<char>(c);
  if (pipe) pclose(pipe);
  return text;
}

TEST(Plugins, ExportOneSymbol) {
  EXPECT_EQ(exported_symbols(kTemplate), "hvcompat_plugin\n");
  EXPECT_EQ(exported_symbols(kExample), "hvcompat_plugin\n");
}

TEST(Plugins, CarryTheirManifest) {
  for (const std::string& file : {kTemplate, kExample}) {
    LentHost host(file);
    EXPECT_EQ(host.plugin().abi_major, HVC_ABI_MAJOR);
    EXPECT_EQ(host.plugin().struct_size, sizeof(hvc_plugin));
    const boost::json::object manifest = boost::json::parse(host.plugin().manifest).as_object();
    for (const char* key : {"name", "version", "vendor", "description", "schemes", "facts", "options"})
      EXPECT_TRUE(manifest.contains(key)) << file << " " << key;
  }
}

TEST(Plugins, TheTemplateTellsOneHostAndOneGuest) {
  LentHost host(kTemplate);
  const Told told = host.collect("template://x");
  EXPECT_EQ(told.result, HVC_OK);
  EXPECT_EQ(fact(told.named("guest", "guest-1"), "guest.power"), "\"running\"");
  EXPECT_EQ(told.records.back().at("guests").as_int64(), 1);
}

TEST(Plugins, TheExampleTellsWhatItDoesNotKnow) {
  LentHost host(kExample);
  const Told told = host.collect("example://x");
  EXPECT_EQ(told.result, HVC_OK);
  EXPECT_EQ(fact(told.named("guest", "guest-2"), "guest.os.build"), "unknown: agent-off");
  EXPECT_EQ(told.records.back().at("guests").as_int64(), 2);
  EXPECT_EQ(told.progress.back(), std::pair(std::uint64_t{2}, std::uint64_t{2}));
}

TEST(Plugins, TheExampleFailsAsTheContractSays) {
  LentHost host(kExample);
  const Told told = host.collect("example://nowhere");
  EXPECT_EQ(told.result, HVC_FAILED);
  ASSERT_EQ(told.failures.size(), 1u);
  EXPECT_EQ(told.failures[0].code, "unreachable");
  EXPECT_EQ(told.failures[0].text, "nobody lives at `example://nowhere`");
  EXPECT_EQ(told.failures[0].remedy, "name another place");
}

TEST(Plugins, StopWhenCancelled) {
  for (const std::string& file : {kTemplate, kExample}) {
    LentHost host(file);
    host.cancelled = [](const Told& so_far) { return !so_far.records.empty(); };
    const Told told = host.collect("example://x");
    EXPECT_EQ(told.result, HVC_FAILED) << file;
    ASSERT_EQ(told.failures.size(), 1u) << file;
    EXPECT_EQ(told.failures[0].code, "cancelled");
    EXPECT_EQ(told.records.size(), 1u) << file;
  }
}

}  // namespace
