// The records of a host, from everything that was read of it.
#include <set>

#include "host_facts.hpp"
#include "host_view.hpp"
#include "identity.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kSystems = "Msvm_ComputerSystem";
constexpr const char* kGuestClass = "Msvm_VirtualSystemSettingData";

// No namespace for clusters: the host has no part of one. Anything else that keeps it from being read leaves it open.
Clustered clustered(const HostInstances& instances) {
  const ClassReading& cluster = instances.of("MSCluster_Cluster");
  if (!cluster.unknown) return cluster.instances.empty() ? Clustered::no : Clustered::yes;
  return cluster.unknown->reason == hvc::Reason::not_exposed ? Clustered::no : Clustered::unknown;
}

hvc::Record read_guest(const Guest& guest, std::string name) {
  hvc::Record record = hvc::Record::guest(guest.guid, std::move(name), guest.host.id);
  hvc::Facts& facts = record.facts;
  read_system(guest, facts);
  read_memory(guest, facts);
  read_security(guest, facts);
  read_disks(guest, facts);
  read_mobility(guest, facts);
  read_checkpoints(guest, facts);
  read_guest_os(guest, facts);
  read_integration_services(guest, facts);
  add_untold_guest_facts(facts);
  return record;
}

hvc::Fault twice(const std::string& guid) {
  return {"guest", guid, HVC_FAIL_PROTOCOL, "the host named this guest twice; the first of the two was read",
          "collect again"};
}

hvc::Fault without_system(const std::string& guid) {
  return {"guest", guid, HVC_FAIL_PROTOCOL,
          "there are settings of this guest and no state: it came or went while the host was read", "collect again"};
}

hvc::Fault unread_guests(const std::string& host, const hvc::UnknownFact& why) {
  const char* code = why.reason == hvc::Reason::not_permitted ? HVC_FAIL_PERMISSION
                     : why.reason == hvc::Reason::timeout     ? HVC_FAIL_TIMEOUT
                                                              : HVC_FAIL_PROTOCOL;
  return {"host", host, code, "the guests of the host could not be listed: " + why.detail, why.remedy};
}

std::string label_of(const Instance& system) {
  return std::string(system.text("ElementName").empty() ? system.text("Name") : system.text("ElementName"));
}

void add_guests(const HostInstances& instances, const Joined& joined, const HostView& host, HostRecords& records,
                std::set<std::string>& seen) {
  const ClassReading& systems = instances.of(kSystems);
  for (const Instance& system : systems.instances) {
    const std::string guid = guid_of(system.text("Name"));  // empty for the host's own row
    if (guid.empty()) continue;
    if (!seen.insert(guid).second) {
      records.faults.push_back(twice(guid));
      continue;
    }
    const Guest guest{guid, {kSystems, systems, &system}, joined.current_settings(guid), joined, host};
    records.guests.push_back(read_guest(guest, label_of(system)));
  }
}

// A guest that arrived after the list of guests was read: it is here and was not read, and the host's sums lack it.
void add_strays(const HostInstances& instances, HostRecords& records, std::set<std::string>& seen) {
  for (const Instance& settings : instances.of(kGuestClass).instances) {
    if (!is_current(settings)) continue;
    const std::string guid = guest_of(settings);
    if (!guid.empty() && seen.insert(guid).second) records.faults.push_back(without_system(guid));
  }
}

}  // namespace

HostView view_of(const HostInstances& instances, std::string host_id) {
  const Source system = single(instances, "Win32_OperatingSystem");
  return {std::move(host_id), system.integer("BuildNumber"), clustered(instances), system, Volumes(instances)};
}

HostRecords read_records(const HostInstances& instances, const std::string& target_name) {
  HostRecords records;
  std::string name = host_name(instances);
  if (name.empty()) name = target_name;
  const auto cluster = read_cluster(instances);
  if (cluster) records.clusters.push_back(*cluster);
  records.host = hvc::Record::host(name, name, cluster ? cluster->id : std::string());
  read_host(instances, records.host.facts);
  const HostView host = view_of(instances, name);
  const Joined joined(instances);
  std::set<std::string> seen;
  add_guests(instances, joined, host, records, seen);
  if (const auto& unread = instances.of(kSystems).unknown)
    records.faults.push_back(unread_guests(name, *unread));
  else
    add_strays(instances, records, seen);
  return records;
}

}  // namespace hvhyperv
