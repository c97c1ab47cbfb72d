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
    for (const char* name : {"canonicalName", "uuid"})
      if (const std::string id = text_of(child(unit, name)); !id.empty()) units_[id].insert(found.begin(), found.end());
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

Transports StoragePaths::of_unit(const std::string& unit_id) const {
  const auto found = units_.find(unit_id);
  if (found != units_.end() && !found->second.empty()) return {found->second, {}};
  if (!unreadable_host_.empty()) return {{}, unreadable_host_};
  return {{}, "no host tells a path to the logical unit `" + unit_id + "`"};
}

Transports StoragePaths::of_datastore(const std::string& reference) const {
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
    const Transports one = of_unit(disk);
    all.names.insert(one.names.begin(), one.names.end());
    if (all.why.empty()) all.why = one.why;
  }
  return all;
}

}  // namespace hvvmware
