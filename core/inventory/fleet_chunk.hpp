// One thread's work on chunks of lines. Internal to fleet_reader.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "inventory/fact_sieve.hpp"
#include "inventory/fleet_reader.hpp"
#include "inventory/ndjson_record.hpp"

namespace hvcompat {

// What stands in a chunk, in its order.
struct FleetEvent {
  enum class Kind { records, line, complaint };
  Kind kind;
  int line;         // from 1, of the first one, in the chunk
  Entity entity{};  // of records: so many of one kind, by id
  std::size_t count = 0;
  std::string text;  // of a line that is no such record; of a complaint about a record's facts; the first id
  std::string last;  // the last id
};

struct FleetChunk {
  std::vector<FleetEvent> events;
  std::vector<FleetGuest> guests;
  std::vector<FleetRecord> hosts;
  std::vector<FleetRecord> clusters;
  std::vector<LineDigest> digests;  // of all records
  int lines = 0;
  bool in_order = true;
};

// A record in another form than the saved one, brought into it.
class Resaved {
 public:
  // False where the line is no record of a kind that counts here. `complain` is told what is lost of it.
  bool read(std::string_view line, std::size_t capacity, const std::function<void(std::string problem)>& complain);

  // Of the last one that was read; the line is followed by what a cutter may read.
  const Record& record() const { return record_; }
  bool cut(SavedRecord& to) const { return cut_saved_record(line(), LineOrigin::own, to); }
  std::string_view line() const { return {line_.data(), line_.size() - kBehindLine}; }

 private:
  RecordParser parser_;
  Record record_;
  std::string line_;
};

class FleetWorker {
 public:
  FleetWorker(FleetTables& tables, const MarkGuest& mark)
      : hashes_lines_(tables.hashes_lines),
        sieve_(tables.pool),
        facts_{InternerWindow(tables.facts[0]), InternerWindow(tables.facts[1]), InternerWindow(tables.facts[2])},
        ids_(tables.ids),
        mark_(mark) {
    static_assert(kFactParts == 3);
  }

  // Into `to`, whose memory is used again. A chunk of guests whose facts were seen before allocates nothing.
  void read(const LineChunk& chunk, FleetChunk& to);

 private:
  bool take_saved(std::string_view line);
  void take_any(std::string_view line, std::size_t capacity);
  bool take_record(std::string_view line, std::size_t capacity);
  void add(std::string_view id, std::string_view name, std::string_view parent, std::string_view line);
  void add_to_run(std::string_view id);

  const bool hashes_lines_;
  SavedRecord record_;
  Resaved resaved_;
  FactSieve sieve_;
  std::array<InternerWindow, kFactParts> facts_;
  InternerWindow ids_;
  const MarkGuest& mark_;
  std::vector<std::uint32_t> marks_;
  std::vector<std::uint32_t> key_;
  std::string_view line_;  // that is read now, as it stands in the file
  FleetChunk* to_ = nullptr;
};

}  // namespace hvcompat
