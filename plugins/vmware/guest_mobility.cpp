// What may be done with the running guest: move, copy, double and suspend it, and add hardware.
#include <set>

#include "guest_devices.hpp"
#include "guest_record.hpp"
#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::text_of;

// What of the hardware ties a running guest to its host. Empty texts where nothing does.
struct Ties {
  std::string certain;  // vSphere refuses to move the guest
  std::string maybe;    // it depends on the host and its drivers
};

// A virtual GPU moves where host and driver allow it (vSphere 6.7 U1 and later); other passed-through devices never do.
// Guests that share a SCSI bus within one host stay there (vSphere: Setup for Windows Server Failover Clustering).
Ties ties_of(const pugi::xml_node& devices) {
  Ties ties;
  each_device(devices, [&](const pugi::xml_node& device, std::string_view type) {
    const std::string_view backing = hvshared::type_name(child(device, "backing"));
    if (type == "VirtualPCIPassthrough" && backing == "VirtualPCIPassthroughVmiopBackingInfo")
      ties.maybe = "a virtual GPU";
    else if (type == "VirtualPCIPassthrough" && backing == "VirtualPCIPassthroughDvxBackingInfo")
      ties.maybe = "a DVX device";
    else if (type == "VirtualPCIPassthrough" || type == "VirtualSriovEthernetCard" || type == "VirtualSCSIPassthrough")
      ties.certain = type;
    else if (text_of(child(device, "sharedBus")) == "virtualSharing")
      ties.certain = std::string(type) + " sharedBus virtualSharing";
  });
  return ties;
}

void tell_from_ties(const char* fact, const Ties& ties, const std::string& where, hvc::Facts& facts) {
  if (!ties.certain.empty())
    facts.set(fact, false, where + " " + ties.certain);
  else if (!ties.maybe.empty())
    facts.unknown(fact, hvc::Reason::not_exposed, "the guest has " + ties.maybe + ": its host and driver decide",
                  std::string("attest ") + fact + " in the site file");
  else
    facts.set(fact, true, where + " has nothing that rules it out");
}

void tell_moves(const ManagedObject& guest, const HostTraits* host, hvc::Facts& facts) {
  constexpr const char* kStorage = "guest.storage_migration.allowed";
  const Property devices = guest.at(kDevices);
  if (!devices) {
    for (const char* fact : {"guest.migratable", "guest.suspend.allowed", kStorage})
      tell_unknown(facts, fact, guest, kDevices);
    return;
  }
  const Ties ties = ties_of(devices.node);
  tell_from_ties("guest.migratable", ties, guest.where(kDevices), facts);
  tell_from_ties("guest.suspend.allowed", ties, guest.where(kDevices), facts);
  if (!host || !host->moves_storage)
    facts.unknown(kStorage, hvc::Reason::not_exposed, "whether its host moves storage is not readable",
                  "let the account read HostSystem capability.storageVMotionSupported");
  else if (!*host->moves_storage)
    facts.set(kStorage, false, "HostSystem capability.storageVMotionSupported");
  else
    tell_from_ties(kStorage, ties, guest.where(kDevices), facts);
}

// `enabled` means configured, with no second copy running.
std::optional<bool> as_lock_step(const pugi::xml_node& node) {
  const std::string state = text_of(node);
  if (state == "running" || state == "starting" || state == "needSecondary") return true;
  if (state == "notConfigured" || state == "disabled" || state == "enabled") return false;
  return std::nullopt;
}

void tell_fault_tolerance(const ManagedObject& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.fault_tolerance";
  if (const std::string state = stale_state(guest); !state.empty()) return tell_stale(facts, kFact, state);
  tell(facts, kFact, guest, "runtime.faultToleranceState", as_lock_step);
}

void tell_hot_add(const ManagedObject& guest, hvc::Facts& facts) {
  struct Part {
    const char* path;
    const char* name;
  };
  std::set<std::string> parts;
  for (const Part& part : {Part{"config.cpuHotAddEnabled", "cpu"}, Part{"config.memoryHotAddEnabled", "memory"}}) {
    const Property enabled = guest.at(part.path);
    if (enabled.missing || !has_configuration(guest)) return tell_unknown(facts, "guest.hot_add", guest, part.path);
    if (as_bool(enabled.node) == true) parts.insert(part.name);
  }
  facts.set("guest.hot_add", parts, guest.where("config.cpuHotAddEnabled, config.memoryHotAddEnabled"));
}

bool has_replication_keys(const ManagedObject& guest) {
  const pugi::xml_node options = guest.at("config.extraConfig").node;
  for (pugi::xml_node one = hvshared::first_element(options); one; one = hvshared::next_element(one))
    if (text_of(child(one, "key")).starts_with("hbr_filter.")) return true;
  return false;
}

// vSphere Replication configures the guest itself; array replication and other products are not seen here.
void tell_replication(const ManagedObject& guest, hvc::Facts& facts) {
  constexpr const char* kPath = "config.repConfig";
  if (guest.at(kPath))
    facts.set("guest.replication", true, guest.where(kPath));
  else if (has_replication_keys(guest))
    facts.set("guest.replication", true, guest.where("config.extraConfig hbr_filter.*"));
  else if (guest.at(kPath).missing || !has_configuration(guest))
    tell_unknown(facts, "guest.replication", guest, kPath);
  else
    facts.set("guest.replication", false, guest.where(kPath) + " is not set");
}

void tell_drs_override(const ManagedObject& guest, const Surroundings& around, hvc::Facts& facts) {
  const auto found = around.drs_behavior.find(guest.ref().value);
  if (found != around.drs_behavior.end())
    facts.set("x.vmware.drs_override", found->second, "ClusterComputeResource configurationEx.drsVmConfig");
}

}  // namespace

void read_mobility(const ManagedObject& guest, const GuestContext& context, const HostTraits* host, hvc::Facts& facts) {
  tell_moves(guest, host, facts);
  context.migrations.tell(guest.ref().value, is_running(guest), stale_state(guest), facts);
  tell_fault_tolerance(guest, facts);
  tell_hot_add(guest, facts);
  tell_replication(guest, facts);
  tell_drs_override(guest, context.around, facts);
}

}  // namespace hvvmware
