// Taking members by name and type: what each mistake is told as.
#include <gtest/gtest.h>

#include "text/json_document.hpp"

namespace hvcompat {
namespace {

class Reading : public ::testing::Test {
 protected:
  ObjectReader reader(const std::string& text) {
    auto parsed = parse_json("f", text);
    document_ = std::move(*parsed);
    return {document_, document_.root, "rule `a5`", errors_};
  }
  std::string only_error() const { return errors_.size() == 1 ? to_text(errors_[0]) : to_text(errors_) + " (not one)"; }

  JsonDocument document_;
  Errors errors_;
};

TEST_F(Reading, TakesMembersByType) {
  auto object = reader(R"({"s": "x", "i": 3, "b": true, "l": ["p", "q"], "o": {}})");
  EXPECT_EQ(object.required_string("s"), "x");
  EXPECT_EQ(object.integer("i"), 3);
  EXPECT_EQ(object.boolean("b"), true);
  EXPECT_EQ(object.strings("l"), (std::vector<std::string>{"p", "q"}));
  EXPECT_NE(object.object("o"), nullptr);
  EXPECT_EQ(object.string("absent"), std::nullopt);
  object.finish();
  EXPECT_TRUE(errors_.empty()) << to_text(errors_);
}

TEST_F(Reading, AnUnknownKeyGetsASuggestion) {
  auto object = reader(R"({"levle": "joint"})");
  object.string("level");
  object.finish();
  EXPECT_EQ(only_error(),
            "f:1:2: rule `a5`: unknown key `levle`\n    {\"levle\": \"joint\"}\n     ^ did you mean `level`?");
}

TEST_F(Reading, AMissingKeyPointsAtTheObject) {
  auto object = reader("{}");
  object.required_string("level");
  EXPECT_EQ(only_error(), "f:1:1: rule `a5`: `level` is missing\n    {}\n    ^");
}

TEST_F(Reading, AWrongKindIsToldOnce) {
  auto object = reader(R"({"level": 3})");
  object.required_string("level");
  EXPECT_EQ(only_error(),
            "f:1:11: rule `a5`: `level` must be a string, not an integer\n    {\"level\": 3}\n              ^");
}

TEST_F(Reading, AListPointsAtTheItemThatIsNoString) {
  auto object = reader(R"({"l": ["a", {}]})");
  EXPECT_EQ(object.strings("l"), std::vector<std::string>{"a"});
  EXPECT_EQ(only_error(),
            "f:1:13: rule `a5`: `l` must hold strings, not an object\n    {\"l\": [\"a\", {}]}\n                ^");
}

TEST_F(Reading, AChoiceSuggestsOrLists) {
  auto object = reader(R"({"basis": "explicite", "area": "moon"})");
  EXPECT_EQ(object.one_of("basis", {"explicit", "interpretive"}), std::nullopt);
  EXPECT_EQ(object.one_of("area", {"storage", "other"}), std::nullopt);
  ASSERT_EQ(errors_.size(), 2U);
  EXPECT_EQ(errors_[0].message, "rule `a5`: `explicite` is no `basis`");
  EXPECT_EQ(errors_[0].help, "did you mean `explicit`?");
  EXPECT_EQ(errors_[1].help, "one of storage, other");
}

TEST_F(Reading, NoObjectIsOneError) {
  auto object = reader("[]");
  EXPECT_FALSE(object.is_object());
  object.required_string("level");
  object.finish();
  EXPECT_EQ(only_error(), "f:1:1: rule `a5`: expected an object, not an array\n    []\n    ^");
}

}  // namespace
}  // namespace hvcompat
