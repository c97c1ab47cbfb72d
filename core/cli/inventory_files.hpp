// Inventories from files and the standard input, and the form in which they are saved.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "inventory/inventory.hpp"
#include "verdict/fleet_evaluate.hpp"

namespace hvcompat {

// All files in their order, `-` is the standard input; an unreadable one is a usage error.
Result<ReadInventories> read_inventory_files(const std::vector<std::string>& files);

// The same files, for the summary of a fleet. What can be read only once is read now, into memory that both share.
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

// One zstd frame.
std::string compress_zstd(std::string_view bytes);

}  // namespace hvcompat
