// Texts made valid.
#include "text/utf8.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

TEST(Utf8, BytesThatAreNotUtf8) {
  EXPECT_EQ(as_utf8("häß €😀"), "häß €😀");
  EXPECT_EQ(as_utf8("a\xff"
                    "b\xc3"),
            "a\xef\xbf\xbd"
            "b\xef\xbf\xbd");
  EXPECT_EQ(as_utf8("\xc0\x80"), "\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(as_utf8("\xed\xa0\x80").size(), 9U);
}

TEST(Utf8, TextKeepsLineEndsAndTabsAlone) {
  EXPECT_EQ(as_text("a\tb\r\nhäß 😀"), "a\tb\r\nhäß 😀");
  EXPECT_EQ(as_text(std::string("\0\x1b\x7f", 3)), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(as_text("\xc2\x85"), "\xef\xbf\xbd");
  EXPECT_EQ(as_text("\xc2\xa0"), "\xc2\xa0");
  EXPECT_EQ(as_text("\xef\xbf\xbf"), "\xef\xbf\xbd");
  EXPECT_EQ(as_text("\xff"), "\xef\xbf\xbd");
}

}  // namespace
}  // namespace hvcompat
