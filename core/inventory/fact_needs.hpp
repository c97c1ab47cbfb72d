// Which facts a judgement reads, and how finely: two guests that differ in nothing of it are judged alike.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/vocabulary.hpp"

namespace hvcompat {

// The place of a fact in the vocabulary; vendors' own facts that are read follow it.
using FactIndex = std::uint16_t;
constexpr FactIndex kNoFact = 0xFFFF;

enum class Need : std::uint8_t {
  none,       // nobody reads it: it is only checked
  exact,      // any difference may matter
  sign,       // a number of which only matters whether it is above 0
  vcpus,      // between which limits it lies
  memory,     // configured, reserved and limit: which of them is less, and between which limits `configured` lies
  migration,  // last migration and last start: which of them is later
  apart,      // what a host has, against what its guests take together: few hosts have the same
};

// What is judged of a guest by itself, each from a few of its facts. There are far fewer combinations of the facts of a
// part than of all.
enum FactPart : unsigned {
  kAnswerPart,  // levels and all that has no part of its own
  kMemoryPart,  // feature.memory_overcommit
  kOtherPart,   // other features
  kFactParts
};
using PartNumbers = std::array<std::uint32_t, kFactParts>;  // a number for each

class FactNeeds {
 public:
  // What loads and derivations read, as finely as they do: this knows their code, and tests hold it to it.
  FactNeeds();
  // Every fact is only checked.
  static FactNeeds of_nobody();

  // Somebody else reads it, too, and exactly so.
  void add_exact(std::string_view fact);
  // Limits that guest.memory.configured_mib and guest.vcpu.count are held against: at most so much.
  void add_memory_limit(std::int64_t mib);
  void add_vcpu_limit(std::int64_t count);
  // A part reads it.
  void add_to_part(FactIndex index, FactPart part) { parts_[index] |= static_cast<std::uint8_t>(1U << part); }

  FactIndex index_of(std::string_view fact) const;  // kNoFact: a vendor's own fact that nobody reads
  std::size_t size() const { return names_.size(); }
  std::string_view name_of(FactIndex index) const { return names_[index]; }
  const FactSpec* spec_of(FactIndex index) const;  // null for vendors' own
  Need need_of(FactIndex index) const { return needs_[index]; }
  bool is_in(FactIndex index, FactPart part) const { return (parts_[index] >> part & 1U) != 0; }
  const std::vector<std::int64_t>& memory_limits() const { return memory_limits_; }
  const std::vector<std::int64_t>& vcpu_limits() const { return vcpu_limits_; }

 private:
  std::vector<std::string> names_;
  std::vector<Need> needs_;
  std::vector<std::uint8_t> parts_;          // a bit for each
  std::vector<std::int64_t> memory_limits_;  // ascending
  std::vector<std::int64_t> vcpu_limits_;
};

}  // namespace hvcompat
