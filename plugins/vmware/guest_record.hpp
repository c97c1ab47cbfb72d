// One virtual machine: its record from its properties and from what stands around it.
#pragma once

#include <hvcompat/plugin.hpp>
#include <optional>
#include <string>

#include "managed_object.hpp"
#include "migrations.hpp"
#include "surroundings.hpp"

namespace hvvmware {

struct GuestContext {
  const Surroundings& around;
  const Migrations& migrations;
};

struct GuestReading {
  hvc::Record record;
  std::optional<hvc::Fault> fault;
};

GuestReading read_guest(const ManagedObject& guest, const GuestContext& context);

// The parts of it; each adds its facts.
void read_os(const ManagedObject& guest, hvc::Facts& facts);
void read_tools(const ManagedObject& guest, hvc::Facts& facts);
void read_memory(const ManagedObject& guest, const HostTraits* host, hvc::Facts& facts);
void read_security(const ManagedObject& guest, hvc::Facts& facts);
void read_mobility(const ManagedObject& guest, const GuestContext& context, const HostTraits* host, hvc::Facts& facts);
void read_snapshots(const ManagedObject& guest, hvc::Facts& facts);
void read_disks(const ManagedObject& guest, const StoragePaths& storage, hvc::Facts& facts);
void add_untold(hvc::Facts& facts);

// The value of a key of config.extraConfig; none where it has no such key (or is not readable).
std::optional<std::string> extra_config(const ManagedObject& guest, std::string_view key);

// Empty while the guest's host is connected; else the state that makes what vCenter knew last doubtful: disconnected,
// orphaned, inaccessible, invalid.
std::string stale_state(const ManagedObject& guest);
void tell_stale(hvc::Facts& facts, const char* fact, const std::string& state);

// Whether vSphere has the guest's configuration at all: then a property without a value is one that was never set.
inline constexpr const char* kConfigured = "config.hardware.memoryMB";
inline bool has_configuration(const ManagedObject& guest) { return static_cast<bool>(guest.at(kConfigured)); }

// The value of a switch that was never set; none where there is no configuration to have set it in.
inline std::optional<bool> unset_value(const ManagedObject& guest) {
  return has_configuration(guest) ? std::optional(false) : std::nullopt;
}

bool is_running(const ManagedObject& guest);  // and its host is connected

}  // namespace hvvmware
