// HostSystem config.storageDevice (scsiLun, multipathInfo) and Datastore summary and info.
#include "storage_paths.hpp"

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::first_element;
using hvshared::local_name;
using hvshared::next_element;
using hvshared::text_of;

// Class of a HostTargetTransport; empty where it tells nothing. Fibre Channel over Ethernet is Fibre Channel to a
// guest's disk.
std::string transport_name(std::string_view type) {
  if (type == "HostFibreChannelTargetTransport" || type == "HostFibreChannelOverEthernetTargetTransport")
    return "fibre-channel";
  if (type == "HostInternetScsiTargetTransport") return "iscsi";
  if (type == "HostSerialAttachedTargetTransport") return "sas";
  if (type == "HostParallelScsiTargetTransport") return "scsi";
  if (type == "HostPcieTargetTransport") return "nvme";
  if (type == "HostRdmaTargetTransport" || type == "HostTcpTargetTransport") return "nvme-of";
  if (type == "HostBlockAdapterTargetTransport") return "sata";
  return {};
}

template <class Use>
void each(const pugi::xml_node& parent, const char* name, Use use) {
  for (pugi::xml_node one = first_element(parent); one; one = next_element(one))
    if (local_name(one) == name) use(one);
}

// An array property holds its items as elements of their type's name: <val><ScsiLun>…</ScsiLun></val>.
template <class Use>
void each_item(const pugi::xml_node& array, Use use) {
  for (pugi::xml_node one = first_element(array); one; one = next_element(one)) use(one);
}

std::set<std::string> transports_of(const pugi::xml_node& unit) {
  std::set<std::string> found;
  each(unit, "path", [&](const pugi::xml_node& path) {
    const std::string name = transport_name(hvshared::type_name(child(path, "transport")));
    if (!name.empty()) found.insert(name);
  });
  return found;
}

// A disk that does not say who it is is called by its place on its host, "mpx.vmhba1:C0:T0:L0": other hosts have others
// of that name, and of the UUID that is made of it.
bool is_place_on_host(std::string_view canonical_name) { return canonical_name.starts_with("mpx."); }

std::string behind_host(const std::string& host, const std::string& unit_id) { return host + " " + unit_id; }

}  // namespace

void StoragePaths::add_host(const ManagedObject& host) {
  const Property units = host.at("config.storageDevice.scsiLun");
  const Property paths = host.at("config.storageDevice.multipathInfo");
  if (!units || !paths) {
    unreadable_host_ =
        host.why_not(units ? "config.storageDevice.multipathInfo" : "config.storageDevice.scsiLun").detail;
    return;
  }
  std::map<std::string, std::set<std::string>> by_key;
  each(paths.node, "lun",
       [&](const pugi::xml_node& unit) { by_key[text_of(child(unit, "lun"))] = transports_of(unit); });
  each_item(units.node, [&](const pugi::xml_node& unit) {
    const std::set<std::string>& found = by_key[text_of(child(unit, "key"))];
    const bool own = is_place_on_host(text_of(child(unit, "canonicalName")));
    for (const char* name : {"canonicalName", "uuid"}) {
      const std::string id = text_of(child(unit, name));
      if (!id.empty()) units_[own ? behind_host(host.ref().value, id) : id].insert(found.begin(), found.end());
    }
  });
}

void StoragePaths::add_datastore(const ManagedObject& datastore) {
  Datastore read;
  const Property type = datastore.at("summary.type");
  read.name = as_text(datastore.at("summary.name").node).value_or(datastore.ref().value);
  read.type = as_text(type.node).value_or("");
  if (!type) read.unreadable = datastore.why_not("summary.type").detail;
  each(datastore.at("info.vmfs").node, "extent",
       [&](const pugi::xml_node& extent) { read.disks.push_back(text_of(child(extent, "diskName"))); });
  datastores_.insert_or_assign(datastore.ref().value, std::move(read));
}

Transports StoragePaths::of_unit(const std::string& unit_id, const std::string& host) const {
  for (const std::string& key : {behind_host(host, unit_id), unit_id})
    if (const auto found = units_.find(key); found != units_.end() && !found->second.empty())
      return {found->second, {}};
  if (!unreadable_host_.empty()) return {{}, unreadable_host_};
  const std::string who = is_place_on_host(unit_id) ? "the guest's host tells no path" : "no host tells a path";
  return {{}, who + " to the logical unit `" + unit_id + "`"};
}

Transports StoragePaths::of_datastore(const std::string& reference, const std::string& host) const {
  const auto found = datastores_.find(reference);
  if (found == datastores_.end()) return {{}, "the account sees no datastore " + reference};
  const Datastore& store = found->second;
  if (!store.unreadable.empty()) return {{}, store.unreadable};
  if (store.type == "NFS" || store.type == "NFS41") return {{"nfs"}, {}};
  if (store.type == "vsan") return {{"vsan"}, {}};
  if (store.type == "PMEM") return {{"pmem"}, {}};
  if (store.type != "VMFS")
    return {{}, "a datastore of type " + store.type + " (`" + store.name + "`) does not tell its transport"};
  if (store.disks.empty()) return {{}, "the datastore `" + store.name + "` names no extent"};
  Transports all;
  for (const std::string& disk : store.disks) {
    const Transports one = of_unit(disk, host);
    all.names.insert(one.names.begin(), one.names.end());
    if (all.why.empty()) all.why = one.why;
  }
  return all;
}

}  // namespace hvvmware
