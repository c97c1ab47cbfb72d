// The borders of CSV: quotes, line ends, byte order mark, counts.
#include "catalog/csv.hpp"

#include <gtest/gtest.h>

#include "text/words.hpp"

namespace hvcompat {
namespace {

// "line: a|b" for each row, or the errors.
std::string told(std::string_view text) {
  const auto rows = parse_csv("l.csv", text);
  if (rows.has_error()) return to_text(rows.error());
  std::string all;
  for (const CsvRow& row : *rows) all += std::to_string(row.line) + ": " + join(row.fields, "|") + "\n";
  return all;
}

TEST(Csv, rows_know_their_lines) { EXPECT_EQ(told("a,b\n1,2\n\n3,4\n"), "1: a|b\n2: 1|2\n4: 3|4\n"); }

TEST(Csv, the_last_line_needs_no_end) { EXPECT_EQ(told("a,b\n1,2"), "1: a|b\n2: 1|2\n"); }

TEST(Csv, empty) {
  EXPECT_EQ(told(""), "");
  EXPECT_EQ(told("\xEF\xBB\xBF"), "");
  EXPECT_EQ(told("\n\r\n"), "");
}

TEST(Csv, byte_order_mark_and_crlf) {
  EXPECT_EQ(told("\xEF\xBB\xBF"
                 "a,b\r\n1,2\r\n3,\r\n"),
            "1: a|b\n2: 1|2\n3: 3|\n");
}

TEST(Csv, quotes_hold_commas_quotes_and_new_lines) {
  EXPECT_EQ(told("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"two\nlines\",3\n4,5\n"),
            "1: a|b\n2: x, y|he said \"no\"\n3: two\nlines|3\n5: 4|5\n");
}

TEST(Csv, blanks_inside_quotes_stay) { EXPECT_EQ(told("a, b \n\" 1 \", 2\n"), "1: a|b\n2:  1 |2\n"); }

TEST(Csv, wrong_counts_are_all_told) {
  EXPECT_EQ(told("a,b\n1\n1,2\n1,2,3\n"),
            "l.csv:2: 1 field, but the header has 2\n"
            "    put a field that holds a comma into quotes; an empty field keeps its commas\n"
            "l.csv:4: 3 fields, but the header has 2\n"
            "    put a field that holds a comma into quotes; an empty field keeps its commas");
}

TEST(Csv, quote_out_of_place) {
  const std::string expected =
      "l.csv:2: a quote stands out of place\n"
      "    put the whole field into quotes and write a quote inside it twice";
  EXPECT_EQ(told("a,b\n1,2\"\n"), expected);
  EXPECT_EQ(told("a,b\n\"1\"2,3\n"), expected);
}

TEST(Csv, quote_that_is_never_closed) {
  EXPECT_EQ(told("a,b\n1,2\n3,\"4\n5,6\n"), "l.csv:3: a quoted field is never closed");
}

}  // namespace
}  // namespace hvcompat
