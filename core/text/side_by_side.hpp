// The same work on several threads.
#pragma once

#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace hvcompat {

// Calls `work` on so many threads at once, this one among them. What is thrown first is thrown when all have returned.
template <class Work>
void side_by_side(unsigned threads, const Work& work) {
  std::mutex mutex;
  std::exception_ptr thrown;
  const auto guarded = [&] {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!thrown) thrown = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    try {
      for (unsigned i = 1; i < threads; ++i) helpers.emplace_back(guarded);
    } catch (const std::system_error&) {  // no more threads: those that there are take all
    }
    guarded();
  }
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace hvcompat
