// A report as NDJSON that goes out guest by guest.
#pragma once

#include <optional>
#include <string>

#include "cli/console.hpp"
#include "text/error.hpp"
#include "verdict/fleet_evaluate.hpp"

namespace hvcompat {

// To the file, which is whole or stays as it was; empty: to the standard output.
std::optional<Error> write_guest_lines(ListedFleet& fleet, unsigned threads, const std::string& file, Console& console);

}  // namespace hvcompat
