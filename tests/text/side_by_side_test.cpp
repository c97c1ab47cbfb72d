#include "text/side_by_side.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace hvcompat {
namespace {

TEST(SideBySide, EachThreadCallsIt) {
  for (const unsigned threads : {1U, 4U}) {
    std::atomic<unsigned> calls = 0;
    side_by_side(threads, [&] { ++calls; });
    EXPECT_EQ(calls, threads);
  }
}

TEST(SideBySide, ThrowsWhatOneOfThemThrewWhenAllHaveReturned) {
  for (unsigned bad = 0; bad < 4; ++bad) {
    std::atomic<unsigned> calls = 0;
    const auto work = [&] {
      if (calls++ == bad) throw std::runtime_error("no memory");
    };
    EXPECT_THROW(side_by_side(4, work), std::runtime_error) << bad;
    EXPECT_EQ(calls, 4U);
  }
}

}  // namespace
}  // namespace hvcompat
