// Reading JSON with places: values, strictness, and the exact text of each refusal.
#include "text/json_document.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace hvcompat {
namespace {

std::string refusal(const std::string& text) {
  const auto document = parse_json("f.json", text);
  return document ? "accepted" : to_text(document.error());
}

TEST(ParseJson, ReadsEveryKindWithItsPlace) {
  const auto document = parse_json("f", R"({"a": [true, null, -12, 2.5e1, "x\ty"]})");
  ASSERT_TRUE(document);
  const JsonNode* list = document->root.find("a");
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->items.size(), 5U);
  EXPECT_EQ(list->offset, 6U);
  EXPECT_EQ(list->items[0].kind, JsonKind::boolean);
  EXPECT_TRUE(list->items[0].boolean);
  EXPECT_EQ(list->items[1].kind, JsonKind::null);
  EXPECT_EQ(list->items[2].integer, -12);
  EXPECT_EQ(list->items[3].kind, JsonKind::number);
  EXPECT_DOUBLE_EQ(list->items[3].number, 25.0);
  EXPECT_EQ(list->items[4].string, "x\ty");
  EXPECT_EQ(document->root.find("b"), nullptr);
}

TEST(ParseJson, EscapesBecomeUtf8) {
  const auto document = parse_json("f", R"("\u00e9\u20ac\ud83d\ude00\/\"\\")");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root.string, "é€😀/\"\\");
}

TEST(ParseJson, AByteOrderMarkIsNamed) {
  EXPECT_EQ(refusal("\xEF\xBB\xBF{}"),
            "f.json:1:1: the text begins with a byte order mark\n    \xEF\xBB\xBF{}\n    ^ save it as UTF-8 without "
            "one (no BOM)");
}

TEST(ParseJson, AnIntegerBeyond64BitsIsANumber) {
  EXPECT_EQ(parse_json("f", "9223372036854775807")->root.kind, JsonKind::integer);
  EXPECT_EQ(parse_json("f", "9223372036854775808")->root.kind, JsonKind::number);
  EXPECT_EQ(parse_json("f", "1.0")->root.kind, JsonKind::number);
}

TEST(ParseJson, RefusesDuplicateKeysAtTheSecond) {
  EXPECT_EQ(refusal("{\"a\": 1,\n \"a\": 2}"),
            "f.json:2:2: the key `a` stands here twice\n    \"a\": 2}\n    ^ remove one of the two");
}

TEST(ParseJson, RefusalsSayWhere) {
  EXPECT_EQ(refusal(""), "f.json:1:1: the text ends where a value is expected");
  EXPECT_EQ(refusal("[1,]"), "f.json:1:4: expected a value\n    [1,]\n       ^");
  EXPECT_EQ(refusal("[1 2]"), "f.json:1:4: expected `,` or `]`\n    [1 2]\n       ^");
  EXPECT_EQ(refusal("{a: 1}"), "f.json:1:2: expected a key in double quotes\n    {a: 1}\n     ^");
  EXPECT_EQ(refusal("{\"a\" 1}"), "f.json:1:6: expected `:`\n    {\"a\" 1}\n         ^");
  EXPECT_EQ(refusal("01"), "f.json:1:1: a number does not start with 0\n    01\n    ^");
  EXPECT_EQ(refusal("1."), "f.json:1:3: the text ends where a digit is expected\n    1.\n      ^");
  EXPECT_EQ(refusal("1e999"), "f.json:1:1: a number that is too large or too small\n    1e999\n    ^");
  EXPECT_EQ(refusal("\"abc"), "f.json:1:1: the string does not end\n    \"abc\n    ^");
  EXPECT_EQ(refusal("\"\\q\""), "f.json:1:2: an escape that JSON does not have\n    \"\\q\"\n     ^");
  EXPECT_EQ(refusal("\"\\u12g4\""), "f.json:1:2: `\\u` needs four hexadecimal digits\n    \"\\u12g4\"\n     ^");
  EXPECT_EQ(refusal("\"\\ud800\""), "f.json:1:2: half a surrogate pair\n    \"\\ud800\"\n     ^");
  EXPECT_EQ(refusal("1 2"), "f.json:1:3: text after the end of the JSON value\n    1 2\n      ^");
  EXPECT_EQ(refusal("\"\xff\""), "f.json: the file is not UTF-8\n    save it as UTF-8");
}

TEST(ParseJson, AControlCharacterDoesNotReachTheTerminal) {
  EXPECT_EQ(
      refusal("\"a\x1b\""),
      "f.json:1:3: a control character in a string\n    \"a \"\n      ^ write it as an escape, a line end as `\\n`");
}

TEST(ParseJson, DepthIsLimitedTo64) {
  EXPECT_TRUE(parse_json("f", std::string(64, '[') + std::string(64, ']')));
  const std::string told = refusal(std::string(65, '[') + std::string(65, ']'));
  EXPECT_TRUE(told.starts_with("f.json:1:65: nested deeper than 64 levels\n")) << told;
}

TEST(ErrorAt, ColumnsCountCharactersAndTheExcerptIsTrimmed) {
  const auto document = parse_json("f", "[\n    \"é\", 1\n]");
  ASSERT_TRUE(document);
  EXPECT_EQ(to_text(document->error_at(document->root.items[1].offset, "no")), "f:2:10: no\n    \"é\", 1\n         ^");
}

TEST(ErrorAt, LongLinesAreCutAroundThePlace) {
  const auto document = parse_json("f", "[\"" + std::string(500, 'a') + "\", 7, \"" + std::string(500, 'b') + "\"]");
  ASSERT_TRUE(document);
  const Error error = document->error_at(document->root.items[1].offset, "no");
  EXPECT_EQ(error.where.column, 506);
  EXPECT_EQ(error.excerpt.size(), 100U);
  EXPECT_EQ(error.excerpt[static_cast<std::size_t>(error.caret) - 1], '7');
}

TEST(ReadTextFile, SaysWhichFileAndWhy) {
  const auto missing = read_text_file("/nonexistent/site.json");
  ASSERT_FALSE(missing);
  EXPECT_EQ(to_text(missing.error()), "cannot read `/nonexistent/site.json`: no such file or directory");
  const auto folder = read_text_file("/");
  ASSERT_FALSE(folder);
  EXPECT_EQ(to_text(folder.error()), "cannot read `/`: is a directory");
}

TEST(ReadTextFile, TheLimitIsKeptAtTheBorder) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "read_text_file_limit";
  std::ofstream(path) << std::string(std::size_t{1} << 20, 'x');
  EXPECT_TRUE(read_text_file(path, std::size_t{1} << 20));
  std::ofstream(path, std::ios::app) << 'x';
  const auto larger = read_text_file(path, std::size_t{1} << 20);
  std::filesystem::remove(path);
  ASSERT_FALSE(larger);
  EXPECT_EQ(larger.error().message, "cannot read `" + path.string() + "`: larger than 1 MiB");
}

}  // namespace
}  // namespace hvcompat
