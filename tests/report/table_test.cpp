// Tables that fit, and texts that cannot harm a terminal.
#include "report/table.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

TEST(Table, ColumnsAreAsWideAsTheyNeedTo) {
  EXPECT_EQ(render_table({{"A"}, {"BB"}}, {{{"büro"}, {"x"}}, {{"y"}, {""}}}, 80),
            "A     BB\n"
            "büro  x\n"
            "y\n");
}

TEST(Table, TheWidestIsNarrowedFirst) {
  EXPECT_EQ(render_table({{"NAME", 4}, {"RULE", 4}}, {{{"a-very-long-name"}, {"rule"}}}, 14),
            "NAME      RULE\n"
            "a-very-…  rule\n");
}

TEST(Table, NothingIsNarrowedBelowItsLeast) {
  EXPECT_EQ(render_table({{"NAME", 6}, {"LEVEL", 0, false}}, {{{"long-name"}, {"not-supported"}}}, 5),
            "NAME    LEVEL\n"
            "long-…  not-supported\n");
}

TEST(Table, ColourDoesNotCountAsWidth) {
  EXPECT_EQ(render_table({{"A"}, {"B"}}, {{{"x", "\x1b[31m"}, {"y"}}}, 80), "A  B\n\x1b[31mx\x1b[0m  y\n");
}

TEST(ForTerminal, NoControlNoDirectionMarks) {
  EXPECT_EQ(for_terminal("a\x1b[31m\n\x7f"), "a?[31m??");
  EXPECT_EQ(for_terminal("a\u0085\u202eb\u2066é…"), "a??b?é…");
}

TEST(CutTo, CountsCharacters) {
  EXPECT_EQ(cut_to("bürö", 4), "bürö");
  EXPECT_EQ(cut_to("bürös", 4), "bür…");
  EXPECT_EQ(cut_to("ab", 0), "");
}

TEST(Wrap, BreaksAtSpacesAndIndents) {
  EXPECT_EQ(wrap("aaa bbb ccc", 8, 2), "aaa\n  bbb\n  ccc");
  EXPECT_EQ(wrap("aaa bbb ccc", 10, 2), "aaa bbb\n  ccc");
  EXPECT_EQ(wrap("aaaaaaaaaaaa b", 6, 0), "aaaaaaaaaaaa\nb");
  EXPECT_EQ(wrap("add\n{\"a\": 1, \"b\": 2} x", 8, 2), "add\n  {\"a\": 1, \"b\": 2} x");
  EXPECT_EQ(wrap("", 8, 2), "");
}

}  // namespace
}  // namespace hvcompat
