// The symbols that a shared object exports, read from its bytes: nothing of it is run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/error.hpp"

namespace hvcompat {

// Names of the defined global and weak symbols of default or protected visibility, sorted. The error says in what the
// file is no 64-bit little-endian ELF shared object that can be read.
Result<std::vector<std::string>> exported_symbols(std::string_view bytes);

}  // namespace hvcompat
