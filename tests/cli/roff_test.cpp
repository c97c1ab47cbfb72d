// What roff would take for something else.
#include "cli/roff.hpp"

#include <gtest/gtest.h>

#include "cli/completion.hpp"

namespace hvcompat::testing {
namespace {

TEST(Roff, hyphens_backslashes_quotes) {
  EXPECT_EQ(roff_text("--as-of"), "\\-\\-as\\-of");
  EXPECT_EQ(roff_text(R"(a\b)"), "a\\eb");
  EXPECT_EQ(roff_text("it's \"so\" ^~"), "it\\(aqs \\(dqso\\(dq \\(ha\\(ti");
}

TEST(Roff, what_stands_between_backticks_is_bold) {
  EXPECT_EQ(roff_text("see `plugin replay`."), "see \\fBplugin replay\\fR.");
}

TEST(Roff, characters_beyond_ascii) {
  EXPECT_EQ(roff_text("x.…"), "x.\\[u2026]");
  EXPECT_EQ(roff_text("ä→😀"), "\\[u00E4]\\[u2192]\\[u1F600]");
}

TEST(Roff, no_text_is_a_macro) {
  EXPECT_EQ(roff_line(".so /etc/passwd"), "\\&.so /etc/passwd\n");
  EXPECT_EQ(roff_line("'so"), "\\(aqso\n");
  EXPECT_EQ(roff_line("a.b"), "a.b\n");
}

TEST(Roff, arguments_of_macros) { EXPECT_EQ(roff_argument("a \"b\""), "\"a \\(dqb\\(dq\""); }

TEST(Completion, single_quotes) {
  EXPECT_EQ(single_quoted("a b"), "'a b'");
  EXPECT_EQ(single_quoted("the plugin's"), "'the plugin'\\''s'");
}

}  // namespace
}  // namespace hvcompat::testing
