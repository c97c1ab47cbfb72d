// hvcompat report: a saved report in another form gives what judging would have given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> judged(std::vector<std::string> more) {
  std::vector<std::string> arguments{"evaluate", source_file("tests/data/shop.ndjson"),   "--as-of", "2026-11-21",
                                     "--site",   source_file("tests/data/shop.site.json")};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::string saved(const Folder& folder, const std::string& format, const std::string& detail) {
  const std::string file = folder.at("saved-" + detail + "." + format);
  run(judged({"--format", format, "--detail", detail, "-o", file}));
  return file;
}

TEST(Report, AnyFormFromASavedOneIsTheSameAsFromJudging) {
  const Folder folder;
  for (const std::string format : {"json", "ndjson"}) {
    for (const std::string detail : {"verdicts", "full"}) {
      const std::string file = saved(folder, format, detail);
      EXPECT_EQ(run({"report", file}).out, run(judged({})).out);
      EXPECT_EQ(run({"report", file, "--format", "ndjson"}).out, run(judged({"--format", "ndjson"})).out);
      EXPECT_EQ(run({"report", file, "--format", "json"}).out,
                run(judged({"--format", "json", "--detail", detail})).out);
    }
  }
}

TEST(Report, ExitCodesAreThoseOfJudging) {
  const Folder folder;
  const std::string file = saved(folder, "json", "verdicts");
  EXPECT_EQ(run({"report", file}).code, 1);
  EXPECT_EQ(run({"report", "-"}, {.input = read_file(file)}).code, 1);
  EXPECT_EQ(run({"report", file, "--fail-on", "warn,undecided"}).code, 1);
}

TEST(Report, MoreDetailThanItHoldsIsRefused) {
  const Folder folder;
  const Ran ran = run({"report", saved(folder, "ndjson", "verdicts"), "--format", "json", "--detail", "full"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err,
            "hvcompat: the report holds `--detail verdicts`, not `full`\n"
            "    save it with `--format json --detail full`\n");
}

TEST(Report, ACutOffReportIsTold) {
  const Folder folder;
  const std::string text = read_file(saved(folder, "ndjson", "verdicts"));
  write_file(folder.at("cut.ndjson"), text.substr(0, text.find("{\"record\":\"summary\"")));
  const Ran ran = run({"report", folder.at("cut.ndjson")});
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, HasSubstr("cut.ndjson: the report is cut off: its summary is missing"));
  EXPECT_THAT(ran.out, HasSubstr("web-01"));
}

TEST(Report, AnInventoryIsNone) {
  const Ran ran = run({"report", source_file("tests/data/shop.ndjson")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("shop.ndjson` is no report\n    give a report saved with --format json or ndjson\n"));
}

}  // namespace
}  // namespace hvcompat::testing
