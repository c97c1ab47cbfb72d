// Draws that are the same on every platform: the standard fixes std::mt19937_64, but not its distributions.
#pragma once

#include <cstdint>
#include <random>
#include <span>

namespace hvcompat::bench {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  // 0 … limit - 1; `limit` is not 0 and at most 2^32.
  std::uint64_t below(std::uint64_t limit) { return ((engine_() >> 32) * limit) >> 32; }
  std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first + 1)));
  }
  // True in `parts` of 1,000 cases.
  bool in_thousand(std::uint64_t parts) { return below(1000) < parts; }

  template <class T, std::size_t N>
  const T& one_of(std::span<const T, N> all) {
    return all[below(all.size())];
  }
  // By the member `weight` of each.
  template <class T, std::size_t N>
  const T& weighted(std::span<const T, N> all) {
    std::uint64_t total = 0;
    for (const T& one : all) total += one.weight;
    std::uint64_t at = below(total);
    for (const T& one : all) {
      if (at < one.weight) return one;
      at -= one.weight;
    }
    return all.back();
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace hvcompat::bench
