// Processors and memory of a guest: sizes that people choose, and amounts that no two guests share.
#include "fleet_guest_parts.hpp"

namespace hvcompat::bench {

namespace {

struct Size {
  std::uint64_t weight;
  std::int64_t value;
};
constexpr Size kMemoryGib[] = {{20, 1},   {60, 2}, {15, 3},   {190, 4}, {20, 6},  {230, 8}, {10, 10}, {60, 12}, {4, 14},
                               {180, 16}, {6, 18}, {10, 20},  {40, 24}, {5, 28},  {80, 32}, {8, 40},  {15, 48}, {5, 56},
                               {35, 64},  {8, 96}, {12, 128}, {5, 192}, {6, 256}, {3, 384}, {2, 512}, {1, 768}};
constexpr Size kProcessors[] = {{60, 1}, {330, 2}, {6, 3},  {320, 4}, {40, 6}, {140, 8}, {10, 10}, {25, 12}, {30, 16},
                                {4, 20}, {8, 24},  {6, 32}, {2, 40},  {2, 48}, {3, 64},  {1, 96},  {1, 128}};

// Where something was taken: anything up to half of it.
std::int64_t taken(std::uint64_t parts_in_thousand, std::int64_t configured, Draws& draws) {
  return draws.in_thousand(parts_in_thousand) ? draws.between(1, configured / 2) : 0;
}

std::string_view balloon_evidence(Api api) {
  if (api == Api::vim) return "VirtualMachine summary.quickStats.balloonedMemory";
  if (api == Api::libvirt) return "virDomainGetInfo balloon.maximum - balloon.current";
  return api == Api::wsman ? "Msvm_MemorySettingData.DynamicMemoryEnabled is false" : "agent in the guest";
}

// What only some accounts see.
void add_bounds(std::int64_t configured, Draws& draws, FleetRecord& record) {
  const bool reserved = draws.in_thousand(180);
  record.number("guest.memory.reserved_mib", reserved ? configured : 0);
  record.number("guest.memory.limit_mib", draws.in_thousand(15) ? configured / 2 : configured);
  record.boolean("guest.memory.locked", reserved);
  record.boolean("guest.memory.page_sharing_allowed", draws.in_thousand(60));
  record.number("guest.memory.compressed_mib", 0);
  record.number("guest.memory.shared_mib", 0);
}

}  // namespace

void add_memory(const GuestDraft& guest, Draws& draws, FleetRecord& record) {
  // A few were sized by a tool, not by a person.
  const std::int64_t odd = draws.in_thousand(60) ? draws.between(1, 15) * 64 : 0;
  const std::int64_t configured = draws.weighted(std::span(kMemoryGib)).value * 1024 + odd;
  const std::int64_t ballooned = guest.runs() ? taken(90, configured, draws) : 0;
  record.number("guest.vcpu.count", draws.weighted(std::span(kProcessors)).value);
  record.number("guest.memory.configured_mib", configured);
  record.number("guest.memory.ballooned_mib", ballooned,
                draws.in_thousand(400) ? balloon_evidence(guest.api()) : std::string_view());
  if (guest.runs()) record.number("guest.memory.current_mib", configured - ballooned);
  record.boolean("guest.memory.balloon_device", !draws.in_thousand(120));
  if (draws.in_thousand(30))
    record.unknown("guest.memory.swapped_mib", "not-exposed",
                   "the API does not tell what the host swapped out of a guest", "read it on the host");
  else
    record.number("guest.memory.swapped_mib", guest.runs() ? taken(25, configured, draws) : 0);
  if (guest.rich) add_bounds(configured, draws, record);
}

}  // namespace hvcompat::bench
