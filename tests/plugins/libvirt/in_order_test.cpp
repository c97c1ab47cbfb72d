// What threads make of numbered items: order, room, items given back and taken over, faults, the end.
#include "in_order.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using hvlibvirt::InOrder;
using std::chrono::milliseconds;

namespace {

constexpr std::chrono::hours kNever{1};

bool never() { return false; }

std::vector<std::size_t> first(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

// Items are what is made of them.
struct Numbers {
  explicit Numbers(std::size_t count, InOrder<std::size_t>::Clock::duration held_at_most = kNever)
      : work(count, held_at_most, [this](std::size_t&& made) { handed_on.push_back(made); }) {}

  std::optional<std::size_t> take_any() { return work.take_any(never); }
  void bring(std::size_t item) { work.bring(item, item); }
  void bring_new() {
    for (; const auto item = work.take_new(); ++brought_new) bring(*item);
  }
  void bring_any() {
    while (const auto item = take_any()) bring(*item);
  }

  std::vector<std::size_t> handed_on;
  std::atomic<std::size_t> brought_new = 0;
  InOrder<std::size_t> work;
};

template <class Probe>
bool becomes_true(Probe probe) {
  for (int i = 0; i < 6'000 && !probe(); ++i) std::this_thread::sleep_for(milliseconds(5));
  return probe();
}

template <class Answer>
bool still_waits(std::future<Answer>& answer) {
  return answer.wait_for(milliseconds(50)) == std::future_status::timeout;
}

std::string fault_in(const InOrder<std::size_t>& work) try {
  work.rethrow();
  return "";
} catch (const std::exception& fault) {
  return fault.what();
}

}  // namespace

TEST(InOrder, HandsOnInOrderWhoeverWorks) {
  Numbers numbers(10'000);
  std::vector<std::thread> helpers;
  for (int i = 0; i < 3; ++i)
    helpers.emplace_back([&] {
      while (const auto item = numbers.work.take_new()) {
        if (*item % 97 == 0) std::this_thread::yield();
        *item % 13 == 0 ? numbers.work.give_back(*item) : numbers.bring(*item);
      }
    });
  numbers.bring_any();
  for (std::thread& helper : helpers) helper.join();
  EXPECT_EQ(numbers.handed_on, first(10'000));
  EXPECT_EQ(numbers.work.handed_on(), 10'000U);
}

TEST(InOrder, NothingToDo) {
  Numbers numbers(0);
  EXPECT_EQ(numbers.take_any(), std::nullopt);
  EXPECT_EQ(numbers.work.take_new(), std::nullopt);
  EXPECT_TRUE(numbers.work.ended());
}

TEST(InOrder, WhoIsFarAheadWaits) {
  Numbers numbers(1'000);
  ASSERT_EQ(numbers.take_any(), 0U);
  std::thread fast([&] { numbers.bring_new(); });
  EXPECT_TRUE(becomes_true([&] { return numbers.brought_new == 63; }));
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(numbers.brought_new, 63U) << "no more";
  EXPECT_EQ(numbers.work.handed_on(), 0U);
  numbers.bring(0);
  fast.join();
  EXPECT_EQ(numbers.handed_on, first(1'000));
}

TEST(InOrder, WhatIsGivenBackTheFirstAloneTakes) {
  Numbers numbers(3);
  ASSERT_EQ(numbers.work.take_new(), 0U);
  numbers.work.give_back(0);
  numbers.bring_new();
  EXPECT_EQ(numbers.brought_new, 2U) << "a helper ends";
  EXPECT_TRUE(numbers.work.ended());
  EXPECT_TRUE(numbers.handed_on.empty());
  EXPECT_EQ(numbers.take_any(), 0U);
  numbers.bring(0);
  EXPECT_EQ(numbers.take_any(), std::nullopt);
  EXPECT_EQ(numbers.handed_on, first(3));
}

TEST(InOrder, TheFirstWaitsForWhatIsGivenBack) {
  Numbers numbers(1);
  ASSERT_EQ(numbers.work.take_new(), 0U);
  auto waiting = std::async(std::launch::async, [&] { return numbers.take_any(); });
  EXPECT_TRUE(still_waits(waiting));
  numbers.work.give_back(0);
  EXPECT_EQ(waiting.get(), 0U);
}

TEST(InOrder, TheFirstWaitsUntilAllIsHandedOn) {
  Numbers numbers(2);
  ASSERT_EQ(numbers.work.take_new(), 0U);
  ASSERT_EQ(numbers.take_any(), 1U);
  numbers.bring(1);
  auto waiting = std::async(std::launch::async, [&] { return numbers.take_any(); });
  EXPECT_TRUE(still_waits(waiting));
  numbers.bring(0);
  EXPECT_EQ(waiting.get(), std::nullopt);
  EXPECT_EQ(numbers.handed_on, first(2));
}

TEST(InOrder, WhatIsHeldTooLongIsTakenOverTheOldestFirst) {
  Numbers numbers(4, milliseconds(20));
  ASSERT_EQ(numbers.work.take_new(), 0U);
  std::this_thread::sleep_for(milliseconds(2));
  ASSERT_EQ(numbers.work.take_new(), 1U);
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(numbers.take_any(), 2U) << "new ones come first";
  EXPECT_EQ(numbers.take_any(), 3U);
  EXPECT_EQ(numbers.take_any(), 0U);
  EXPECT_EQ(numbers.take_any(), 1U);
  for (const std::size_t item : {3U, 2U, 1U, 0U}) numbers.bring(item);
  EXPECT_EQ(numbers.handed_on, first(4));
}

TEST(InOrder, WhatIsHeldNotTooLongIsLeftToTheHelper) {
  Numbers numbers(1);
  ASSERT_EQ(numbers.work.take_new(), 0U);
  auto waiting = std::async(std::launch::async, [&] { return numbers.take_any(); });
  EXPECT_EQ(waiting.wait_for(milliseconds(250)), std::future_status::timeout) << "it has looked around";
  numbers.bring(0);
  EXPECT_EQ(waiting.get(), std::nullopt);
}

TEST(InOrder, AfterATakeoverTheEarlierOneCounts) {
  std::vector<std::string> handed_on;
  InOrder<std::string> work(3, milliseconds(0), [&](std::string&& made) { handed_on.push_back(std::move(made)); });
  for (const std::size_t item : {0U, 1U, 2U}) ASSERT_EQ(work.take_new(), item);
  for (const std::size_t item : {0U, 1U, 2U}) ASSERT_EQ(work.take_any(never), item);
  work.bring(0, "0 of the first");
  work.bring(0, "late");
  work.bring(2, "2 of the first");
  work.bring(2, "late, though not handed on yet");
  work.give_back(1);
  work.bring(1, "1 of the helper after all");
  work.bring(1, "late");
  EXPECT_EQ(handed_on, (std::vector<std::string>{"0 of the first", "1 of the helper after all", "2 of the first"}));
  EXPECT_EQ(work.take_any(never), std::nullopt);
}

TEST(InOrder, WhatWasTakenOverIsNotGivenBack) {
  Numbers numbers(1, milliseconds(0));
  ASSERT_EQ(numbers.work.take_new(), 0U);
  ASSERT_EQ(numbers.take_any(), 0U);
  numbers.work.give_back(0);
  bool asked = false;
  EXPECT_EQ(numbers.work.take_any([&] { return std::exchange(asked, true); }), std::nullopt) << "nothing to take";
  numbers.bring(0);
  EXPECT_EQ(numbers.handed_on, first(1));
}

TEST(InOrder, CancellingEndsTheWaiting) {
  Numbers numbers(3);
  ASSERT_EQ(numbers.work.take_new(), 0U);
  std::atomic<bool> cancelled = false;
  auto waiting = std::async(std::launch::async, [&] {
    while (const auto item = numbers.work.take_any([&] { return cancelled.load(); })) numbers.bring(*item);
  });
  EXPECT_TRUE(still_waits(waiting));
  cancelled = true;
  EXPECT_EQ(waiting.wait_for(std::chrono::seconds(30)), std::future_status::ready);
  numbers.work.close();
  EXPECT_EQ(numbers.handed_on, (std::vector<std::size_t>{1, 2})) << "what waited";
  EXPECT_EQ(fault_in(numbers.work), "");
}

TEST(InOrder, AfterAFaultNothingIsTakenAndWhatWaitsIsHandedOn) {
  Numbers numbers(10);
  for (int i = 0; i < 3; ++i) numbers.work.take_new();
  numbers.bring(2);
  numbers.bring(1);
  numbers.work.fail(std::make_exception_ptr(std::runtime_error("zero")));
  numbers.work.fail(std::make_exception_ptr(std::logic_error("later")));
  EXPECT_EQ(numbers.work.take_new(), std::nullopt);
  EXPECT_EQ(numbers.take_any(), std::nullopt);
  EXPECT_TRUE(numbers.work.ended());
  EXPECT_TRUE(numbers.handed_on.empty());
  numbers.work.close();
  EXPECT_EQ(numbers.handed_on, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(numbers.work.handed_on(), 2U);
  EXPECT_EQ(fault_in(numbers.work), "zero");
}

TEST(InOrder, AFaultWakesWhoWaits) {
  Numbers numbers(1'000);
  ASSERT_EQ(numbers.take_any(), 0U);
  auto ahead = std::async(std::launch::async, [&] { numbers.bring_new(); });
  EXPECT_TRUE(becomes_true([&] { return numbers.brought_new == 63; }));
  EXPECT_TRUE(still_waits(ahead));
  numbers.work.fail(std::make_exception_ptr(std::runtime_error("gone")));
  ahead.get();
  EXPECT_EQ(numbers.brought_new, 63U);
}

TEST(InOrder, AfterTheEndNothingIsHandedOn) {
  Numbers numbers(1'000);
  ASSERT_EQ(numbers.work.take_new(), 0U);
  ASSERT_EQ(numbers.work.take_new(), 1U);
  auto ahead = std::async(std::launch::async, [&] { numbers.bring_new(); });
  EXPECT_TRUE(becomes_true([&] { return numbers.brought_new == 62; }));
  EXPECT_TRUE(still_waits(ahead));
  numbers.work.close();
  ahead.get();  // it wakes who waits
  EXPECT_EQ(numbers.handed_on.size(), 62U);
  numbers.bring(0);
  numbers.work.give_back(1);
  numbers.work.close();
  EXPECT_EQ(numbers.handed_on.size(), 62U);
  EXPECT_EQ(numbers.take_any(), std::nullopt);
}

TEST(InOrder, WhatHandingOnThrowsIsTheFaultAndNothingFollows) {
  std::vector<std::size_t> handed_on;
  InOrder<std::size_t> work(10, kNever, [&](std::size_t&& made) {
    if (made == 1) throw std::runtime_error("one");
    handed_on.push_back(made);
  });
  for (int i = 0; i < 4; ++i) work.take_new();
  work.bring(2, 2);
  work.bring(1, 1);
  EXPECT_TRUE(handed_on.empty());
  work.bring(0, 0);
  EXPECT_TRUE(work.ended());
  EXPECT_EQ(work.take_any(never), std::nullopt);
  work.bring(3, 3);
  work.close();
  EXPECT_EQ(handed_on, (std::vector<std::size_t>{0}));
  EXPECT_EQ(work.handed_on(), 1U);
  EXPECT_EQ(fault_in(work), "one");
}
