// One line of NDJSON as a record: what stands there, not yet held against the vocabulary.
#pragma once

#include <simdjson.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "inventory/facts.hpp"

namespace hvcompat {

inline constexpr std::size_t kLongestLine = std::size_t{16} << 20;  // bytes
inline constexpr std::size_t kLongestText = std::size_t{64} << 10;  // bytes
inline constexpr std::size_t kMostFacts = 4096;                     // of one record, known and unknown ones together

struct RawFact {
  std::string name;
  std::optional<Value> value;  // none: null, or what `problem` says
  std::string problem;         // a value that no fact can have
};

struct RawRecord {
  std::map<std::string, Value, std::less<>> members;  // scalars; a member that is null is not here
  std::set<std::string, std::less<>> others;          // members that are arrays or objects
  std::map<std::string, std::string, std::less<>> plugin;
  std::vector<RawFact> facts;
  std::map<std::string, std::string, std::less<>> evidence;
  std::vector<std::pair<std::string, Unknown>> unknown;
  std::string problem;  // of a part that only a record of a known kind must have right
};

// Where in the line (0: not known) and what makes it no record.
struct LineFault {
  int column = 0;
  std::string message;
};

// Keeps simdjson's buffers from line to line.
class RecordParser {
 public:
  // `bytes` may be followed by others up to `capacity`; simdjson reads some of them where there are enough.
  boost::system::result<RawRecord, LineFault> parse(std::string_view bytes, std::size_t capacity);

 private:
  simdjson::ondemand::parser parser_;
  std::string padded_;
};

}  // namespace hvcompat
