// Work behind the one that brings it: order, room, faults and the early end.
#include "follower.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

using hvlibvirt::Follower;

TEST(Follower, WorksInOrder) {
  std::vector<int> done;
  Follower<int> follower([&](int& item) { done.push_back(item); });
  std::vector<int> all;
  for (int i = 0; i < 10'000; ++i) {
    all.push_back(i);
    follower.take(i);
  }
  follower.finish();
  EXPECT_EQ(done, all);
}

TEST(Follower, WorksInAnotherThread) {
  std::thread::id worker;
  Follower<int> follower([&](int&) { worker = std::this_thread::get_id(); });
  follower.take(1);
  follower.finish();
  EXPECT_NE(worker, std::this_thread::get_id());
}

TEST(Follower, TakesNoMoreThanHasRoom) {
  std::promise<void> go_on;
  const std::shared_future<void> held = go_on.get_future().share();
  Follower<int> follower([&](int&) { held.wait(); });
  std::atomic<int> taken = 0;
  std::thread bringer([&] {
    for (int i = 0; i < 1'000; ++i, ++taken) follower.take(i);
  });
  for (int last = -1; last != taken; std::this_thread::sleep_for(std::chrono::milliseconds(50))) last = taken;
  EXPECT_GE(taken, 64);
  EXPECT_LE(taken, 2 * 64) << "those at hand and those that wait";
  go_on.set_value();
  bringer.join();
  follower.finish();
  EXPECT_EQ(taken, 1'000);
}

TEST(Follower, FaultsReachTheOneThatBrings) {
  std::vector<int> done;
  Follower<int> follower([&](int& item) {
    if (item == 3) throw std::runtime_error("three");
    done.push_back(item);
  });
  EXPECT_THROW(
      {
        for (int i = 0; i < 1'000'000; ++i) follower.take(i);
      },
      std::runtime_error);
  EXPECT_THROW(follower.finish(), std::runtime_error);
  EXPECT_EQ(done, (std::vector<int>{0, 1, 2}));
}

TEST(Follower, WhatWaitsIsDroppedWhenItIsGivenUp) {
  std::promise<void> begun;
  std::promise<void> go_on;
  const std::shared_future<void> held = go_on.get_future().share();
  int done = 0;
  {
    Follower<int> follower([&](int& item) {
      if (item == 0) begun.set_value();
      held.wait();
      ++done;
    });
    follower.take(0);
    begun.get_future().wait();
    for (int i = 1; i < 10; ++i) follower.take(i);
    std::thread([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      go_on.set_value();
    }).detach();
  }
  EXPECT_EQ(done, 1);
}
