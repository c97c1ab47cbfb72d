// The same work on several threads.
#pragma once

#include <system_error>
#include <thread>
#include <vector>

namespace hvcompat {

// Calls `work` on so many threads at once, this one among them; it must not throw.
template <class Work>
void side_by_side(unsigned threads, const Work& work) {
  std::vector<std::jthread> helpers;
  try {
    for (unsigned i = 1; i < threads; ++i) helpers.emplace_back(work);
  } catch (const std::system_error&) {  // no more threads: those that there are take all
  }
  work();
}

}  // namespace hvcompat
