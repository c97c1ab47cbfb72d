// The parts that a guest's record is made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fleet_random.hpp"
#include "fleet_record.hpp"
#include "fleet_sites.hpp"
#include "fleet_systems.hpp"

namespace hvcompat::bench {

struct GuestDraft {
  const FleetSite& site;
  const GuestSystem& system;
  std::string_view power;
  bool told;  // its agent or tools answer
  bool rich;  // the account sees more of it than of others

  bool runs() const { return power == "running" || power == "paused"; }
  Api api() const { return site.platform->api; }
};

std::string guest_name(std::uint64_t number, Draws& draws);
void add_tags(FleetRecord& record, Draws& draws);
void add_system(const GuestDraft& guest, Draws& draws, FleetRecord& record);
void add_memory(const GuestDraft& guest, Draws& draws, FleetRecord& record);
void add_mobility(const GuestDraft& guest, Draws& draws, FleetRecord& record);
void add_protection(const GuestDraft& guest, Draws& draws, FleetRecord& record);
void add_vendor_facts(const GuestDraft& guest, Draws& draws, FleetRecord& record);

}  // namespace hvcompat::bench
