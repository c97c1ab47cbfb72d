// The disks of a guest: what kind each is, and which transport stands under it.
#include <map>
#include <set>

#include "guest_devices.hpp"
#include "guest_record.hpp"
#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::text_of;

// What stands under the guest's disks.
struct Ground {
  const StoragePaths& storage;
  std::string host;  // the value of its reference

  Transports of_unit(const std::string& unit_id) const { return storage.of_unit(unit_id, host); }
  Transports of_datastore(const std::string& reference) const { return storage.of_datastore(reference, host); }
};

struct Disks {
  std::set<std::string> targets;
  std::set<std::string> kinds;
  std::set<std::string> raw_modes;
  std::set<std::string> sharing_controllers;
  std::string unresolved;  // why one of them has no transport; empty where all have one
  bool all_kinds = true;

  void add(const Transports& under) {
    targets.insert(under.names.begin(), under.names.end());
    if (unresolved.empty()) unresolved = under.why;
  }
};

bool shares(const std::string& bus) { return bus == "virtualSharing" || bus == "physicalSharing"; }

void add_backing(const pugi::xml_node& backing, const Ground& ground, Disks& disks) {
  const std::string_view type = hvshared::type_name(backing);
  if (text_of(child(backing, "sharing")) == "sharingMultiWriter") disks.kinds.insert("shared");
  if (type.find("RawDiskMapping") != std::string_view::npos || type.find("RawDiskVer2") != std::string_view::npos) {
    const std::string mode = text_of(child(backing, "compatibilityMode"));
    disks.kinds.insert("rdm");
    disks.raw_modes.insert(mode);
    if (mode == "physicalMode") disks.kinds.insert("pass-through");
    return disks.add(ground.of_unit(text_of(child(backing, "lunUuid"))));
  }
  if (type.find("LocalPMem") != std::string_view::npos) {
    disks.kinds.insert("image");
    return disks.add({{"pmem"}, {}});
  }
  const pugi::xml_node datastore = child(backing, "datastore");
  if (!datastore) {
    disks.all_kinds = false;
    return disks.add({{}, "a disk's backing (" + std::string(type) + ") names no datastore"});
  }
  disks.kinds.insert("image");
  disks.add(ground.of_datastore(text_of(datastore)));
}

// A linked clone, or a disk with snapshots, reads from the parents of its backing as well.
void add_backings(const pugi::xml_node& disk, const Ground& ground, Disks& disks) {
  pugi::xml_node backing = child(disk, "backing");
  add_backing(backing, ground, disks);
  while ((backing = child(backing, "parent"))) add_backing(backing, ground, disks);
}

// Controllers first: a disk says only the key of its own.
void add_devices(const pugi::xml_node& devices, const Ground& ground, Disks& disks) {
  each_device(devices, [&](const pugi::xml_node& device, std::string_view) {
    if (shares(text_of(child(device, "sharedBus")))) disks.sharing_controllers.insert(text_of(child(device, "key")));
  });
  each_device(devices, [&](const pugi::xml_node& device, std::string_view type) {
    if (type != "VirtualDisk") return;
    if (disks.sharing_controllers.count(text_of(child(device, "controllerKey"))) > 0) disks.kinds.insert("shared");
    add_backings(device, ground, disks);
  });
}

}  // namespace

void read_disks(const ManagedObject& guest, const StoragePaths& storage, hvc::Facts& facts) {
  const Property devices = guest.at(kDevices);
  if (!devices) {
    for (const char* fact : {"guest.disk.targets", "guest.disk.kinds"}) tell_unknown(facts, fact, guest, kDevices);
    return;
  }
  Disks disks;
  add_devices(devices.node, {storage, text_of(guest.at("runtime.host").node)}, disks);
  const std::string where = guest.where(kDevices);
  if (disks.unresolved.empty())
    facts.set("guest.disk.targets", disks.targets, where + ", Datastore summary.type, HostSystem config.storageDevice");
  else
    facts.unknown("guest.disk.targets", hvc::Reason::not_exposed, disks.unresolved,
                  "attest guest.disk.targets in the site file");
  if (disks.all_kinds)
    facts.set("guest.disk.kinds", disks.kinds, where);
  else
    facts.unknown("guest.disk.kinds", hvc::Reason::not_exposed, disks.unresolved,
                  "attest guest.disk.kinds in the site file");
  if (!disks.raw_modes.empty()) facts.set("x.vmware.rdm_modes", disks.raw_modes, where + " compatibilityMode");
}

}  // namespace hvvmware
