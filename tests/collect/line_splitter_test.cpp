// Lines from bytes that come in pieces.
#include "collect/line_splitter.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace hvcompat {
namespace {

using testing::ElementsAre;

struct Lines {
  std::vector<std::string> taken;
  LineSplitter splitter{4, [this](std::string_view line) { taken.emplace_back(line); }};
};

TEST(LineSplitter, PiecesAreJoined) {
  Lines lines;
  for (const char* piece : {"a", "b\nc", "", "\n\nd"}) lines.splitter.add(piece);
  EXPECT_THAT(lines.taken, ElementsAre("ab", "c", ""));
  lines.splitter.finish();
  EXPECT_THAT(lines.taken, ElementsAre("ab", "c", "", "d"));
}

TEST(LineSplitter, LongestLine) {
  Lines lines;
  lines.splitter.add("1234\n12345\nx\n");
  EXPECT_THAT(lines.taken, ElementsAre("1234", "x"));
  EXPECT_EQ(lines.splitter.dropped(), 1U);
}

TEST(LineSplitter, LongLineInPiecesIsOneLoss) {
  Lines lines;
  for (int i = 0; i < 100; ++i) lines.splitter.add("123");
  lines.splitter.add("4\nok\n12345");
  EXPECT_THAT(lines.taken, ElementsAre("ok"));
  lines.splitter.finish();
  EXPECT_EQ(lines.splitter.dropped(), 2U);
}

}  // namespace
}  // namespace hvcompat
