// Pages, and what may happen between two of them: the session ends, a guest is deleted, the run is cancelled.
#include "plugins/vmware/vcsim_reading.hpp"

namespace {

using hvtest::Asked;
using hvtest::Call;
using hvtest::fact;
using hvtest::kRich;
using hvtest::read;
using hvtest::Reading;
using hvtest::Vcsim;
using hvtest::with_fronts;

constexpr std::size_t kGuests = 86;  // 82 of the scenario and the 4 of --vms
constexpr std::size_t kPage = 10;

const std::vector<std::string> kPaged = with_fronts(kRich, {"pages=10", "strict-session"});

std::vector<std::string> paged_with(const std::string& front) { return with_fronts(kPaged, {front}); }

bool is_retrieval(const Call& call) { return call.method.ends_with("RetrievePropertiesEx"); }

bool asks_for_guests(const Call& call) {
  return call.method == "RetrievePropertiesEx" && call.types == std::vector<std::string>{"VirtualMachine"};
}

// The number of the retrieval that brings the first page of guests, counted as vcsim_host does.
std::size_t first_page_of_guests(const Reading& undisturbed) {
  std::size_t number = 0;
  for (const Call& call : undisturbed.calls) {
    if (is_retrieval(call)) ++number;
    if (asks_for_guests(call)) return number;
  }
  return 0;
}

std::size_t pages_of_guests(const Reading& reading) {
  const auto first = std::find_if(reading.calls.begin(), reading.calls.end(), asks_for_guests);
  return static_cast<std::size_t>(std::count_if(first, reading.calls.end(), is_retrieval));
}

std::vector<std::string> names_of(const Reading& reading) {
  std::vector<std::string> names;
  for (const auto* guest : reading.of_kind("guest")) names.emplace_back(guest->at("name").as_string());
  return names;
}

std::vector<std::string> records_of(const Reading& reading) {
  std::vector<std::string> texts;
  for (const auto& record : reading.records) texts.push_back(boost::json::serialize(record));
  return texts;
}

const Asked kNoEvents{{{"event_days", 0}}};

TEST(Pages, AreAllReadAndNoGuestTwice) {
  const Reading paged = read(Vcsim(kPaged), kNoEvents);
  EXPECT_EQ(paged.result, HVC_OK);
  EXPECT_EQ(paged.guests(), kGuests);
  std::vector<std::string> names = names_of(paged);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  EXPECT_EQ(pages_of_guests(paged), (kGuests + kPage - 1) / kPage);
  EXPECT_EQ(records_of(paged), records_of(read(Vcsim(kRich), kNoEvents))) << "as from one page";
}

// Content, login, two views, hosts and all around them, tasks, logout: 7 calls whatever the number of guests; 6 for
// events.
TEST(Pages, RoundTripsGrowWithPagesAndNotWithGuests) {
  for (const std::size_t guests : {10U, 100U, 1000U}) {
    const Vcsim vcsim(with_fronts({"--vms", std::to_string(guests)}, {"pages=1000"}));
    const Reading reading = read(vcsim, {{{"page_size", 50}, {"event_days", 0}}});
    EXPECT_EQ(reading.guests(), guests);
    EXPECT_EQ(reading.calls.size(), 7 + (guests + 49) / 50);
  }
  EXPECT_EQ(read(Vcsim(with_fronts({"--vms", "100"}, {"pages=1000"}))).calls.size(), 7 + 1 + 6);
}

TEST(Pages, TheServerMaySendFewerThanAskedFor) {
  const Reading reading = read(Vcsim(with_fronts({"--vms", "100"}, {"pages=30"})), {{{"page_size", 5000}}});
  EXPECT_EQ(reading.guests(), 100U);
  EXPECT_EQ(pages_of_guests(reading), 4U);
}

TEST(Pages, PageSizeIsChecked) {
  EXPECT_EQ(read(Vcsim({}), {{{"page_size", 0}}}).failure(),
            "bad-target: option `page_size` must be a whole number from 1 to 5000");
}

TEST(Options, UnknownOnesAreRefused) {
  EXPECT_EQ(read(Vcsim({}), {{{"page_sise", 10}}}).failure(), "bad-target: unknown option `page_sise`");
}

TEST(LostSession, IsRenewedOnceAndNothingIsToldTwice) {
  const Reading undisturbed = read(Vcsim(kPaged), kNoEvents);
  const std::size_t guests = first_page_of_guests(undisturbed);
  ASSERT_GT(guests, 1U);
  for (const std::size_t after : {std::size_t{1}, guests - 1, guests, guests + 3}) {
    const Reading reading = read(Vcsim(paged_with("lose-session-after=" + std::to_string(after))), kNoEvents);
    EXPECT_EQ(reading.result, HVC_OK) << after;
    EXPECT_EQ(records_of(reading), records_of(undisturbed)) << after;
    EXPECT_EQ(reading.count("Login"), 2U) << after;
  }
}

// govmomi's way: it tells of the lost session in missingSet, or of the view as not found.
TEST(LostSession, AsTheSimulatorTellsIt) {
  const std::vector<std::string> paged = with_fronts(kRich, {"pages=10"});
  const Reading undisturbed = read(Vcsim(paged), kNoEvents);
  const std::size_t guests = first_page_of_guests(undisturbed);
  for (const std::size_t after : {std::size_t{1}, guests - 1, guests + 3}) {
    const Reading reading = read(Vcsim(with_fronts(paged, {"lose-session-after=" + std::to_string(after)})), kNoEvents);
    EXPECT_EQ(records_of(reading), records_of(undisturbed)) << after;
  }
}

TEST(LostSession, BetweenTasksAndEvents) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"lose-session-after=2", "strict-session"})));
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(reading.guests(), kGuests);
  EXPECT_EQ(fact(reading.guest("migrating-now"), "guest.migration.running"), "true");
  EXPECT_EQ(fact(reading.guest("migrated-since-boot"), "guest.migration.since_power_on"), "true");
}

TEST(LostSession, TwiceIsAFailure) {
  const Vcsim vcsim(with_fronts(kRich, {"fault-on=RetrievePropertiesEx:NotAuthenticated"}));
  const Reading reading = read(vcsim);
  EXPECT_EQ(reading.failure(),
            "auth: " + vcsim.authority() + " ended the session twice (NotAuthenticated) in RetrievePropertiesEx");
  EXPECT_EQ(reading.count("Login"), 2U);
  EXPECT_EQ(reading.count("RetrievePropertiesEx"), 2U);
}

TEST(LostSession, OfAnIdleSession) {
  const Vcsim vcsim({"--session-idle", "300ms", "--delay", "CreateContainerView=1s", "--front", "strict-session"});
  const Reading reading = read(vcsim);
  EXPECT_GE(reading.count("Login"), 2U);
  EXPECT_EQ(reading.result, HVC_FAILED) << "it goes on to be lost";
  EXPECT_NE(reading.failure().find("twice"), std::string::npos) << reading.failure();
}

TEST(DeletedGuest, BeforeItsPageIsNoError) {
  const Reading undisturbed = read(Vcsim(kPaged), kNoEvents);
  std::vector<std::string> expected = names_of(undisturbed);
  const std::string gone = expected.back();
  expected.pop_back();
  const std::size_t first = first_page_of_guests(undisturbed);
  for (const std::size_t after : {std::size_t{1}, first, first + 2}) {
    const Reading reading = read(Vcsim(paged_with("delete-vm=" + gone + "@" + std::to_string(after))), kNoEvents);
    EXPECT_EQ(reading.result, HVC_OK);
    EXPECT_EQ(names_of(reading), expected) << after;
    EXPECT_EQ(reading.of_kind("error").size(), undisturbed.of_kind("error").size()) << after;
  }
}

TEST(DeletedGuest, WithItsTaskUnderWay) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"delete-vm=migrating-now@2"})));
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(reading.guests(), kGuests - 1);
}

TEST(Cancelled, InTheMiddleOfTheGuestsLogsOut) {
  const Vcsim vcsim(kPaged);
  const Reading reading =
      read(vcsim, {.cancelled = [](const hvtest::Told& so_far) { return so_far.of_kind("guest").size() >= 25; }});
  EXPECT_EQ(reading.failure(), "cancelled: the run was cancelled");
  EXPECT_GE(reading.guests(), 25U);
  EXPECT_LT(reading.guests(), kGuests);
  EXPECT_EQ(reading.of_kind("end").size(), 0U);
  EXPECT_EQ(reading.calls.back().method, "Logout");
}

TEST(Cancelled, WhileTheServerThinks) {
  const Vcsim vcsim({"--delay", "RetrievePropertiesEx=20s"});
  const auto begun = std::chrono::steady_clock::now();
  const Reading reading =
      read(vcsim, {.cancelled = [&](const hvtest::Told&) { return vcsim.was_asked("RetrievePropertiesEx"); }});
  EXPECT_EQ(reading.failure(), "cancelled: the run was cancelled");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(8));
  EXPECT_EQ(reading.calls.back().method, "Logout");
}

TEST(Progress, CountsGuests) {
  const Reading reading = read(Vcsim({"--vms", "7"}));
  ASSERT_EQ(reading.progress.size(), 7U);
  EXPECT_EQ(reading.progress.back().first, 7U);
}

}  // namespace
