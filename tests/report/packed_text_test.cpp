// Packed text is what a browser's own atob and DecompressionStream("deflate") read.
#include "report/packed_text.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

TEST(PackedText, IsZlibInBase64) {
  // As Python's base64.b64encode(zlib.compress(b"hvcompat" * 4, 4)) writes it.
  EXPECT_EQ(packed_text("hvcompathvcompathvcompathvcompat"), "eF7LKEvOzy1ILMnAQQMA30QNiQ==");
  EXPECT_EQ(packed_text(""), "eF4DAAAAAAE=");
}

TEST(PackedText, HoldsNoMarkup) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(i * 7919 % 251);
  EXPECT_EQ(packed_text(bytes).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="),
            std::string::npos);
}

}  // namespace
}  // namespace hvcompat
