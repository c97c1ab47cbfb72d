// What is told of a running collection, at given times.
#include "cli/progress_lines.hpp"

#include <gmock/gmock.h>

namespace hvcompat {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const ProgressTime kBegun{};
constexpr ScreenSize kScreen{80, 24};

std::vector<std::string> texts(const ProgressLines& progress, seconds after, ScreenSize screen = kScreen) {
  std::vector<std::string> texts;
  for (const TerminalFoot::Line& line : progress.lines(screen, kBegun + after)) {
    EXPECT_LT(line.width, std::max(screen.columns, 2));
    texts.push_back(line.text);
  }
  return texts;
}

TEST(TimeLeft, ByThePaceSoFar) {
  EXPECT_EQ(time_left(seconds(30), 0.25), seconds(90));
  EXPECT_EQ(time_left(seconds(30), 1), seconds(0));
  EXPECT_EQ(time_left(seconds(30), 0), std::nullopt);
  EXPECT_EQ(time_left(milliseconds(900), 0.5), std::nullopt);
}

TEST(TimeInWords, TwoUnits) {
  EXPECT_EQ(in_words(seconds(0)), "0s");
  EXPECT_EQ(in_words(seconds(59)), "59s");
  EXPECT_EQ(in_words(seconds(80)), "1m20s");
  EXPECT_EQ(in_words(seconds(7500)), "2h05m");
}

TEST(ProgressLines, ABarForEachRunningTarget) {
  ProgressLines progress(12, kBegun, false);
  for (const char* name : {"a", "b", "c"}) progress.take({name, 1, 1, true}, kBegun);
  progress.take({"lab", 0, 0, false}, kBegun);
  progress.take({"vcenter", 0, 0, false}, kBegun);
  EXPECT_THAT(texts(progress, seconds(0)), ElementsAre("lab      …", "vcenter  …", "3 of 12 targets"));
  progress.take({"lab", 120, 300, false}, kBegun);
  progress.take({"vcenter", 40, 0, false}, kBegun);
  EXPECT_THAT(texts(progress, seconds(20)), ElementsAre("lab      [########............]  120/300  30s left",
                                                        "vcenter  40  20s", "3 of 12 targets, 51s left"));
  progress.take({"lab", 300, 300, true}, kBegun);
  EXPECT_THAT(texts(progress, seconds(20)), ElementsAre("vcenter  40  20s", "4 of 12 targets, 40s left"));
}

TEST(ProgressLines, ColourIsNoWidth) {
  ProgressLines progress(1, kBegun, true);
  progress.take({"lab", 5, 10, false}, kBegun);
  const auto lines = progress.lines(kScreen, kBegun);
  EXPECT_EQ(lines[0].text, "lab  \x1b[36m[##########..........]\x1b[0m  5/10");
  EXPECT_EQ(lines[0].width, 33);
}

TEST(ProgressLines, LittleRoom) {
  ProgressLines progress(1, kBegun, true);
  progress.take({"a-target-with-a-long-name", 5, 10, false}, kBegun);
  EXPECT_THAT(texts(progress, seconds(10), {40, 24}),
              ElementsAre("a-target-wit…  5/10  10s left", "0 of 1 target, 10s left"));
  EXPECT_THAT(texts(progress, seconds(10), {20, 24}), ElementsAre("a-targe…  5/10", "0 of 1 target, 10s…"));
  EXPECT_THAT(texts(progress, seconds(10), {1, 1}), ElementsAre("…"));
}

TEST(ProgressLines, AsManyAsTheScreenHasRows) {
  ProgressLines progress(9, kBegun, false);
  for (const char* name : {"a", "b", "c", "d"}) progress.take({name, 0, 0, false}, kBegun);
  EXPECT_THAT(texts(progress, seconds(0), {80, 6}), ElementsAre("a  …", "b  …", "c  …", "d  …", "0 of 9 targets"));
  EXPECT_THAT(texts(progress, seconds(0), {80, 5}), ElementsAre("a  …", "b  …", "… and 2 more", "0 of 9 targets"));
  EXPECT_THAT(texts(progress, seconds(0), {80, 2}), ElementsAre("0 of 9 targets"));
}

TEST(ProgressLines, WideNamesAndHostileOnes) {
  ProgressLines progress(2, kBegun, false);
  progress.take({"東京", 0, 0, false}, kBegun);
  progress.take({"a\x1b[2J", 0, 0, false}, kBegun);
  EXPECT_THAT(texts(progress, seconds(0)), ElementsAre("東京   …", "a?[2J  …", "0 of 2 targets"));
}

TEST(ProgressLines, NothingToShow) { EXPECT_THAT(texts(ProgressLines(0, kBegun, false), seconds(9)), IsEmpty()); }

TEST(PlainProgress, OftenEnoughToBeSeenAlive) {
  PlainProgress plain;
  EXPECT_EQ(plain.take({"lab", 0, 0, false}, kBegun), "lab: collecting\n");
  EXPECT_EQ(plain.take({"lab", 1, 300, false}, kBegun + seconds(29)), "");
  EXPECT_EQ(plain.take({"lab", 120, 300, false}, kBegun + seconds(30)), "lab: 120 of 300\n");
  EXPECT_EQ(plain.take({"lab", 121, 300, false}, kBegun + seconds(31)), "");
  EXPECT_EQ(plain.take({"lab", 130, 0, false}, kBegun + seconds(60)), "lab: 130\n");
  EXPECT_EQ(plain.take({"lab", 300, 300, true}, kBegun + seconds(61)), "lab: collected\n");
}

TEST(TerminalFoot, OldLinesAreTakenAwayAndOthersPassAbove) {
  TerminalFoot foot;
  EXPECT_EQ(foot.redraw("", {{"one", 3}, {"two", 3}}, 80), "one\ntwo");
  EXPECT_EQ(foot.redraw("log\n", {{"three", 5}}, 80), "\r\x1b[1A\x1b[Jlog\nthree");
  EXPECT_EQ(foot.redraw("", {}, 80), "\r\x1b[J");
  EXPECT_EQ(foot.redraw("log\n", {}, 80), "log\n");
}

TEST(TerminalFoot, LinesThatANarrowerWindowBroke) {
  TerminalFoot foot;
  foot.redraw("", {{"", 79}, {"", 30}, {"", 40}}, 80);
  EXPECT_EQ(foot.redraw("", {}, 40), "\r\x1b[3A\x1b[J");
}

}  // namespace
}  // namespace hvcompat
