// Small numbers for byte strings.
#include "text/interner.hpp"

#include <sys/random.h>

#include <algorithm>
#include <chrono>

namespace hvcompat {

std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) == sizeof seed) return seed;
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());  // early in a boot
}

Interner::Entry Interner::add(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  const auto found = ids_.find(bytes);
  if (found != ids_.end()) return {found->second, found->first};
  auto* copy = static_cast<char*>(memory_.allocate(bytes.size() + 1, 1));
  std::ranges::copy(bytes, copy);
  const auto id = static_cast<std::uint32_t>(bytes_.size());
  bytes_.emplace_back(copy, bytes.size());
  ids_.emplace(bytes_.back(), id);
  return {id, bytes_.back()};
}

}  // namespace hvcompat
