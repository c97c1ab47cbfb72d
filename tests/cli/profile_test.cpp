// hvcompat profile list, show and check.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ProfileList, NamesAndTitles) {
  const Ran ran = run({"profile", "list"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out,
            "default    fails where nobody supports a guest, warns where Microsoft alone does not\n"
            "inventory  lists and never fails\n"
            "strict     passes only what Microsoft supports, alone or jointly, with no line crossed or in doubt\n");
}

TEST(ProfileShow, LevelsAndBoundaries) {
  const Ran ran = run({"profile", "show", "strict"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out,
              StartsWith("strict: passes only what Microsoft supports, alone or jointly, with no line crossed or "
                         "in doubt\nfile: "));
  EXPECT_THAT(ran.out, HasSubstr("/share/hvcompat/profiles/strict.json\nsha256: "));
  EXPECT_THAT(ran.out, HasSubstr("\n"
                                 "LEVEL                               OUTCOME\n"
                                 "microsoft                           pass\n"
                                 "joint                               pass\n"
                                 "investigate                         fail\n"
                                 "reproduce-first                     fail\n"
                                 "vendor                              fail\n"
                                 "not-supported                       fail\n"
                                 "\n"
                                 "BOUNDARY                            OUTCOME\n"
                                 "crossed, and the document names it  fail\n"
                                 "crossed otherwise                   warn\n"
                                 "reachable                           warn\n"
                                 "unknown                             undecided\n"
                                 "\n"
                                 "required areas: storage\n"));
}

TEST(ProfileShow, JsonNamesWhatTheFileLeavesOut) {
  const Folder folder;
  write_file(folder.at("bare.json"),
             R"({"profile": "bare", "levels": {"microsoft": "pass", "joint": "pass", "investigate": "warn",
                 "reproduce-first": "warn", "vendor": "warn", "not-supported": "fail"}})");
  const Ran ran = run({"profile", "show", folder.at("bare.json"), "--format", "json"});
  const auto shown = boost::json::parse(ran.out);
  EXPECT_EQ(shown.at("profile").as_string(), "bare");
  EXPECT_EQ(shown.at("file").as_string(), folder.at("bare.json"));
  EXPECT_EQ(shown.at("levels").at("not-supported").as_string(), "fail");
  EXPECT_EQ(shown.at("boundaries").at("crossed_explicit").as_string(), "warn");
  EXPECT_EQ(shown.at("sha256").as_string().size(), 64u);
  EXPECT_TRUE(shown.at("require").as_array().empty());
}

TEST(ProfileShow, AFileOfOnesOwn) {
  const Folder folder;
  write_file(folder.at("mine.json"),
             replaced(read_file(source_file("configs/profiles/default.json")), "\"default\"", "\"mine\""));
  const Ran ran = run({"profile", "show", folder.at("mine.json")});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("file: " + folder.at("mine.json") + "\n"));
  EXPECT_THAT(ran.out, HasSubstr("reachable                           no effect\n"));
}

// A profile that never fails does not warn either.
TEST(ProfileShow, InventoryMapsAllToPass) {
  const auto shown = boost::json::parse(run({"profile", "show", "inventory", "--format", "json"}).out);
  for (const char* kind : {"levels", "boundaries"})
    for (const auto& [name, outcome] : shown.at(kind).as_object()) EXPECT_EQ(outcome.as_string(), "pass") << name;
}

TEST(ProfileShow, UnknownNameIsSuggested) {
  const Ran ran = run({"profile", "show", "stict"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: there is no profile `stict`\n    did you mean `strict`?\n");
  EXPECT_THAT(run({"profile", "show", "somewhere"}).err,
              HasSubstr("known: default, inventory, strict; or give the path of a profile, ending in .json"));
  EXPECT_EQ(run({"profile", "show", "./no.json"}).code, 2);
}

TEST(ProfileCheck, GoodAndBad) {
  const Folder folder;
  const std::string text = read_file(source_file("configs/profiles/strict.json"));
  write_file(folder.at("good.json"), text);
  write_file(folder.at("area.json"), replaced(text, "\"storage\"", "\"storge\""));
  write_file(folder.at("level.json"), replaced(text, "\"vendor\": \"fail\"", "\"vendor\": \"fial\""));
  EXPECT_EQ(run({"profile", "check", folder.at("good.json")}).out, folder.at("good.json") + ": ok: strict\n");
  const Ran area = run({"profile", "check", folder.at("area.json"), folder.at("good.json")});
  EXPECT_EQ(area.code, 2);
  EXPECT_EQ(area.err,
            folder.at("area.json") + ": `require`: no policy has the area `storge`\n    did you mean `storage`?\n");
  EXPECT_EQ(area.out, folder.at("good.json") + ": ok: strict\n") << "one mistake does not hide the others";
  const Ran level = run({"profile", "check", folder.at("level.json")});
  EXPECT_EQ(level.code, 2);
  EXPECT_THAT(level.err, StartsWith(folder.at("level.json") + ":6:"));
  EXPECT_THAT(level.err, HasSubstr("did you mean `fail`?"));
}

}  // namespace
}  // namespace hvcompat::testing
