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

// Appends what is told of a guest. False: there was none like it. Several threads call it at once. `inventory`: its
// place in what is given to read_again().
using TellGuest =
    std::function<bool(std::size_t inventory, const FleetGuest& guest, const SavedRecord& record, std::string& to)>;

// All guests of the inventories in their order, as they were read from `bytes` and with the same tables and marks; what
// is told of them goes to `sink` in large pieces. False where the file is not as it was. What `sink` throws goes on.
bool read_again(ByteSource bytes, FleetTables& tables, const MarkGuest& mark,
                std::span<const FleetInventory> inventories, const TellGuest& tell,
                const std::function<void(std::string_view)>& sink, unsigned threads);

}  // namespace hvcompat
