// The disks of a guest: files, pass-through disks and virtual Fibre Channel, and the transport under each.
//
// What lies under the parents of a differencing disk, and iSCSI that the guest itself speaks, is not seen from here.
#include <set>

#include "host_view.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kFiles = "Msvm_StorageAllocationSettingData";
constexpr const char* kDrives = "Msvm_ResourceAllocationSettingData";
constexpr const char* kFibreChannel = "Msvm_SyntheticFcPortSettingData";
constexpr std::string_view kFileType = "Microsoft:Hyper-V:Virtual Hard Disk";
constexpr std::string_view kDriveType = "Microsoft:Hyper-V:Physical Disk Drive";

struct Disks {
  std::set<std::string> targets;
  std::set<std::string> kinds;
  std::optional<hvc::UnknownFact> unresolved;

  void add(const char* kind, const Transport& transport) {
    kinds.insert(kind);
    if (!transport.name.empty())
      targets.insert(transport.name);
    else if (!unresolved)
      unresolved = transport.why;
  }
};

bool ends_with_vhds(std::string_view path) {
  return path.size() > 5 && (path.ends_with(".vhds") || path.ends_with(".VHDS"));
}

// The query asks for one type of each class; an instance that does not say its own leaves all of them open.
bool says_type(const Guest& guest, const char* class_name) {
  for (const Instance* disk : guest.all(class_name))
    if (disk->text("ResourceSubType").empty()) return false;
  return true;
}

void add_files(const Guest& guest, Disks& disks) {
  for (const Instance* disk : guest.all(kFiles)) {
    if (disk->text("ResourceSubType") != kFileType) continue;
    const std::string_view path = disk->text("HostResource");
    disks.add("image", guest.host.volumes.under_path(path));
    if (disk->boolean("PersistentReservationsSupported").value_or(false) || ends_with_vhds(path))
      disks.kinds.insert("shared");
  }
}

void add_drives(const Guest& guest, Disks& disks) {
  for (const Instance* drive : guest.all(kDrives)) {
    if (drive->text("ResourceSubType") == kDriveType)
      disks.add("pass-through", guest.host.volumes.under_drive(drive->text("HostResource")));
  }
}

// The guest logs in to the fabric itself: its LUNs are its own, and all are Fibre Channel.
void add_fibre_channel(const Guest& guest, Disks& disks) {
  if (!guest.all(kFibreChannel).empty()) disks.add("pass-through", {"fibre-channel", {}});
}

}  // namespace

void read_disks(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kTargets = "guest.disk.targets";
  constexpr const char* kKinds = "guest.disk.kinds";
  if (!guest.settings.there()) return set_unknown(facts, {kTargets, kKinds}, guest.settings.why("InstanceID"));
  for (const char* needed : {kFiles, kDrives, kFibreChannel}) {
    if (const auto& unknown = guest.reading(needed).unknown) return set_unknown(facts, {kTargets, kKinds}, *unknown);
  }
  for (const char* typed : {kFiles, kDrives})
    if (!says_type(guest, typed))
      return set_unknown(facts, {kTargets, kKinds}, guest.one(typed).why("ResourceSubType"));
  Disks disks;
  add_files(guest, disks);
  add_drives(guest, disks);
  add_fibre_channel(guest, disks);
  const std::string where = std::string(kFiles) + ", " + kDrives + ".HostResource, " + kFibreChannel;
  facts.set(kKinds, disks.kinds, where);
  if (disks.unresolved)
    set_unknown(facts, kTargets, *disks.unresolved);
  else
    facts.set(kTargets, disks.targets, where + ", MSFT_Partition.AccessPaths, MSFT_Disk.BusType");
  if (!guest.all(kFibreChannel).empty())
    facts.set("x.hyperv.virtual_fibre_channel", guest.all(kFibreChannel).size(), kFibreChannel);
}

}  // namespace hvhyperv
