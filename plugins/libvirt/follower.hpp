// Work that is done behind the one that brings it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace hvlibvirt {

// Works on items in the order in which they come, in a thread of its own.
template <class Item>
class Follower {
 public:
  explicit Follower(std::function<void(Item&)> work) : work_(std::move(work)), thread_([this] { run(); }) {}
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;
  // Waits for the item at hand; those that wait are dropped.
  ~Follower() {
    if (!thread_.joinable()) return;
    {
      const std::scoped_lock lock(mutex_);
      waiting_.clear();
      ended_ = true;
      dropped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  // Waits while too many do. Throws what `work` threw; then nothing is taken any more.
  void take(Item item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.size() < kMostWaiting || fault_; });
    if (fault_) std::rethrow_exception(fault_);
    waiting_.push_back(std::move(item));
    const bool first = waiting_.size() == 1;
    lock.unlock();
    if (first) changed_.notify_all();
  }

  // Waits until all is done, once. Throws what `work` threw.
  void finish() {
    {
      const std::scoped_lock lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
    thread_.join();
    if (fault_) std::rethrow_exception(fault_);
  }

 private:
  static constexpr std::size_t kMostWaiting = 64;

  // All that waits is taken at once: to wake a thread costs as much as some work does.
  void run() {
    std::unique_lock lock(mutex_);
    while (!fault_) {
      changed_.wait(lock, [this] { return !waiting_.empty() || ended_; });
      if (waiting_.empty()) return;
      std::vector<Item> items = std::exchange(waiting_, {});
      lock.unlock();
      changed_.notify_all();
      std::exception_ptr fault = work_on(items);
      lock.lock();
      fault_ = fault;
    }
    changed_.notify_all();
  }

  std::exception_ptr work_on(std::vector<Item>& items) {
    try {
      for (Item& item : items) {
        if (dropped_) break;
        work_(item);
      }
    } catch (...) {
      return std::current_exception();
    }
    return nullptr;
  }

  std::function<void(Item&)> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Item> waiting_;
  bool ended_ = false;
  std::atomic<bool> dropped_ = false;
  std::exception_ptr fault_;
  std::thread thread_;
};

}  // namespace hvlibvirt
