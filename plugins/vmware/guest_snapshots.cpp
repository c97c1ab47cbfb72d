// Snapshots: the tree of them, whether each was quiesced, and whether more may be taken.
#include <vector>

#include "guest_devices.hpp"
#include "guest_record.hpp"
#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::first_element;
using hvshared::local_name;
using hvshared::next_element;
using hvshared::text_of;

struct Tree {
  std::size_t count = 0;
  bool all_quiesced = true;
};

// Without recursion: the depth of the tree is the server's say.
Tree count_tree(const pugi::xml_node& snapshot_info) {
  Tree tree;
  std::vector<pugi::xml_node> open{snapshot_info};
  while (!open.empty()) {
    const pugi::xml_node parent = open.back();
    open.pop_back();
    for (pugi::xml_node one = first_element(parent); one; one = next_element(one)) {
      if (local_name(one) != "rootSnapshotList" && local_name(one) != "childSnapshotList") continue;
      ++tree.count;
      tree.all_quiesced = tree.all_quiesced && as_bool(child(one, "quiesced")) == true;
      open.push_back(one);
    }
  }
  return tree;
}

// Devices whose contents lie outside of what vSphere can freeze.
std::string obstacle_of(const pugi::xml_node& devices) {
  std::string obstacle;
  each_device(devices, [&](const pugi::xml_node& device, std::string_view) {
    if (text_of(child(device, "sharedBus")) == "physicalSharing") obstacle = "sharedBus physicalSharing";
    if (text_of(child(child(device, "backing"), "compatibilityMode")) == "physicalMode")
      obstacle = "compatibilityMode physicalMode";
  });
  return obstacle;
}

void tell_allowed(const ManagedObject& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.snapshot.allowed";
  const Property devices = guest.at(kDevices);
  const Property disabled = guest.at("config.flags.snapshotDisabled");
  if (!devices || disabled.missing)
    return tell_unknown(facts, kFact, guest, devices ? "config.flags.snapshotDisabled" : kDevices);
  const std::string obstacle = obstacle_of(devices.node);
  if (as_bool(disabled.node) == true)
    facts.set(kFact, false, guest.where("config.flags.snapshotDisabled"));
  else if (!obstacle.empty())
    facts.set(kFact, false, guest.where(kDevices) + " " + obstacle);
  else
    facts.set(kFact, true, guest.where("config.flags.snapshotDisabled is not set, no device rules it out"));
}

}  // namespace

// Without snapshots the property is not set; nor is it where vSphere has lost the guest's files.
void read_snapshots(const ManagedObject& guest, hvc::Facts& facts) {
  const Property info = guest.at("snapshot");
  const bool lost = !info && !has_configuration(guest);
  if (info.missing || lost) {
    for (const char* fact : {"guest.snapshot.count", "guest.snapshot.quiesced"})
      tell_unknown(facts, fact, guest, info.missing ? "snapshot" : kConfigured);
  } else {
    const Tree tree = count_tree(info.node);
    facts.set("guest.snapshot.count", tree.count, guest.where("snapshot.rootSnapshotList"));
    if (tree.count > 0)
      facts.set("guest.snapshot.quiesced", tree.all_quiesced, guest.where("snapshot.rootSnapshotList[].quiesced"));
  }
  tell_allowed(guest, facts);
  tell(facts, "x.vmware.change_tracking", guest, "config.changeTrackingEnabled", as_bool);
}

}  // namespace hvvmware
