// hvcompat plugin new: what it refuses, and that nothing is written then. tests/sdk/install builds what it writes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kRule = "lower-case letters, digits and single hyphens between them, a letter first";

// What is told of a name; nothing may be written.
std::string refusal_of(const std::string& name) {
  const Folder folder;
  const Ran ran = run({"plugin", "new", "--directory", folder.at("project"), name});
  EXPECT_EQ(ran.code, 2) << name;
  EXPECT_EQ(ran.out, "") << name;
  EXPECT_THAT(folder.names(), IsEmpty());
  return ran.err;
}

std::string bad_name(const std::string& name, const std::string& help) {
  return "hvcompat: `" + name + "` is no name for a plugin\n    " + help + "\n";
}

TEST(PluginNew, writes_a_project_with_its_name) {
  const Folder folder;
  const Ran ran = run({"plugin", "new", "acme-2", "--language", "c", "--directory", folder.at("project")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("wrote " + folder.at("project") +
                                 ": CMakeLists.txt, README.md, manifest.json, plugin.c, tests/expected.ndjson\n"));
  EXPECT_THAT(read_file(folder.at("project/manifest.json")), HasSubstr("\"name\": \"acme-2\""));
  EXPECT_THAT(folder.names(), ElementsAre("project"));
}

TEST(PluginNew, name_with_other_characters) {
  EXPECT_EQ(refusal_of("My_Plugin"), bad_name("My_Plugin", std::string(kRule) + "; for example `my-plugin`"));
  EXPECT_EQ(refusal_of("a--b"), bad_name("a--b", std::string(kRule) + "; for example `a-b`"));
  EXPECT_EQ(refusal_of("3par"), bad_name("3par", std::string(kRule) + "; for example `par`"));
  EXPECT_EQ(refusal_of("../up"), bad_name("../up", std::string(kRule) + "; for example `up`"));
  EXPECT_EQ(refusal_of("_1"), bad_name("_1", kRule));
}

TEST(PluginNew, name_that_is_too_long) {
  const std::string name(41, 'x');
  EXPECT_EQ(refusal_of(name), bad_name(name, "at most 40 characters, " + std::string(kRule) + "; for example `" +
                                                 std::string(40, 'x') + "`"));
}

TEST(PluginNew, name_or_scheme_of_another_plugin) {
  const Folder folder;
  const std::string good = std::string(FIXTURES) + "/good.so";
  const Ran ran = run({"plugin", "new", "good", "--directory", folder.at("project")},
                      {.environment = {{"HVCOMPAT_PLUGIN_PATH", good}}});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: plugin `good` already reads `good` targets: " + good +
                         "\n    take another name, or remove that plugin\n");
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(PluginNew, folder_that_is_there) {
  const Folder folder;
  write_file(folder.at("project"), "mine");
  const Ran ran = run({"plugin", "new", "acme", "--directory", folder.at("project")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: `" + folder.at("project") +
                         "` is there already, and is kept as it is\n    give another place by `--directory`, or remove "
                         "it\n");
  EXPECT_EQ(read_file(folder.at("project")), "mine");
}

TEST(PluginNew, folder_in_no_folder) {
  const Folder folder;
  const Ran ran = run({"plugin", "new", "acme", "--directory", folder.at("none/project")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: cannot make `" + folder.at("none/project") +
                         "`: no such file or directory\n    the folder `" + folder.at("none") +
                         "` must be there and writable\n");
}

TEST(PluginNew, language_that_has_no_template) {
  const Ran ran = run({"plugin", "new", "acme", "--language", "rust"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("rust"));
}

}  // namespace
}  // namespace hvcompat::testing
