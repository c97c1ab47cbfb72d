// Items that several threads work on, and what they made of them in the order of the items.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace hvlibvirt {

// The items are numbers from 0. One thread answers for all of them; the others help it, and what they cannot do they
// give back to it. `Made` is handed on by whoever brings it or what was missing before it, never by two threads at
// once.
template <class Made>
class InOrder {
 public:
  using Clock = std::chrono::steady_clock;

  // An item that a helper has held longer than `held_at_most` may be taken over.
  InOrder(std::size_t count, Clock::duration held_at_most, std::function<void(Made&&)> hand_on)
      : count_(count), held_at_most_(held_at_most), hand_on_(std::move(hand_on)) {}

  // Of helpers: an item that nobody has taken. Waits while it is far ahead of what was handed on. None when nothing new
  // is left.
  std::optional<std::size_t> take_new() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return nothing_new() || is_next_near(); });
    if (nothing_new()) return std::nullopt;
    held_.emplace(next_, Clock::now());
    return next_++;
  }

  // Of the one that answers for all: an item that was given back, a new one, or one that is taken over. Waits until
  // there is one. None when all were handed on, somebody failed or `cancelled()`, which is asked now and then.
  std::optional<std::size_t> take_any(const std::function<bool()>& cancelled) {
    std::unique_lock lock(mutex_);
    while (!fault_ && !closed_ && handed_on_ < count_) {
      if (!given_back_.empty()) return given_back_.extract(given_back_.begin()).value();
      if (is_next_near()) return next_++;
      if (const auto item = overdue()) return held_.extract(*item).key();
      if (cancelled()) break;
      changed_.wait_for(lock, kLookAround);
    }
    return std::nullopt;
  }

  // Where two bring the same item, the earlier one counts. What handing on throws is a fault: see `fail`.
  void bring(std::size_t item, Made made) {
    const std::scoped_lock lock(mutex_);
    if (!closed_ && item >= handed_on_) waiting_.emplace(item, std::move(made));
    held_.erase(item);
    hand_on_while([this] { return waiting_.begin()->first == handed_on_; });
    changed_.notify_all();
  }

  // Of a helper that cannot do it; nothing where the item was taken over.
  void give_back(std::size_t item) {
    const std::scoped_lock lock(mutex_);
    if (held_.count(item) > 0) given_back_.insert(item);
    held_.erase(item);
    changed_.notify_all();
  }

  // Nothing is taken any more. The first fault counts.
  void fail(std::exception_ptr fault) {
    const std::scoped_lock lock(mutex_);
    note(std::move(fault));
    changed_.notify_all();
  }

  // Hands on what waits, though items before it are missing. After it nothing is taken or handed on.
  void close() {
    const std::scoped_lock lock(mutex_);
    hand_on_while([] { return true; });
    closed_ = true;
    changed_.notify_all();
  }
  // Throws what somebody failed with.
  void rethrow() const {
    const std::scoped_lock lock(mutex_);
    if (fault_) std::rethrow_exception(fault_);
  }

  std::size_t handed_on() const {
    const std::scoped_lock lock(mutex_);
    return handed_on_;
  }
  // A helper that comes now would find no work.
  bool ended() const {
    const std::scoped_lock lock(mutex_);
    return nothing_new();
  }

 private:
  static constexpr std::size_t kMostAhead = 64;
  static constexpr std::chrono::milliseconds kLookAround{100};

  bool nothing_new() const { return fault_ || closed_ || next_ == count_; }
  bool is_next_near() const { return next_ < count_ && next_ < handed_on_ + kMostAhead; }
  void note(std::exception_ptr fault) {
    if (!fault_) fault_ = std::move(fault);
  }

  std::optional<std::size_t> overdue() const {
    const auto oldest = std::min_element(held_.begin(), held_.end(),
                                         [](const auto& one, const auto& other) { return one.second < other.second; });
    if (oldest == held_.end() || Clock::now() - oldest->second < held_at_most_) return std::nullopt;
    return oldest->first;
  }

  template <class May>
  void hand_on_while(May may) {
    try {
      while (!waiting_.empty() && may()) {
        hand_on_(std::move(waiting_.extract(waiting_.begin()).mapped()));
        ++handed_on_;
      }
    } catch (...) {
      note(std::current_exception());
      waiting_.clear();
      closed_ = true;
    }
  }

  const std::size_t count_;
  const Clock::duration held_at_most_;
  const std::function<void(Made&&)> hand_on_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;
  std::size_t handed_on_ = 0;
  std::map<std::size_t, Made> waiting_;
  std::map<std::size_t, Clock::time_point> held_;  // by helpers
  std::set<std::size_t> given_back_;
  std::exception_ptr fault_;
  bool closed_ = false;
};

}  // namespace hvlibvirt
