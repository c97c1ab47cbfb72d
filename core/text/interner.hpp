// Small numbers for byte strings: equal strings get equal numbers.
#pragma once

#define XXH_INLINE_ALL  // a call would cost as much as the hash of a short string
#include <xxhash.h>

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <deque>
#include <memory_resource>
#include <mutex>
#include <string_view>
#include <vector>

namespace hvcompat {

// Another one in each run: no file can be written whose strings all fall on one place of a table.
std::uint64_t random_seed();
inline const std::uint64_t kBytesSeed = random_seed();

// XXH3: a few nanoseconds for a short string. Nothing that is told may depend on its values.
struct BytesHash {
  using is_avalanching = void;  // boost::unordered_flat_map need not mix it again
  std::size_t operator()(std::string_view bytes) const {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), kBytesSeed);
  }
};
template <class Value>
using BytesMap = boost::unordered_flat_map<std::string_view, Value, BytesHash>;

// Gives out 0, 1, 2 … in the order in which strings are new to it. Keeps them. Any thread may ask.
class Interner {
 public:
  struct Entry {
    std::uint32_t id;
    std::string_view bytes;  // the interner's own copy
  };
  Entry add(std::string_view bytes);
  std::string_view operator[](std::uint32_t id) const { return bytes_[id]; }  // while nobody adds
  std::size_t size() const { return bytes_.size(); }

 private:
  std::mutex mutex_;
  std::pmr::monotonic_buffer_resource memory_;
  BytesMap<std::uint32_t> ids_;
  std::deque<std::string_view> bytes_;
};

// The bytes of numbers, as a key.
inline std::string_view bytes_of_numbers(const std::vector<std::uint32_t>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t)};
}

// One thread's window on it: what was seen through it costs neither a lock nor memory.
class InternerWindow {
 public:
  explicit InternerWindow(Interner& all) : all_(all) {}

  std::uint32_t id_of(std::string_view bytes) {
    const auto found = seen_.find(bytes);
    if (found != seen_.end()) return found->second;
    const Interner::Entry entry = all_.add(bytes);
    seen_.emplace(entry.bytes, entry.id);
    return entry.id;
  }

 private:
  Interner& all_;
  BytesMap<std::uint32_t> seen_;
};

}  // namespace hvcompat
