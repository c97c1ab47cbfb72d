// The disks of a guest: what kind each is, and which transports stand under it.
#include <set>
#include <string_view>

#include "domain_xml.hpp"

namespace hvlibvirt {
namespace {

struct Disks {
  std::set<std::string> targets;
  std::set<std::string> kinds;
  bool all_kinds = true;
  std::string unresolved;  // why one of them has no transport; empty where all have one

  void add(const std::string& kind, const std::string& transport, const std::string& why) {
    if (!kind.empty())
      kinds.insert(kind);
    else
      all_kinds = false;
    if (!transport.empty())
      targets.insert(transport);
    else if (unresolved.empty())
      unresolved = why;
  }
};

void add_file(const std::string& path, const StoragePools& pools, Disks& disks) {
  std::string transport = pools.local_transport ? pools.local_transport(path) : std::string();
  const StoragePool* pool = pools.holding(path);
  if (transport.empty() && pool) transport = pool->transport;
  disks.add(
      "image", transport,
      pool ? "the pool `" + pool->name + "` does not tell what it lies on" : "`" + path + "` is in no storage pool");
}

void add_block(const std::string& path, bool lun, const StoragePools& pools, Disks& disks) {
  std::string transport = transport_of_device(path);
  const StoragePool* pool = pools.holding(path);
  if (transport.empty() && pool) transport = pool->transport;
  disks.add(lun ? "pass-through" : "block", transport, "the name `" + path + "` does not tell its transport");
}

void add_volume(const pugi::xml_node& source, const StoragePools& pools, Disks& disks) {
  const std::string name = source.attribute("pool").value();
  const StoragePool* pool = pools.named(name);
  disks.add(pool ? pool->kind : std::string(), pool ? pool->transport : std::string(),
            "the storage pool `" + name + "` could not be read");
}

void add_network(const std::string& protocol, bool lun, Disks& disks) {
  if (protocol == "iscsi")
    disks.add(lun ? "pass-through" : "block", "iscsi", {});
  else if (protocol == "nbd")
    disks.add("block", "nbd", {});
  else
    disks.add("image", protocol == "rbd" ? "ceph" : protocol == "https" ? "http" : protocol, "no protocol is named");
}

// What `type` and <source> say, of a disk or of an image below it.
void add_source(std::string_view type, const pugi::xml_node& source, bool lun, const StoragePools& pools,
                Disks& disks) {
  if (type == "file")
    add_file(source.attribute("file").value(), pools, disks);
  else if (type == "block")
    add_block(source.attribute("dev").value(), lun, pools, disks);
  else if (type == "network")
    add_network(source.attribute("protocol").value(), lun, disks);
  else if (type == "volume")
    add_volume(source, pools, disks);
  else if (type == "nvme")
    disks.add("pass-through", "nvme", {});
  else
    disks.add({}, {}, "a disk of type `" + std::string(type) + "` does not tell its transport");
}

// The images that the disk's own one builds on, down to the empty element which ends the chain. What kind of disk the
// guest has is told by the topmost one alone.
void add_backing_chain(const pugi::xml_node& disk, const StoragePools& pools, Disks& disks) {
  Disks below;
  pugi::xml_node image = disk.child("backingStore");
  for (; !image.attribute("type").empty(); image = image.child("backingStore"))
    add_source(image.attribute("type").value(), image.child("source"), false, pools, below);
  disks.targets.merge(below.targets);
  if (disks.unresolved.empty()) disks.unresolved = below.unresolved;
}

void add_disk(const pugi::xml_node& disk, const StoragePools& pools, Disks& disks) {
  const std::string_view device = disk.attribute("device").value();
  const pugi::xml_node source = disk.child("source");
  if (device == "cdrom" || device == "floppy" || !source) return;
  if (disk.child("shareable")) disks.kinds.insert("shared");
  add_source(disk.attribute("type").value(), source, device == "lun", pools, disks);
  add_backing_chain(disk, pools, disks);
}

void add_host_device(const pugi::xml_node& device, Disks& disks) {
  const std::string_view type = device.attribute("type").value();
  if (type != "scsi" && type != "scsi_host") return;
  const bool iscsi = std::string_view(device.child("source").attribute("protocol").value()) == "iscsi";
  disks.add("pass-through", iscsi ? "iscsi" : "", "a SCSI device of the host is passed through");
}

}  // namespace

void read_disks(const DomainDocument& document, const HostView& host, hvc::Facts& facts) {
  Disks disks;
  const pugi::xml_node devices = document.domain().child("devices");
  for (const auto& disk : devices.children("disk")) add_disk(disk, host.pools, disks);
  for (const auto& device : devices.children("hostdev")) add_host_device(device, disks);

  const std::string where = at("/devices/disk");
  const bool complete = host.driver.xml_is_definition();
  if (disks.unresolved.empty() && complete) {
    facts.set("guest.disk.targets", disks.targets, where + " and virStoragePoolGetXMLDesc");
    facts.set("guest.disk.kinds", disks.kinds, where);
    return;
  }
  std::string why = complete ? disks.unresolved : "this driver does not describe disks completely";
  if (!host.pools.failure.empty()) why += "; " + host.pools.failure;
  facts.unknown("guest.disk.targets", hvc::Reason::not_exposed, why,
                "put the disk into a storage pool that names its source, or attest guest.disk.targets");
  if (complete && disks.all_kinds)
    facts.set("guest.disk.kinds", disks.kinds, where);
  else
    facts.unknown("guest.disk.kinds", hvc::Reason::not_exposed, why, "attest guest.disk.kinds in the site file");
}

}  // namespace hvlibvirt
