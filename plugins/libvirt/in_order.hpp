// Items that several threads work on, and what they made of them in the order of the items.
#pragma once

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

// The items are numbers from 0. `Made` is handed on by whoever brings it or what was missing before it, never by two
// threads at once.
template <class Made>
class InOrder {
 public:
  InOrder(std::size_t count, std::function<void(Made&&)> hand_on) : count_(count), hand_on_(std::move(hand_on)) {}

  // An item that nobody has taken. Waits while it is far ahead of what was handed on, and, where all are taken, for
  // items that are given back. None when all were handed on or somebody failed.
  std::optional<std::size_t> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return fault_ || !given_back_.empty() || is_next_near() || handed_on_ == count_; });
    if (fault_) return std::nullopt;
    if (!given_back_.empty()) return given_back_.extract(given_back_.begin()).value();
    if (next_ == count_) return std::nullopt;
    return next_++;
  }

  // Throws what handing on threw.
  void bring(std::size_t item, Made made) {
    const std::scoped_lock lock(mutex_);
    waiting_.emplace(item, std::move(made));
    while (!waiting_.empty() && waiting_.begin()->first == handed_on_) hand_on_first();
    changed_.notify_all();
  }

  // Of one who cannot go on: another one will take it.
  void give_back(std::size_t item) {
    const std::scoped_lock lock(mutex_);
    given_back_.insert(item);
    changed_.notify_all();
  }

  // Nothing is taken any more. The first fault counts.
  void fail(std::exception_ptr fault) {
    const std::scoped_lock lock(mutex_);
    if (!fault_) fault_ = std::move(fault);
    changed_.notify_all();
  }

  // When nobody works any more: hands on what waits, though items before it are missing.
  void hand_on_rest() {
    while (!waiting_.empty()) hand_on_first();
  }
  // When nobody works any more: throws what somebody failed with.
  void rethrow() const {
    if (fault_) std::rethrow_exception(fault_);
  }

  std::size_t count() const { return count_; }
  std::size_t handed_on() const {
    const std::scoped_lock lock(mutex_);
    return handed_on_;
  }
  // Nobody who comes now would find work.
  bool ended() const {
    const std::scoped_lock lock(mutex_);
    return fault_ || (next_ == count_ && given_back_.empty());
  }

 private:
  static constexpr std::size_t kMostAhead = 64;

  bool is_next_near() const { return next_ < count_ && next_ < handed_on_ + kMostAhead; }
  void hand_on_first() {
    hand_on_(std::move(waiting_.begin()->second));
    waiting_.erase(waiting_.begin());
    ++handed_on_;
  }

  const std::size_t count_;
  std::function<void(Made&&)> hand_on_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;
  std::size_t handed_on_ = 0;
  std::map<std::size_t, Made> waiting_;
  std::set<std::size_t> given_back_;
  std::exception_ptr fault_;
};

}  // namespace hvlibvirt
