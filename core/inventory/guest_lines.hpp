// Guests as the lines that a saved inventory has for them: a tenth of the memory of their facts, and nothing to write
// again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/inventory.hpp"

namespace hvcompat {

// Takes a text piece by piece.
using PieceWriter = std::function<void(std::string_view)>;

class GuestLines {
 public:
  // `line`: in the saved form, without its end, of kLongestLine bytes at most, so that it can be read again.
  void add(std::string_view id, std::string_view line);
  void add(const Record& guest);

  std::size_t size() const { return places_.size(); }

  // Read again, by id.
  std::vector<Record> records() const;
  // Changes those whose lines `wanted` holds for.
  void change(const std::function<bool(std::string_view line)>& wanted, const std::function<void(Inventory&)>& change);

  // Each with its line end, by id.
  void write_to(const PieceWriter& write) const;

 private:
  struct Place {
    std::string id;
    std::size_t block = 0;
    std::size_t begin = 0;
    std::size_t size = 0;  // without the line end
  };

  std::string_view line(const Place& place) const { return {blocks_[place.block].data() + place.begin, place.size}; }
  std::vector<const Place*> by_id() const;

  std::vector<std::string> blocks_;  // of lines with their ends
  std::vector<Place> places_;
};

// The saved form of an inventory whose guests stand apart; it has none itself.
void write_inventory(const Inventory& inventory, const GuestLines& guests, const PieceWriter& write);

}  // namespace hvcompat
