// Facts by number: the same fact with the same value, or not known for the same reason, is one number.
#pragma once

#include <cstdint>
#include <deque>
#include <memory_resource>
#include <mutex>
#include <string_view>
#include <vector>

#include "inventory/fact_needs.hpp"
#include "inventory/facts.hpp"
#include "text/interner.hpp"

namespace hvcompat {

using FactId = std::uint32_t;
constexpr FactId kAbsent = 0;              // the fact is not there
constexpr FactId kNotValid = 0xFFFFFFFFU;  // no value that the fact can have

// Evidence is not kept: what differs in it alone is the same. Any thread may add.
class FactPool {
 public:
  explicit FactPool(const FactNeeds& needs);

  struct Entry {
    FactId id = kNotValid;
    std::string_view json;  // the pool's own copy
  };
  // From the saved form of a value, or of the object that says why it is not known; checked against the vocabulary.
  Entry add_json(FactIndex index, std::string_view json);
  FactId add(FactIndex index, const Fact& fact);

  // While nobody adds.
  const Fact& fact(FactId id) const { return facts_[id].fact; }
  std::size_t size() const { return facts_.size(); }  // ids are less
  FactIndex index_of(FactId id) const { return facts_[id].index; }
  const FactNeeds& needs() const { return needs_; }

 private:
  struct Numbered {
    FactIndex index;
    Fact fact;
  };
  Entry store(FactIndex index, std::string_view key, Fact fact);

  const FactNeeds& needs_;
  std::mutex mutex_;
  std::pmr::monotonic_buffer_resource memory_;
  std::vector<BytesMap<FactId>> ids_;  // by index; the key is all that makes the fact differ from others
  std::deque<Numbered> facts_;
};

// One thread's window on it: a value that was seen through it costs neither a lock nor memory nor a check.
class FactPoolWindow {
 public:
  explicit FactPoolWindow(FactPool& all) : all_(all), seen_(all.needs().size()) {}

  FactId id_of(FactIndex index, std::string_view json) {
    BytesMap<FactId>& seen = seen_[index];
    const auto found = seen.find(json);
    if (found != seen.end()) return found->second;
    const FactPool::Entry entry = all_.add_json(index, json);
    if (entry.id != kNotValid) seen.emplace(entry.json, entry.id);
    return entry.id;
  }

 private:
  FactPool& all_;
  std::vector<BytesMap<FactId>> seen_;
};

}  // namespace hvcompat
