// The guests of a file once more, when all is known that is judged of them: what is told of each by itself need not
// stay in memory in between.
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "inventory/fleet_reader.hpp"
#include "inventory/saved_record.hpp"

namespace hvcompat {

// Where a guest stands in a file.
struct FleetLine {
  std::size_t chunk = 0;
  std::uint32_t line = 0;  // of the chunk, from 1
  auto operator<=>(const FleetLine&) const = default;
};

// How messages call the guests that stand there: the name, or the id of one without. Nothing where the file is not as
// it was.
std::optional<std::map<FleetLine, std::string>> labels_of(ByteSource bytes, const std::set<FleetLine>& lines);

// Appends what is told of a guest. Several threads call it at once.
using TellGuest = std::function<void(const ToldGuest& guest, const SavedRecord& record, std::string& to)>;

// FleetPiece::told of the inventories in their order, as they were read from `bytes` with FleetTables::hashes_lines;
// what is told of them goes to `sink` in large pieces. False where the file is not as it was. What `sink` throws goes
// on.
bool read_again(ByteSource bytes, std::span<const FleetInventory> inventories, const TellGuest& tell,
                const std::function<void(std::string_view)>& sink, unsigned threads);

}  // namespace hvcompat
