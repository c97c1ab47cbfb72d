// Inventories from files and the standard input, and the form in which they are saved.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "inventory/guest_lines.hpp"
#include "inventory/inventory.hpp"
#include "verdict/fleet_evaluate.hpp"

struct ZSTD_CCtx_s;

namespace hvcompat {

// All files in their order, `-` is the standard input; an unreadable one is a usage error, so is a report.
Result<ReadInventories> read_inventory_files(const std::vector<std::string>& files);

// The same files, for the summary of a fleet. What can be read only once is read now, into memory that both share.
// A report is refused by the start of its bytes.
class InventoryFiles {
 public:
  static Result<InventoryFiles> open(const std::vector<std::string>& files);

  std::vector<FleetInput> for_fleet() const;
  Result<ReadInventories> read() const;

 private:
  struct File {
    std::string path;
    std::shared_ptr<const std::string> bytes;  // of what is no regular file
  };
  std::vector<File> files_;
};

// A whole file of any size, - is the standard input; the error names it and why.
Result<std::string> read_bytes(const std::string& file);

// What failed of a whole target, as warnings.
void tell_target_faults(const std::string& target, const std::vector<CollectionError>& errors, const Console& console);

// One zstd frame of a text that comes in pieces.
class ZstdPacker {
 public:
  explicit ZstdPacker(PieceWriter to);  // is given the packed bytes
  void write(std::string_view piece) { pack(piece, false); }
  void finish() { pack({}, true); }

 private:
  void pack(std::string_view piece, bool end);

  PieceWriter to_;
  std::shared_ptr<ZSTD_CCtx_s> context_;
  std::string out_;
};

}  // namespace hvcompat
