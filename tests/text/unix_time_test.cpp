// Times as numbers.
#include "text/unix_time.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

TEST(UnixTime, OfATime) {
  EXPECT_EQ(unix_seconds("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(unix_seconds("2026-11-20T22:42:05Z"), 1795214525);
  EXPECT_EQ(unix_seconds("2024-02-29T23:59:59.5Z"), 1709251199);
}

TEST(UnixTime, OfWhatIsNone) {
  EXPECT_EQ(unix_seconds(""), std::nullopt);
  EXPECT_EQ(unix_seconds("2026-11-20"), std::nullopt);
  EXPECT_EQ(unix_seconds("2026-02-30T00:00:00Z"), std::nullopt);
}

}  // namespace
}  // namespace hvcompat
