// VirtualMachine: name, host, power, processors, and the parts in their files.
#include "guest_record.hpp"

#include <algorithm>
#include <cctype>

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::text_of;

std::optional<std::string> as_power(const pugi::xml_node& node) {
  const std::string state = text_of(node);
  if (state == "poweredOn") return "running";
  if (state == "poweredOff") return "off";
  if (state == "suspended") return "suspended";
  return std::nullopt;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

void read_power(const ManagedObject& guest, hvc::Facts& facts) {
  if (const std::string state = stale_state(guest); !state.empty()) {
    for (const char* fact : {"guest.power", "guest.power.since", "guest.suspended_state"})
      tell_stale(facts, fact, state);
    return;
  }
  tell(facts, "guest.power", guest, "runtime.powerState", as_power);
  if (as_bool(guest.at("runtime.paused").node) == true && is_running(guest))
    facts.set("guest.power", "paused", guest.where("runtime.paused"));
  tell(facts, "guest.power.since", guest, "runtime.bootTime", as_time);
  const std::string power = facts.value("guest.power");
  if (power == "\"suspended\"")
    facts.set("guest.suspended_state", true, guest.where("runtime.powerState"));
  else if (!power.empty())
    facts.set("guest.suspended_state", false, guest.where("runtime.powerState"));
  else
    tell_unknown(facts, "guest.suspended_state", guest, "runtime.powerState");
}

// A guest that its host has lost has no configuration to read: it is told, with the state that says why.
std::optional<hvc::Fault> fault_of(const ManagedObject& guest) {
  const std::string state = stale_state(guest);
  if (state.empty() || has_configuration(guest)) return std::nullopt;
  return hvc::Fault{"guest", guest.ref().value, "unreachable",
                    "vSphere has no configuration of this guest: its connection state is " + state,
                    "reconnect its host, or remove the guest from the inventory"};
}

}  // namespace

std::optional<std::string> extra_config(const ManagedObject& guest, std::string_view key) {
  const pugi::xml_node options = guest.at("config.extraConfig").node;
  for (pugi::xml_node one = hvshared::first_element(options); one; one = hvshared::next_element(one))
    if (same_letters(text_of(child(one, "key")), key)) return text_of(child(one, "value"));
  return std::nullopt;
}

std::string stale_state(const ManagedObject& guest) {
  const std::string state = as_text(guest.at("runtime.connectionState").node).value_or("");
  return state == "connected" ? std::string() : state;
}

void tell_stale(hvc::Facts& facts, const char* fact, const std::string& state) {
  facts.unknown(fact, hvc::Reason::error,
                "the guest's connection state is " + state + ": what vCenter knew last may no longer hold",
                "reconnect its host, or remove the guest from the inventory");
}

bool is_running(const ManagedObject& guest) {
  return stale_state(guest).empty() && as_power(guest.at("runtime.powerState").node) == "running";
}

GuestReading read_guest(const ManagedObject& guest, const GuestContext& context) {
  const std::string& id = guest.ref().value;
  const std::string host = as_text(guest.at("runtime.host").node).value_or("");
  const auto found = context.around.hosts.find(host);
  const HostTraits* traits = found == context.around.hosts.end() ? nullptr : &found->second;
  GuestReading reading{hvc::Record::guest(id, as_text(guest.at("name").node).value_or(id), host), fault_of(guest)};
  hvc::Facts& facts = reading.record.facts;
  read_power(guest, facts);
  tell(facts, "guest.template", guest, "summary.config.template", as_bool);
  tell(facts, "guest.vcpu.count", guest, "config.hardware.numCPU", as_integer);
  tell(facts, "x.vmware.hardware_version", guest, "config.version", as_text);
  read_os(guest, facts);
  read_tools(guest, facts);
  read_memory(guest, traits, facts);
  read_security(guest, facts);
  read_mobility(guest, context, traits, facts);
  read_snapshots(guest, facts);
  read_disks(guest, context.around.storage, facts);
  add_untold(facts);
  return reading;
}

}  // namespace hvvmware
