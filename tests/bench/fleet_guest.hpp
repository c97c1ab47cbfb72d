// One guest of the invented fleet.
#pragma once

#include <cstdint>
#include <string>

#include "fleet_random.hpp"
#include "fleet_record.hpp"
#include "fleet_sites.hpp"

namespace hvcompat::bench {

// Appends the record of guest `number` of the site; `record` is memory to work in.
void write_guest(const FleetSite& site, std::uint64_t number, Draws& draws, FleetRecord& record, std::string& out);

}  // namespace hvcompat::bench
