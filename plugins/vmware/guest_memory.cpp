// Memory: what is configured, guaranteed and limited, and what the host has taken back.
#include <cctype>
#include <cstdint>

#include "guest_record.hpp"
#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

constexpr const char* kReservation = "config.memoryAllocation.reservation";
constexpr const char* kLimit = "config.memoryAllocation.limit";

std::optional<std::int64_t> integer_at(const ManagedObject& guest, const char* path) {
  const Property property = guest.at(path);
  return property ? as_integer(property.node) : std::nullopt;
}

// -1: no limit, so that the host may give all that is configured.
void tell_limit(const ManagedObject& guest, hvc::Facts& facts) {
  const auto limit = integer_at(guest, kLimit);
  const auto configured = integer_at(guest, kConfigured);
  if (limit && *limit < 0 && configured)
    facts.set("guest.memory.limit_mib", *configured, guest.where(kLimit) + " -1: as much as is configured");
  else if (limit && *limit >= 0)
    facts.set("guest.memory.limit_mib", *limit, guest.where(kLimit));
  else
    tell_unknown(facts, "guest.memory.limit_mib", guest, limit ? kConfigured : kLimit);
}

// A statistic of a running guest; one that does not run has nothing taken from it.
void tell_statistic(const ManagedObject& guest, const char* fact, const char* path, std::int64_t divisor,
                    hvc::Facts& facts) {
  if (const std::string state = stale_state(guest); !state.empty()) return tell_stale(facts, fact, state);
  const std::string power = facts.value("guest.power");
  if (power == "\"off\"" || power == "\"suspended\"") {
    facts.set(fact, 0, guest.where("runtime.powerState") + ": the guest does not run");
    return;
  }
  tell(facts, fact, guest, path, [divisor](const pugi::xml_node& node) {
    const auto amount = as_integer(node);
    return amount && *amount >= 0 ? std::optional((*amount + divisor - 1) / divisor) : std::nullopt;
  });
}

// Pages swapped to the host's cache on flash are counted apart, in KiB.
void tell_swapped(const ManagedObject& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.memory.swapped_mib";
  constexpr const char* kFlash = "summary.quickStats.ssdSwappedMemory";
  const auto flash = is_running(guest) ? integer_at(guest, kFlash).value_or(0) : 0;
  const auto swapped = integer_at(guest, "summary.quickStats.swappedMemory").value_or(0);
  if (flash > 0 && (flash + 1023) / 1024 > swapped)
    facts.set(kFact, (flash + 1023) / 1024, guest.where(kFlash));
  else
    tell_statistic(guest, kFact, "summary.quickStats.swappedMemory", 1, facts);
}

void tell_current(const ManagedObject& guest, hvc::Facts& facts) {
  const auto configured = integer_at(guest, kConfigured);
  const auto ballooned = integer_at(guest, "summary.quickStats.balloonedMemory");
  if (const std::string state = stale_state(guest); !state.empty())
    tell_stale(facts, "guest.memory.current_mib", state);
  else if (!is_running(guest))
    facts.unknown("guest.memory.current_mib", hvc::Reason::not_exposed, "the guest does not run", "");
  else if (configured && ballooned && *ballooned <= *configured)
    facts.set("guest.memory.current_mib", *configured - *ballooned,
              guest.where(kConfigured) + " less summary.quickStats.balloonedMemory");
  else
    tell_unknown(facts, "guest.memory.current_mib", guest,
                 configured ? "summary.quickStats.balloonedMemory" : kConfigured);
}

// The driver comes with Tools, and ESXi lets it take nothing below the reservation or with sched.mem.maxmemctl 0.
void tell_balloon(const ManagedObject& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.memory.balloon_device";
  const auto reserved = integer_at(guest, kReservation);
  const auto configured = integer_at(guest, kConfigured);
  const std::string tools = as_text(guest.at("guest.toolsVersionStatus2").node).value_or("");
  const auto ballooned = integer_at(guest, "summary.quickStats.balloonedMemory");
  if (ballooned && *ballooned > 0)
    facts.set(kFact, true, guest.where("summary.quickStats.balloonedMemory"));
  else if (reserved && configured && *reserved >= *configured)
    facts.set(kFact, false, guest.where(kReservation) + " leaves the balloon nothing to take");
  else if (extra_config(guest, "sched.mem.maxmemctl") == "0")
    facts.set(kFact, false, guest.where("config.extraConfig sched.mem.maxmemctl 0"));
  else if (tools == "guestToolsNotInstalled")
    facts.set(kFact, false, guest.where("guest.toolsVersionStatus2") + ": the driver comes with Tools");
  else if (!has_configuration(guest))
    tell_unknown(facts, kFact, guest, kConfigured);
  else
    facts.set(kFact, true, guest.where("config.extraConfig") + " does not rule out the balloon driver of Tools");
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

enum class Sharing { no, yes, unknown };

// Guests share pages with others only where their salts are equal. Mem.ShareForceSalting 0: no salts; 1: a guest
// without a salt has the common one; 2: a guest without a salt has one of its own (VMware KB 2097593). A salt that is
// set may be another's too.
Sharing sharing_of(const ManagedObject& guest, const HostTraits* host) {
  const std::string enabled = lower(extra_config(guest, "sched.mem.pshare.enable").value_or(""));
  if (enabled == "false" || enabled == "0") return Sharing::no;
  if (!guest.at("config.extraConfig") || !host || !host->salting) return Sharing::unknown;
  const bool salted = !extra_config(guest, "sched.mem.pshare.salt").value_or("").empty();
  return *host->salting >= 2 && !salted ? Sharing::no : Sharing::yes;
}

void tell_why_sharing_is_unknown(const ManagedObject& guest, const HostTraits* host, const char* fact,
                                 hvc::Facts& facts) {
  if (!guest.at("config.extraConfig")) return tell_unknown(facts, fact, guest, "config.extraConfig");
  if (!host)
    return void(facts.unknown(fact, hvc::Reason::not_exposed, "the guest's host is not readable",
                              "let the account read the host"));
  facts.unknown(fact, host->why_no_salting.reason, host->why_no_salting.detail, host->why_no_salting.remedy);
}

// quickStats count pages shared inside of one guest (zero pages among them) with those shared between guests.
void tell_sharing(const ManagedObject& guest, const HostTraits* host, hvc::Facts& facts) {
  constexpr const char* kAllowed = "guest.memory.page_sharing_allowed";
  constexpr const char* kShared = "guest.memory.shared_mib";
  const std::string salting = "config.extraConfig sched.mem.pshare.*, HostSystem config.option Mem.ShareForceSalting";
  const Sharing sharing = sharing_of(guest, host);
  if (sharing == Sharing::unknown)
    tell_why_sharing_is_unknown(guest, host, kAllowed, facts);
  else
    facts.set(kAllowed, sharing == Sharing::yes, guest.where(salting));
  if (sharing == Sharing::no)
    facts.set(kShared, 0, guest.where(salting) + ": shared with no other guest");
  else if (!is_running(guest) || integer_at(guest, "summary.quickStats.sharedMemory") == 0)
    tell_statistic(guest, kShared, "summary.quickStats.sharedMemory", 1, facts);
  else
    facts.unknown(kShared, hvc::Reason::not_exposed,
                  "ESXi does not tell pages shared with other guests from pages shared inside of this one",
                  "set Mem.ShareForceSalting to 2 on the host and leave sched.mem.pshare.salt unset");
}

}  // namespace

void read_memory(const ManagedObject& guest, const HostTraits* host, hvc::Facts& facts) {
  tell(facts, "guest.memory.configured_mib", guest, kConfigured, as_integer);
  tell(facts, "guest.memory.reserved_mib", guest, kReservation, as_integer);
  tell(facts, "guest.memory.locked", guest, "config.memoryReservationLockedToMax", as_bool, unset_value(guest));
  if (has_configuration(guest))
    facts.set("guest.memory.dynamic", false, "vSphere resizes no guest by itself");
  else
    tell_unknown(facts, "guest.memory.dynamic", guest, kConfigured);
  tell_limit(guest, facts);
  tell_statistic(guest, "guest.memory.ballooned_mib", "summary.quickStats.balloonedMemory", 1, facts);
  tell_swapped(guest, facts);
  tell_statistic(guest, "guest.memory.compressed_mib", "summary.quickStats.compressedMemory", 1024, facts);
  tell_current(guest, facts);
  tell_balloon(guest, facts);
  tell_sharing(guest, host, facts);
}

}  // namespace hvvmware
