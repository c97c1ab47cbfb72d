// The reading of NDJSON, line by line: what belongs to which inventory, what is lost, and what is told of it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>

#include "inventory/guest_lines.hpp"
#include "inventory/inventory.hpp"
#include "inventory/ndjson_lines.hpp"
#include "inventory/ndjson_record.hpp"
#include "inventory/record_members.hpp"
#include "inventory/saved_line_check.hpp"
#include "inventory/saved_lines.hpp"

namespace hvcompat {

// Of a record of a cluster, host or guest: id, name and the id of what it belongs to; what is wrong with them in
// `problem`.
struct RecordHead {
  std::string id;
  std::string name;
  std::string parent;
  std::string problem;
};
RecordHead read_head(Members& members, Entity kind);

// "guest `web-1`"
std::string called_as(Entity kind, std::string_view id);
// Ids and kinds in messages: no control characters, not endless.
std::string shown_id(std::string_view text);

class InventoryReader {
 public:
  enum class State { outside, inside, passing };  // passing: an inventory that cannot be used

  // `file` is how complaints call it. Where `guests` is there, those of the first inventory go to it and not into that;
  // it must live as long.
  explicit InventoryReader(std::string file, GuestLines* guests = nullptr);

  void take(const Line& line);

  // For a caller that reads the records of clusters, hosts and guests itself: so many of them belong to the inventory
  // that stands open, and something is wrong with the facts of one ("guest `a`: fact …").
  void count(Entity kind, std::size_t more);
  void complain_of_facts(int line, std::string text);
  State state() const { return state_; }
  std::size_t closed() const { return out_.inventories.size(); }
  const Inventory& last_closed() const { return out_.inventories.back(); }

  // Of the whole file.
  void lose(const std::string& problem) { complain(file_ + ": " + problem, true); }
  ReadInventories finish();

 private:
  bool take_saved_guest(const Line& line);
  void take(RawRecord& raw, const Line& line);
  void begin(const RawRecord& raw, Members& members);
  void entity(RawRecord& raw, Members& members, Entity entity, std::vector<Record>& records);
  bool is_new(Entity kind, std::string_view id);
  void error(Members& members);
  void end(Members& members);
  void check_count(Members& members, std::string_view key, std::size_t here);
  void close();
  void close_cut_off();
  void lose_here(std::string text);
  void lose_line(std::string text, const Line& line);
  void complain_here(std::string text, bool lost_record);
  void complain(std::string text, bool lost_record);

  std::string file_;
  GuestLines* guests_;
  std::unique_ptr<SavedLineCheck> saved_;  // where guests are kept as lines
  RecordParser parser_;
  ReadInventories out_;
  Inventory now_;
  RecordCounts counts_;  // of `now_`
  State state_ = State::outside;
  std::unordered_set<std::string> ids_;
  int line_ = 0;
  int column_ = 0;
  std::size_t outside_ = 0;
  std::size_t untold_ = 0;
  bool untold_lost_ = false;
};

}  // namespace hvcompat
