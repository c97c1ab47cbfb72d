// One target's inventory: what a plugin told of its hosts, clusters and guests, as read from NDJSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inventory/facts.hpp"

namespace hvcompat {

struct Record {
  std::string id;
  std::string name;
  std::string parent;  // guest: the id of its host; host: the id of its cluster; may be empty
  Facts facts;
};

// A fault of a target, host or guest, told by the plugin or by the core. Saved in the inventory.
struct CollectionError {
  std::string scope;  // target, host, guest
  std::string id;     // of the host or guest
  std::string code;
  std::string text;
  std::string remedy;
};

struct Inventory {
  std::string target;
  std::string uri;
  std::string collected_at;
  std::optional<double> seconds;  // that the collection took
  std::string plugin_name;
  std::string plugin_version;
  std::string plugin_sha256;     // of its file; empty where it was not told
  std::vector<Record> clusters;  // each by id
  std::vector<Record> hosts;
  std::vector<Record> guests;
  std::vector<CollectionError> errors;
  bool complete = true;  // false: failed or cut off; what is here is true, what is missing may exist
};

// Something in a file that was passed over: told to the user, and the exit code is 4 where a record was lost.
struct Complaint {
  std::string text;  // "file:line: …"
  bool lost_record = false;
};

struct ReadInventories {
  std::vector<Inventory> inventories;
  std::vector<Complaint> complaints;
};

// Reads NDJSON of one or several inventories; `file` is how complaints call it. zstd is told by content.
// Limits: a line 16 MiB, a record 4,096 facts, a text 64 KiB, 64 levels deep, 8 GiB unpacked; what is beyond is lost
// and told. After 1,000 complaints the further ones are only counted.
ReadInventories read_inventories(const std::string& file, std::string_view bytes);
Result<ReadInventories> read_inventory_file(const std::string& path);

// The saved form: sorted by id, one record a line, the same bytes for the same inventory.
std::string write_inventory(const Inventory& inventory);

}  // namespace hvcompat
