// What threads make of numbered items: order, room, items given back, faults.
#include "in_order.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

using hvlibvirt::InOrder;

namespace {

std::vector<std::size_t> first(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

void join(std::vector<std::thread>& threads) {
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

TEST(InOrder, HandsOnInOrderWhoeverWorks) {
  std::vector<std::size_t> handed_on;
  InOrder<std::size_t> work(10'000, [&](std::size_t&& made) { handed_on.push_back(made); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      while (const auto item = work.take()) {
        if (*item % 97 == 0) std::this_thread::yield();
        work.bring(*item, *item);
      }
    });
  join(threads);
  EXPECT_EQ(handed_on, first(10'000));
  EXPECT_EQ(work.handed_on(), 10'000U);
}

TEST(InOrder, NothingToDo) {
  InOrder<int> work(0, [](int&&) { FAIL(); });
  EXPECT_EQ(work.take(), std::nullopt);
  EXPECT_TRUE(work.ended());
}

TEST(InOrder, WhoIsFarAheadWaits) {
  std::vector<std::size_t> handed_on;
  InOrder<std::size_t> work(1'000, [&](std::size_t&& made) { handed_on.push_back(made); });
  const auto slow = work.take();
  ASSERT_EQ(slow, 0U);
  std::atomic<std::size_t> taken = 0;
  std::thread fast([&] {
    for (auto item = work.take(); item; item = work.take()) {
      ++taken;
      work.bring(*item, *item);
    }
  });
  for (std::size_t last = 1; last != taken; std::this_thread::sleep_for(std::chrono::milliseconds(50))) last = taken;
  EXPECT_GT(taken, 0U);
  EXPECT_LT(taken, 100U);
  EXPECT_EQ(work.handed_on(), 0U);
  work.bring(*slow, *slow);
  fast.join();
  EXPECT_EQ(handed_on, first(1'000));
}

TEST(InOrder, WhatIsGivenBackAnotherOneTakes) {
  std::vector<std::size_t> handed_on;
  InOrder<std::size_t> work(3, [&](std::size_t&& made) { handed_on.push_back(made); });
  const auto given_up = work.take();
  ASSERT_EQ(given_up, 0U);
  std::promise<void> all_taken;
  std::thread other([&] {
    for (int i = 0; i < 2; ++i) {
      const auto item = work.take();
      work.bring(*item, *item);
    }
    all_taken.set_value();
    while (const auto item = work.take()) work.bring(*item, *item);
  });
  all_taken.get_future().wait();
  EXPECT_TRUE(work.ended());
  work.give_back(*given_up);
  other.join();
  EXPECT_EQ(handed_on, first(3));
}

TEST(InOrder, AfterAFaultNothingIsTakenAndWhatWaitsIsHandedOn) {
  std::vector<std::size_t> handed_on;
  InOrder<std::size_t> work(10, [&](std::size_t&& made) { handed_on.push_back(made); });
  for (int i = 0; i < 3; ++i) work.take();
  work.bring(2, 2);
  work.bring(1, 1);
  work.fail(std::make_exception_ptr(std::runtime_error("zero")));
  work.fail(std::make_exception_ptr(std::logic_error("later")));
  EXPECT_EQ(work.take(), std::nullopt);
  EXPECT_TRUE(work.ended());
  EXPECT_TRUE(handed_on.empty());
  work.hand_on_rest();
  EXPECT_EQ(handed_on, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(work.handed_on(), 2U);
  EXPECT_THROW(work.rethrow(), std::runtime_error);
}

TEST(InOrder, AFaultWakesWhoWaits) {
  InOrder<int> work(1, [](int&&) {});
  work.take();
  auto waiting = std::async(std::launch::async, [&] { return work.take(); });
  EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  work.fail(std::make_exception_ptr(std::runtime_error("gone")));
  EXPECT_EQ(waiting.get(), std::nullopt);
}
