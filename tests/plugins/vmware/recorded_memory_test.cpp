// Memory on recorded responses: salting of hosts and guests, statistics of zero, limits and balloons.
#include "plugins/vmware/recorded.hpp"

namespace hvvmware {
namespace {

constexpr const char* kAllowed = "guest.memory.page_sharing_allowed";
constexpr const char* kShared = "guest.memory.shared_mib";

TEST(RecordedSharing, SaltingOfTheHostDecidesForGuestsWithoutSalt) {
  EXPECT_EQ(told(RecordedGuest().on(salting_host(0)).facts(), kAllowed), "true");
  EXPECT_EQ(told(RecordedGuest().on(salting_host(1)).facts(), kAllowed), "true") << "all have the common salt";
  EXPECT_EQ(told(RecordedGuest().on(salting_host(2)).facts(), kAllowed), "false") << "each has one of its own";
}

TEST(RecordedSharing, ASaltThatIsSetMayBeAnothersToo) {
  for (const int salting : {0, 1, 2})
    EXPECT_EQ(
        told(RecordedGuest().extra("sched.mem.pshare.salt", "tenant").on(salting_host(salting)).facts(), kAllowed),
        "true")
        << salting;
  EXPECT_EQ(told(RecordedGuest().extra("sched.mem.pshare.salt", "").on(salting_host(2)).facts(), kAllowed), "false");
}

TEST(RecordedSharing, AGuestMayBeTakenOut) {
  for (const char* off : {"FALSE", "false", "False", "0"})
    EXPECT_EQ(told(RecordedGuest().extra("sched.mem.pshare.enable", off).on(salting_host(0)).facts(), kAllowed),
              "false")
        << off;
  EXPECT_EQ(told(RecordedGuest().extra("sched.mem.pshare.enable", "TRUE").on(salting_host(0)).facts(), kAllowed),
            "true");
}

TEST(RecordedSharing, AmountsAreKnownOnlyWhereNothingIsShared) {
  EXPECT_EQ(told(RecordedGuest().on(salting_host(2)).facts(), kShared), "0");
  EXPECT_EQ(told(RecordedGuest().on(salting_host(0)).facts(), kShared), "unknown: not-exposed");
  const std::string zero = "summary.quickStats.sharedMemory";
  EXPECT_EQ(told(RecordedGuest().set(zero, "0").on(salting_host(0)).facts(), kShared), "0");
  EXPECT_EQ(told(RecordedGuest().set("runtime.powerState", "poweredOff").on(salting_host(0)).facts(), kShared), "0");
}

TEST(RecordedSharing, WithoutAReadableHost) {
  const hvc::Facts facts = RecordedGuest().facts();
  EXPECT_EQ(told(facts, kAllowed), "unknown: not-exposed");
  EXPECT_EQ(detail(facts, kAllowed), "the guest's host is not readable");
}

TEST(RecordedStatistics, OfZeroAreKnown) {
  const hvc::Facts facts = RecordedGuest()
                               .set("summary.quickStats.balloonedMemory", "0")
                               .set("summary.quickStats.swappedMemory", "0")
                               .set("summary.quickStats.compressedMemory", "0")
                               .facts();
  for (const char* name : {"guest.memory.ballooned_mib", "guest.memory.swapped_mib", "guest.memory.compressed_mib"})
    EXPECT_EQ(told(facts, name), "0") << name;
}

TEST(RecordedStatistics, ThatAreNotGivenAreNotZero) {
  const hvc::Facts facts = RecordedGuest().without("summary.quickStats.balloonedMemory").facts();
  EXPECT_EQ(told(facts, "guest.memory.ballooned_mib"), "unknown: not-exposed");
  EXPECT_EQ(told(facts, "guest.memory.current_mib"), "unknown: not-exposed");
}

TEST(RecordedStatistics, SmallAmountsAreNotRoundedAway) {
  EXPECT_EQ(
      told(RecordedGuest().set("summary.quickStats.compressedMemory", "1").facts(), "guest.memory.compressed_mib"),
      "1");
  EXPECT_EQ(
      told(RecordedGuest().set("summary.quickStats.compressedMemory", "2048").facts(), "guest.memory.compressed_mib"),
      "2");
}

TEST(RecordedStatistics, NoNumberOrANegativeOneIsAnError) {
  for (const char* odd : {"-1", "many", "", "1e3", "99999999999999999999999"})
    EXPECT_EQ(
        told(RecordedGuest().set("summary.quickStats.balloonedMemory", odd).facts(), "guest.memory.ballooned_mib"),
        "unknown: error")
        << odd;
}

TEST(RecordedStatistics, ABalloonLargerThanTheGuestGivesNoCurrentMemory) {
  const hvc::Facts facts = RecordedGuest().set("summary.quickStats.balloonedMemory", "5000").facts();
  EXPECT_TRUE(told(facts, "guest.memory.current_mib").starts_with("unknown: "));
}

TEST(RecordedBalloon, IsRuledOutByReservationOrOption) {
  constexpr const char* kBalloon = "guest.memory.balloon_device";
  EXPECT_EQ(told(RecordedGuest().facts(), kBalloon), "true");
  EXPECT_EQ(told(RecordedGuest().set("config.memoryAllocation.reservation", "4096").facts(), kBalloon), "false");
  EXPECT_EQ(told(RecordedGuest().extra("sched.mem.maxmemctl", "0").facts(), kBalloon), "false");
  EXPECT_EQ(
      told(RecordedGuest().extra("sched.mem.maxmemctl", "0").set("summary.quickStats.balloonedMemory", "1").facts(),
           kBalloon),
      "true")
      << "what was taken was taken";
}

TEST(RecordedLimit, IsWhatIsConfiguredWhereThereIsNone) {
  EXPECT_EQ(told(RecordedGuest().facts(), "guest.memory.limit_mib"), "4096");
  EXPECT_EQ(told(RecordedGuest().set("config.memoryAllocation.limit", "0").facts(), "guest.memory.limit_mib"), "0");
  EXPECT_EQ(told(RecordedGuest().without("config.memoryAllocation.limit").facts(), "guest.memory.limit_mib"),
            "unknown: not-exposed");
}

}  // namespace
}  // namespace hvvmware
