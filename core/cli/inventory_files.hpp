// Inventories from files and the standard input, and the form in which they are saved.
#pragma once

#include <string>
#include <vector>

#include "cli/console.hpp"
#include "inventory/inventory.hpp"

namespace hvcompat {

// All files in their order, `-` is the standard input; an unreadable one is a usage error.
Result<ReadInventories> read_inventory_files(const std::vector<std::string>& files);

// A whole file of any size, - is the standard input; the error names it and why.
Result<std::string> read_bytes(const std::string& file);

// What failed of the whole target, as warnings.
void tell_target_faults(const Inventory& inventory, const Console& console);

// One zstd frame.
std::string compress_zstd(std::string_view bytes);

}  // namespace hvcompat
