// The form of error texts.
#include "text/error.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

TEST(ErrorText, MessageAlone) { EXPECT_EQ(to_text(usage_error("no target")), "no target"); }

TEST(ErrorText, HelpStandsUnderTheMessage) {
  EXPECT_EQ(to_text(usage_error("no target", "name one")), "no target\n    name one");
}

TEST(ErrorText, FileLineAndColumnAsFarAsKnown) {
  Error error = usage_error("bad");
  error.where = {"site.json", 0, 0};
  EXPECT_EQ(to_text(error), "site.json: bad");
  error.where.line = 3;
  EXPECT_EQ(to_text(error), "site.json:3: bad");
  error.where.column = 7;
  EXPECT_EQ(to_text(error), "site.json:3:7: bad");
}

TEST(ErrorText, CaretStandsUnderThePlaceWithTheHelpBehindIt) {
  Error error = usage_error("unknown key `uro`", "did you mean `uri`?");
  error.where = {"site.json", 3, 6};
  error.excerpt = R"({"uro": 1})";
  error.caret = 2;
  EXPECT_EQ(to_text(error),
            "site.json:3:6: unknown key `uro`\n"
            "    {\"uro\": 1}\n"
            "     ^ did you mean `uri`?");
}

TEST(ErrorText, SeveralErrorsOneAfterTheOther) {
  EXPECT_EQ(to_text(Errors{usage_error("one"), usage_error("two")}), "one\ntwo");
}

TEST(ErrorText, TheValueOfAnErrorIsABug) {
  const Result<int> result = usage_error("no target");
  EXPECT_THROW((void)result.value(), std::logic_error);
}

}  // namespace
}  // namespace hvcompat
