// The borders of phases and of version ranges.
#include <gtest/gtest.h>

#include "catalog/rows.hpp"

namespace hvcompat {
namespace {

const LifecycleDates kAll{"2010-01-01", "2015-01-13", "2020-01-14", "2023-01-10"};

TEST(Phase, TheLastDayCounts) {
  const std::pair<const char*, Phase> table[] = {{"2009-12-31", Phase::prerelease}, {"2010-01-01", Phase::mainstream},
                                                 {"2015-01-13", Phase::mainstream}, {"2015-01-14", Phase::extended},
                                                 {"2020-01-14", Phase::extended},   {"2020-01-15", Phase::paid},
                                                 {"2023-01-10", Phase::paid},       {"2023-01-11", Phase::ended}};
  for (const auto& [day, phase] : table) EXPECT_EQ(phase_on(kAll, day), phase) << day;
}

TEST(Phase, WithoutLaterPhases) {
  const LifecycleDates fixed{"2010-01-01", "2015-01-13", "2015-01-13", ""};
  EXPECT_EQ(phase_on(fixed, "2015-01-13"), Phase::mainstream);
  EXPECT_EQ(phase_on(fixed, "2015-01-14"), Phase::ended);
}

TEST(Phase, WithoutAnEndItGoesOn) { EXPECT_EQ(phase_on({"2010-01-01", "", "", ""}, "2099-01-01"), Phase::mainstream); }

TEST(VersionRange, FromIsInsideBelowIsNot) {
  const VersionRange range{Version::parse("4.9"), Version::parse("4.10")};
  for (const char* inside : {"4.9", "4.9.0", "4.9.48"}) EXPECT_TRUE(range.contains(*Version::parse(inside))) << inside;
  for (const char* outside : {"4.8.99", "4.10", "4.10.1", "5"}) {
    EXPECT_FALSE(range.contains(*Version::parse(outside))) << outside;
  }
}

}  // namespace
}  // namespace hvcompat
