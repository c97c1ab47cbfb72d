// hvcompat plugin: list and info, with plugins that are refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string fixture(const std::string& name) { return std::string(FIXTURES) + "/" + name + ".so"; }

TEST(Plugin, list_shows_the_good_and_the_refused) {
  const Ran ran = run({"plugin", "list", "--plugin-path", fixture("good"), "--plugin-path", fixture("wrong_abi")});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("good "));
  EXPECT_THAT(ran.out, HasSubstr("refused: " + fixture("wrong_abi") + "\n"));
}

TEST(Plugin, path_from_the_environment) {
  EXPECT_THAT(run({"plugin", "list"}, {.environment = {{"HVCOMPAT_PLUGIN_PATH", fixture("good")}}}).out,
              HasSubstr(fixture("good")));
}

TEST(Plugin, info_by_name_and_by_file_is_the_same) {
  const Ran by_name = run({"plugin", "info", "good", "--plugin-path", fixture("good")});
  EXPECT_EQ(by_name.code, 0);
  EXPECT_THAT(by_name.out, StartsWith("good "));
  EXPECT_EQ(run({"plugin", "info", fixture("good")}).out, by_name.out);
}

TEST(Plugin, files_of_other_hashes_than_those_that_are_given_are_refused) {
  const std::string other(64, '0');
  const Ran list = run({"plugin", "list", "--plugin-path", fixture("load_crash"), "--plugin-sha256", other});
  EXPECT_THAT(list.out, HasSubstr("refused: " + fixture("load_crash") + "\n"));
  EXPECT_THAT(list.out, HasSubstr("its SHA-256 is")) << "and not that it crashed";
  const Ran info = run({"plugin", "info", fixture("good"), "--plugin-sha256", other});
  EXPECT_EQ(info.code, 2);
  EXPECT_THAT(info.err, HasSubstr("its SHA-256 is"));
}

TEST(Plugin, info_tells_where_it_writes_files) {
  EXPECT_THAT(run({"plugin", "info", fixture("good")}).out, HasSubstr("\nwrites files: temporary ones of its own\n"));
  EXPECT_THAT(run({"plugin", "info", fixture("scribbles")}).out,
              HasSubstr("\nwrites files: outside its temporary folder for scribbles:///home/*\n"));
}

TEST(Plugin, info_as_json) {
  const Ran ran = run({"plugin", "info", fixture("good"), "--format", "json"});
  EXPECT_EQ(boost::json::parse(ran.out).at("name").as_string(), "good");
}

TEST(Plugin, info_of_a_refused_file) {
  const Ran ran = run({"plugin", "info", fixture("wrong_abi")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr(fixture("wrong_abi")));
}

TEST(Plugin, info_of_an_unknown_name) {
  const Ran ran = run({"plugin", "info", "godo", "--plugin-path", fixture("good")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: there is no plugin `godo`\n    did you mean `good`?\n");
}

}  // namespace
}  // namespace hvcompat::testing
