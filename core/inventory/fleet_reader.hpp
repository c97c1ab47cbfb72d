// Reading inventories for a judgement that needs no guest twice: of each guest only the number of its facts stays, and
// guests with equal facts have equal numbers. Chunks of lines are read side by side.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/fact_pool.hpp"
#include "inventory/facts_hash.hpp"
#include "inventory/inventory.hpp"
#include "inventory/line_chunks.hpp"
#include "text/interner.hpp"

namespace hvcompat {

struct FleetGuest {
  PartNumbers facts;        // in FleetTables::facts
  std::uint32_t host;       // in FleetTables::ids
  std::uint32_t line;       // of its chunk, from 1
  bool as_saved;            // the line is as hvcompat saves it
  std::int64_t memory_mib;  // configured; kNotKnown
  std::int64_t vcpus;
  std::uint64_t id_hash;    // BytesHash of its id
  std::uint64_t line_hash;  // of its line; 0 where FleetTables::hashes_lines is not set
};
constexpr std::int64_t kNotKnown = -1;

// What is kept of a guest that is told when all are judged.
struct ToldGuest {
  std::uint64_t line_hash;
  std::uint32_t line;
  bool as_saved;
  std::uint32_t host;  // these two mean what whoever judged it wants
  std::uint32_t shape;
};

struct FleetRecord {
  std::string id;
  std::string name;
  std::uint32_t number;  // of `id` in FleetTables::ids
  std::uint32_t parent;  // of the id of the cluster; of the empty text where there is none
  PartNumbers facts;
  std::int64_t memory_mib;  // of a host; kNotKnown
  std::int64_t threads;
};

// Guests in a row that one chunk of the file holds.
struct FleetPiece {
  std::size_t chunk = 0;
  std::vector<FleetGuest> guests;  // may be let go once they are judged
  std::vector<ToldGuest> told;     // whoever judged them leaves them for read_again(), in their order
};

struct FleetInventory {
  Inventory head;                     // without records
  std::vector<FleetRecord> clusters;  // each by id
  std::vector<FleetRecord> hosts;
  std::vector<FleetPiece> guests;  // in their order
  std::size_t guest_count = 0;
};

// What all inventories of a run share.
struct FleetTables {
  FactPool& pool;
  std::array<Interner, kFactParts> facts;  // FactIds and marks, as bytes
  Interner ids;
  bool hashes_lines = false;
};

// Marks of a guest besides its facts (which rules of the site file speak of it), appended to what tells guests apart in
// every part.
using MarkGuest = std::function<void(std::string_view id, std::string_view name, std::vector<std::uint32_t>& marks)>;

struct FleetFile {
  std::vector<FleetInventory> inventories;
  std::vector<Complaint> complaints;
};

// What read_inventories() reads, in that form; adds its facts to `hash`. `file` is how complaints call it. Nothing
// where the file is not as hvcompat saves one (records that do not stand by id, or outside an inventory) or cannot be
// read to its end: read_inventories() then tells more, and may be given it.
std::optional<FleetFile> read_fleet(const std::string& file, ByteSource bytes, FleetTables& tables,
                                    const MarkGuest& mark, FactsHash& hash, unsigned threads);

}  // namespace hvcompat
