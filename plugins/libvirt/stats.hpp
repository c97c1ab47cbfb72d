// What is asked for all guests at once: state, balloon, saved images, snapshots.
#pragma once

#include <cstdint>
#include <functional>
#include <hvcompat/plugin_facts.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bounded_call.hpp"
#include "driver.hpp"

namespace hvlibvirt {

struct GuestState {
  int state = -1;  // virDomainState; -1: not told
  int reason = 0;
  std::optional<std::uint64_t> balloon_current_kib;
  std::optional<std::uint64_t> balloon_maximum_kib;
  std::optional<std::uint64_t> vcpu_current;
  std::string source;  // the call that told it
};

struct Snapshots {
  bool known = false;  // `holders` was told
  std::set<std::string> holders;
  bool supported = true;  // the driver takes snapshots
  // The list says that the guest has none.
  bool has_none(const std::string& uuid) const { return known && holders.count(uuid) == 0; }
};

struct Overview {
  std::vector<DomainHandle> domains;
  std::map<std::string, GuestState> states;                // by UUID
  std::optional<std::set<std::string>> with_managed_save;  // UUIDs; none where the driver does not filter by it
  Snapshots snapshots;
};

// Throws hvc::Failure where the domains can't be listed. A guest whose QEMU hangs costs a few seconds and the
// connection, which `reopen` replaces.
Overview read_overview(SharedConnection& connection, const std::function<SharedConnection()>& reopen);

// The domains of another connection to the same host, by UUID. None where they can't be listed.
using DomainsByUuid = std::map<std::string, DomainHandle>;
std::optional<DomainsByUuid> domains_of(virConnectPtr connection);

// Fills in what the bulk call left out. False where the domain is gone.
bool complete_state(virDomainPtr domain, GuestState& state);

// guest.power, memory and processors now, and what the last change of state tells of migrations.
// `facts` holds the definition's facts; what is measured replaces what was defined.
void add_state_facts(const GuestState& state, const Driver& driver, bool active, hvc::Facts& facts);

}  // namespace hvlibvirt
