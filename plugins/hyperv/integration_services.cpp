// State of the integration services, by the numbers of OperationalStatus alone: its words are in the host's language.
//
// How several services make one status:
//  - A service that is switched off for the guest (EnabledState 3) does not count, nor one that the host does not have.
//  - One that is beyond recovery (7) makes all non-recoverable; else one that is degraded (3) makes all degraded.
//  - Contact is what the heartbeat says, the only service that speaks by itself: 2 ok, 12 and 13 no-contact. Others
//    without contact are listed as x.hyperv.integration.no_contact: a Linux guest without the daemons has VSS and KVP
//    at 12 and is well. Where the heartbeat is switched off, one service in contact suffices.
//  - A service that should count and whose number is missing or means something else leaves the status unknown, unless
//    another is beyond recovery.
//  - A guest that does not run has no status: whatever the numbers are, they speak of nobody.
#include <set>

#include "host_view.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kStatus = "guest.integration.status";
constexpr const char* kTools = "guest.tools.status";
constexpr std::int64_t kOk = 2, kDegraded = 3, kNonRecoverable = 7, kNoContact = 12, kLost = 13;
constexpr std::string_view kProtocolMismatch = "32775";

struct Service {
  const char* class_name;
  const char* name;
};

constexpr Service kHeartbeat{"Msvm_HeartbeatComponent", "heartbeat"};
constexpr Service kServices[] = {kHeartbeat,
                                 {"Msvm_ShutdownComponent", "shutdown"},
                                 {"Msvm_TimeSyncComponent", "time-sync"},
                                 {"Msvm_VssComponent", "vss"},
                                 {"Msvm_GuestServiceInterfaceComponent", "guest-services"},
                                 {"Msvm_KvpExchangeComponent", "key-value-pairs"}};

struct Services {
  std::set<std::int64_t> numbers;  // of the services that count
  std::optional<std::int64_t> heartbeat;
  std::set<std::string> no_contact;
  std::set<std::string> protocol_mismatch;
  std::optional<hvc::UnknownFact> unclear;
  bool seen = false;  // the guest has services, on or off
};

bool has_meaning(std::int64_t number) {
  return number == kOk || number == kDegraded || number == kNonRecoverable || number == kNoContact || number == kLost;
}

void add_number(const Service& service, const Source& source, Services& services) {
  const auto number = source.integer("OperationalStatus");
  if (!number || !has_meaning(*number)) {
    if (!services.unclear) services.unclear = source.why("OperationalStatus");
    return;
  }
  services.numbers.insert(*number);
  if (service.name == kHeartbeat.name) services.heartbeat = number;
  if (*number == kNoContact || *number == kLost) services.no_contact.insert(service.name);
  const auto& all = source.instance()->all("OperationalStatus");
  if (all.size() > 1 && all[1] == kProtocolMismatch) services.protocol_mismatch.insert(service.name);
}

void add_service(const Service& service, const Guest& guest, Services& services) {
  const Source source = guest.one(service.class_name);
  const auto& unread = guest.reading(service.class_name).unknown;
  if (unread && !source.no_class() && !services.unclear) services.unclear = unread;
  if (!source.there()) return;
  services.seen = true;
  if (source.integer("EnabledState") != 3) add_number(service, source, services);
}

Services services_of(const Guest& guest) {
  Services services;
  for (const Service& service : kServices) add_service(service, guest, services);
  return services;
}

bool in_contact(const Services& services) {
  return services.heartbeat ? *services.heartbeat == kOk : services.numbers.contains(kOk);
}

// Null where it cannot be told.
const char* status_of(const Services& services) {
  if (services.numbers.contains(kNonRecoverable)) return "non-recoverable";
  if (services.unclear || services.numbers.empty()) return nullptr;
  if (services.numbers.contains(kDegraded)) return "degraded";
  return in_contact(services) ? "ok" : "no-contact";
}

hvc::UnknownFact why_unknown(const Services& services, const Guest& guest) {
  if (services.unclear) return *services.unclear;
  if (!services.seen) return guest.one(kHeartbeat.class_name).why("OperationalStatus");
  return {hvc::Reason::agent_off, "all integration services are switched off for this guest",
          "switch on the heartbeat among the guest's integration services"};
}

void add_details(const Services& services, hvc::Facts& facts) {
  const std::string where = "Msvm_*Component.OperationalStatus";
  if (!services.no_contact.empty()) facts.set("x.hyperv.integration.no_contact", services.no_contact, where + "[0]");
  if (!services.protocol_mismatch.empty())
    facts.set("x.hyperv.integration.protocol_mismatch", services.protocol_mismatch, where + "[1]");
}

// The version of services that come with a Linux kernel never equals the host's: only Windows' counts as outdated.
void read_tools(const Services& services, std::string_view status, const Guest& guest, hvc::Facts& facts) {
  const Source summary = guest.one("Msvm_SummaryInformation");
  const bool mismatch = summary.integer("IntegrationServicesVersionState") == 2;
  if (status == "ok" && mismatch && facts.value("guest.os.family") == "\"windows\"")
    facts.set(kTools, "outdated", summary.at("IntegrationServicesVersionState"));
  else if (status == "ok")
    facts.set(kTools, "ok", facts.evidence(kStatus));
  else if (status != "no-contact")
    facts.set(kTools, "degraded", facts.evidence(kStatus));
  else if (services.heartbeat == kLost)
    facts.set(kTools, "stopped", facts.evidence(kStatus));
  else
    set_unknown(facts, kTools,
                {hvc::Reason::agent_off, "no integration service answers: absent or stopped is not told",
                 "start the integration services in the guest"});
}

}  // namespace

void read_integration_services(const Guest& guest, hvc::Facts& facts) {
  const std::string power = facts.value("guest.power");
  if (power.empty()) return set_unknown(facts, {kStatus, kTools}, guest.system.why("EnabledState"));
  if (power != "\"running\"")
    return set_unknown(facts, {kStatus, kTools},
                       {hvc::Reason::agent_off, "the guest does not run", "start the guest and collect again"});
  const Services services = services_of(guest);
  add_details(services, facts);
  const char* status = status_of(services);
  if (!status) return set_unknown(facts, {kStatus, kTools}, why_unknown(services, guest));
  facts.set(kStatus, status, "Msvm_*Component.OperationalStatus[0], EnabledState");
  read_tools(services, status, guest, facts);
}

}  // namespace hvhyperv
