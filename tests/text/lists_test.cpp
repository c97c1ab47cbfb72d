#include <gmock/gmock.h>

#include <string>
#include <string_view>

#include "text/characters.hpp"
#include "text/lists.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;

TEST(Lists, HoldEachThingOnceInTheOrderOfFirstMention) {
  std::vector<std::string> list{"b"};
  add_new(list, "a");
  add_new(list, "b");
  add_all_new(list, {"c", "a", "c"});
  EXPECT_THAT(list, ElementsAre("b", "a", "c"));
  EXPECT_TRUE(contains(list, std::string_view("c")));
  EXPECT_FALSE(contains(list, "C"));
}

TEST(Characters, AreThoseOfAscii) {
  for (int code = -128; code < 128; ++code) {
    const char c = static_cast<char>(code);
    const std::string_view digits = "0123456789", small = "abcdefghijklmnopqrstuvwxyz", hex = "0123456789abcdefABCDEF";
    const bool is_small = small.find(c) != std::string_view::npos;
    EXPECT_EQ(is_digit(c), digits.find(c) != std::string_view::npos) << code;
    EXPECT_EQ(is_lower(c), is_small) << code;
    EXPECT_EQ(is_hex(c), hex.find(c) != std::string_view::npos) << code;
    EXPECT_EQ(is_letter(c), is_small || is_upper(c)) << code;
    EXPECT_EQ(lower(c) != c, is_upper(c)) << code;
  }
  EXPECT_EQ(lowered("VMware ÄÖ 8"), "vmware ÄÖ 8");
}

TEST(Characters, OfSlugs) {
  EXPECT_TRUE(is_slug("windows-server-2022_x.64"));
  for (const char* text : {"", "Windows", "windows server", "é"}) EXPECT_FALSE(is_slug(text)) << text;
}

}  // namespace
}  // namespace hvcompat
