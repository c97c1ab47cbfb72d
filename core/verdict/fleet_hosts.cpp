// Hosts of a fleet.
#include "verdict/fleet_hosts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hvcompat {

namespace {

std::optional<std::int64_t> known_or_nothing(std::int64_t number) {
  return number == kNotKnown ? std::nullopt : std::optional(number);
}

}  // namespace

FleetHosts::FleetHosts(const FleetInventory& inventory, std::uint32_t no_parent) : no_parent_(no_parent) {
  for (const FleetRecord& record : inventory.hosts) {
    add(record.number);
    host_of(record.number).record = &record;
  }
  for (const FleetPiece& piece : inventory.guests)
    for (const FleetGuest& guest : piece.guests) add(guest.host);
}

void FleetHosts::add(std::uint32_t number) {
  if (!places_.try_emplace(number, static_cast<std::uint32_t>(hosts_.size())).second) return;
  hosts_.emplace_back().number = number;
}

void FleetHosts::mark_all(const std::string& why) {
  for (FleetHost& host : hosts_)
    if (host.record) mark_unsure(host.load, why);
}

void FleetHosts::sum_up(const FleetInventory& inventory, const std::vector<FleetShare>& shares, const LabelOf& label) {
  bool all_marked = false;
  for (const FleetPiece& piece : inventory.guests)
    for (const FleetGuest& guest : piece.guests) {
      const FleetShare& known = shares[guest.facts[kAnswerPart]];
      if (known.is_template) continue;
      GuestShare share = known.share;
      share.memory_mib = known_or_nothing(guest.memory_mib);
      share.vcpus = known_or_nothing(guest.vcpus);
      FleetHost& host = host_of(guest.host);
      const struct {
        const LabelOf& label;
        FleetLine line;
      } asked{label, {piece.chunk, guest.line}};
      if (host.record) {
        add_share(host.load, share, [&asked] { return asked.label(asked.line); });  // one reference: no allocation
      } else if (share.holds_memory != false && !all_marked) {
        mark_all(fmt::format("the host of guest `{}` is not known", label(asked.line)));
        all_marked = true;
      }
    }
  for (const CollectionError& error : inventory.head.errors) {
    const auto number = host_of(inventory, error);
    if (!number) {
      mark_all(why_unsure(error));
    } else if (FleetHost& host = host_of(*number); host.record) {
      mark_unsure(host.load, why_unsure(error));
    }
  }
  if (!inventory.head.complete) mark_all(std::string(kCutOff));
}

// The host whose guests a fault may hide; nothing: any.
std::optional<std::uint32_t> FleetHosts::host_of(const FleetInventory& inventory, const CollectionError& error) const {
  if (error.scope == "host") {
    const auto host = std::ranges::find(inventory.hosts, error.id, &FleetRecord::id);
    if (host != inventory.hosts.end()) return host->number;
  }
  if (error.scope != "guest") return std::nullopt;
  for (const FleetPiece& piece : inventory.guests) {
    const auto guest = std::ranges::find(piece.guests, BytesHash{}(error.id), &FleetGuest::id_hash);
    if (guest != piece.guests.end()) return guest->host == no_parent_ ? std::nullopt : std::optional(guest->host);
  }
  return std::nullopt;
}

}  // namespace hvcompat
