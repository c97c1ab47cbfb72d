// Numbers for byte strings.
#include "text/interner.hpp"

#include <gtest/gtest.h>

#include <string>

namespace hvcompat {
namespace {

TEST(Interner, EqualStringsHaveOneNumberInTheOrderOfTheirComing) {
  Interner interner;
  InternerWindow window(interner);
  EXPECT_EQ(window.id_of("b"), 0U);
  EXPECT_EQ(window.id_of("a"), 1U);
  EXPECT_EQ(window.id_of(std::string("b")), 0U);
  EXPECT_EQ(interner[1], "a");
  EXPECT_EQ(interner.size(), 2U);
}

// Whoever writes a file must not know which strings fall on one place.
TEST(BytesHash, IsNotTheOneThatEveryoneCanCompute) {
  const std::string text = "guest.os.product";
  EXPECT_NE(BytesHash{}(text), XXH3_64bits(text.data(), text.size()));
  EXPECT_EQ(BytesHash{}(text), BytesHash{}(std::string(text)));
  EXPECT_NE(random_seed(), random_seed());
}

}  // namespace
}  // namespace hvcompat
