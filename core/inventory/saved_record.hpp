// A record of a cluster, host or guest exactly as hvcompat saves it, cut into its parts without a parser.
//
// Most lines that hvcompat reads it wrote itself, always in the same form: members and facts in one order, no space,
// one way to write a value. A cutter for that form alone is several times faster than a parser for all of JSON, and
// what it accepts needs no check for double keys, depth or form. Whatever else a line is, it says no, and the parser
// reads it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inventory/vocabulary.hpp"

namespace hvcompat {

struct SavedRecord {
  struct Item {
    std::string_view name;
    std::string_view json;  // the value of a fact; of an unknown one the object with its reason
  };
  Entity kind = Entity::guest;
  std::string_view id;  // as they stand between the quotes: a name may have escapes there
  std::string_view name;
  std::string_view parent;
  std::vector<Item> facts;  // by name, each once
  std::vector<Item> unknown;
};

// Bytes that must be readable behind a line.
constexpr std::size_t kBehindLine = 16;

enum class LineOrigin {
  file,  // control characters in texts, escapes in ids and lists, and numbers but whole ones are left to the parser
  own,   // written by record_line() just now: in the saved form for sure
};

// False where the line is not in that form. `line` must be UTF-8; what is cut points into it.
bool cut_saved_record(std::string_view line, LineOrigin origin, SavedRecord& to);

// The same for any bytes, with whatever behind them.
class SavedRecordCutter {
 public:
  // Null where the line is not in that form. What it points to stays until the next call.
  const SavedRecord* cut(std::string_view line);

 private:
  std::string padded_;
  SavedRecord record_;
};

}  // namespace hvcompat
