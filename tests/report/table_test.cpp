// Tables that fit, and texts that cannot harm a terminal.
#include "report/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace hvcompat {
namespace {

using ::testing::ElementsAre;
using Rows = std::vector<std::vector<Cell>>;

std::string table(const std::vector<Column>& columns, const Rows& rows, std::size_t width) {
  return render_table(columns, {{{}, {}, rows}}, width).text;
}

TEST(Table, ColumnsAreAsWideAsTheyNeedTo) {
  EXPECT_EQ(table({{"A"}, {"BB"}}, {{{"büro"}, {"x"}}, {{"y"}, {""}}}, 80),
            "A     BB\n"
            "büro  x\n"
            "y\n");
}

TEST(Table, TheWidestIsNarrowedFirst) {
  EXPECT_EQ(table({{"NAME", 4}, {"RULE", 4}}, {{{"a-very-long-name"}, {"rule"}}}, 14),
            "NAME      RULE\n"
            "a-very-…  rule\n");
}

TEST(Table, TheColumnOfTheHighestRankIsLeftOut) {
  const Table narrow = render_table({{"NAME", 8}, {"HOST", 6, true, 1}, {"OS", 6, true, 2}, {"X", 1, false, 0}},
                                    {{{}, {}, {{{"long-name-1"}, {"host-1"}, {"windows"}, {"x"}}}}}, 20);
  EXPECT_EQ(narrow.text,
            "NAME       HOST    X\n"
            "long-nam…  host-1  x\n");
  EXPECT_THAT(narrow.left_out, ElementsAre("OS"));
}

TEST(Table, WhatMustStayIsNarrowedInTheEnd) {
  EXPECT_EQ(table({{"NAME", 6}, {"LEVEL", 0, false}}, {{{"long-name"}, {"not-supported"}}}, 9),
            "NA…  LEV…\n"
            "lo…  not…\n");
}

TEST(Table, ColourDoesNotCountAsWidth) {
  EXPECT_EQ(table({{"A"}, {"B"}}, {{{"x", "\x1b[31m"}, {"y"}}}, 80), "A  B\n\x1b[31mx\x1b[0m  y\n");
}

TEST(Table, WideCharactersTakeTwoColumns) {
  EXPECT_EQ(table({{"NAME"}, {"B"}}, {{{"東京-01"}, {"x"}}, {{"e\u0301-01"}, {"y"}}}, 80),
            "NAME     B\n"
            "東京-01  x\n"
            "e\u0301-01     y\n");
}

TEST(Table, SectionsHaveTheirHeadingsAndOneWidth) {
  EXPECT_EQ(
      render_table({{"A"}, {"B"}}, {{"one", "\x1b[1m", {{{"x"}, {"y"}}}}, {"two", {}, {{{"xxx"}, {"y"}}}}}, 80).text,
      "  A    B\n"
      "\x1b[1mone\x1b[0m\n"
      "  x    y\n"
      "two\n"
      "  xxx  y\n");
}

TEST(Table, NoLineIsWiderThanAsked) {
  const std::vector<Column> columns = {
      {"TARGET", 6, true, 2}, {"GUEST", 10}, {"LEVEL", 0, false, 1}, {"OUTCOME", 0, false}};
  const std::vector<TableSection> sections = {{"a heading that is far too long for a narrow one",
                                               {},
                                               {{{"target"}, {"東京東京東京東京"}, {"not-supported"}, {"undecided"}}}}};
  for (std::size_t width = 12; width < 80; ++width) {
    std::istringstream lines(render_table(columns, sections, width).text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), width) << line;
  }
}

TEST(ForTerminal, NoControlNoDirectionMarks) {
  EXPECT_EQ(for_terminal("a\x1b[31m\n\x7f"), "a?[31m??");
  EXPECT_EQ(for_terminal("a\u0085\u202eb\u2066é…"), "a??b?é…");
  EXPECT_EQ(for_terminal("\u061c\u200e\u2028\u2029"), "????");
  EXPECT_EQ(for_terminal("\u200bz\ufeff\u2060w\u200d"), "?z??w\u200d") << "joiners are of the script";
  EXPECT_EQ(safe_lines("a\x1b\nb\r"), "a?\nb?");
  EXPECT_EQ(safe_lines("\ta\x7f\t\n"), "\ta?\t\n");
}

TEST(WidthOf, ColumnsOfATerminal) {
  EXPECT_EQ(width_of("abc"), 3U);
  EXPECT_EQ(width_of("é…"), 2U);
  EXPECT_EQ(width_of("東京"), 4U);
  EXPECT_EQ(width_of("e\u0301"), 1U);
  EXPECT_EQ(width_of("\U0001F600"), 2U);
  EXPECT_EQ(width_of(""), 0U);
}

TEST(CutTo, CountsColumns) {
  EXPECT_EQ(cut_to("bürö", 4), "bürö");
  EXPECT_EQ(cut_to("bürös", 4), "bür…");
  EXPECT_EQ(cut_to("ab", 0), "");
  EXPECT_EQ(cut_to("ab", 1), "…");
  EXPECT_EQ(cut_to("東京都", 6), "東京都");
  EXPECT_EQ(cut_to("東京都", 5), "東京…");
  EXPECT_EQ(cut_to("東京都", 4), "東…");
  EXPECT_EQ(cut_to("ae\u0301io", 3), "ae\u0301…");
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
