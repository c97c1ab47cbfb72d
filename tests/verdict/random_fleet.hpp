// Fleets at random, of values that matter: what the catalogs name, numbers at limits, and much that is not known.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "catalog/catalogs.hpp"
#include "inventory/inventory.hpp"
#include "target/site.hpp"

namespace hvcompat::testing {

class RandomFleet {
 public:
  RandomFleet(const Catalogs& catalogs, std::uint64_t seed);

  // Sorted by id, as saved inventories are.
  Inventory inventory(const std::string& target, std::size_t guests);
  // Attests, waives and tells of the customer. What hosts sum up is attested where `sums` says so.
  Site site(const std::vector<std::string>& rules, bool sums);

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(draws_() % count); }
  bool in_hundred(std::size_t chance) { return below(100) < chance; }

 private:
  Facts facts_of(Entity entity);
  Value value_of(const FactSpec& spec);
  std::string text_of(const FactSpec& spec);
  template <class T>
  const T& one_of(const std::vector<T>& of) {
    return of[below(of.size())];
  }

  const Catalogs& catalogs_;
  std::mt19937_64 draws_;
  std::vector<std::int64_t> numbers_;
  std::size_t zeros_;  // in a hundred numbers
};

}  // namespace hvcompat::testing
