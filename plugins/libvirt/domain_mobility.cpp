// What the definition lets the hypervisor do with the running guest: move, save, copy or double it.
#include <string_view>

#include "domain_xml.hpp"

namespace hvlibvirt {
namespace {

std::string_view type_of(const pugi::xml_node& node) { return node.attribute("type").value(); }

// QEMU unplugs the passed-through half of a team before the guest moves.
bool is_unplugged_first(const pugi::xml_node& device) { return type_of(device.child("teaming")) == "transient"; }

// libvirt lets USB devices "migrate": the guest sees them pulled out.
std::string host_device_that_stays(const pugi::xml_node& devices) {
  for (const auto& device : devices.children("hostdev")) {
    const std::string_view type = type_of(device);
    if (type != "scsi" && type != "usb" && !is_unplugged_first(device))
      return at("/devices/hostdev ") + std::string(type);
  }
  for (const auto& nic : devices.children("interface"))
    if (type_of(nic) == "hostdev" && !is_unplugged_first(nic)) return at("/devices/interface hostdev");
  return {};
}

std::string disk_that_stays(const pugi::xml_node& devices) {
  for (const auto& disk : devices.children("disk")) {
    if (type_of(disk) == "nvme") return at("/devices/disk nvme");
    if (disk.child("transient")) return at("/devices/disk/transient");
  }
  return {};
}

std::string shared_memory_that_stays(const pugi::xml_node& devices) {
  for (const auto& memory : devices.children("shmem")) {
    if (type_of(memory.child("model")) == "ivshmem") return at("/devices/shmem/model ivshmem");
    if (std::string_view(memory.attribute("role").value()) != "master") return at("/devices/shmem/@role is not master");
  }
  return {};
}

std::string other_device_that_stays(const pugi::xml_node& devices) {
  if (type_of(devices.child("tpm").child("backend")) == "passthrough") return at("/devices/tpm passthrough");
  for (const auto& filesystem : devices.children("filesystem"))
    if (filesystem.child("target")) return at("/devices/filesystem");
  return {};
}

// An invariant TSC moves only where its frequency is fixed.
bool clock_is_bound(const pugi::xml_node& domain) {
  const pugi::xml_node invariant = domain.child("cpu").find_child_by_attribute("feature", "name", "invtsc");
  const std::string_view policy = invariant.attribute("policy").value();
  if (policy != "require" && policy != "force") return false;
  for (const auto& timer : domain.child("clock").children("timer")) {
    const bool tsc = std::string_view(timer.attribute("name").value()) == "tsc";
    if (tsc && timer.attribute("frequency").as_ullong() > 0) return false;
  }
  return true;
}

std::string processor_that_stays(const pugi::xml_node& domain) {
  if (!type_of(domain.child("launchSecurity")).empty()) return at("/launchSecurity/@type");
  if (std::string_view(domain.child("cpu").attribute("migratable").value()) == "off") return at("/cpu/@migratable");
  if (clock_is_bound(domain)) return at("/cpu/feature invtsc without /domain/clock/timer tsc frequency");
  return {};
}

// The first thing in the definition that libvirt's or QEMU's migration code refuses; empty where there is none.
std::string obstacle_of(const pugi::xml_node& domain) {
  const pugi::xml_node devices = domain.child("devices");
  for (const auto find : {host_device_that_stays, disk_that_stays, shared_memory_that_stays, other_device_that_stays}) {
    const std::string obstacle = find(devices);
    if (!obstacle.empty()) return obstacle;
  }
  return processor_that_stays(domain);
}

void read_migratable(const pugi::xml_node& domain, const Driver& driver, hvc::Facts& facts) {
  const std::string obstacle = obstacle_of(domain);
  const bool could = driver.migrates() || driver.kind == DriverKind::test;
  if (!could) {
    facts.set("guest.migratable", false, "the driver " + driver.type + " migrates nothing");
  } else if (!obstacle.empty()) {
    facts.set("guest.migratable", false, obstacle);
  } else {
    facts.set("guest.migratable", true, at(": nothing in it rules out a live migration"));
  }
  // QEMU saves a guest by migrating it into a file.
  if (driver.like_qemu() || driver.kind == DriverKind::xen)
    facts.set("guest.suspend.allowed", obstacle.empty(),
              obstacle.empty() ? at(": nothing in it rules out virDomainManagedSave") : obstacle);
  else
    facts.set("guest.suspend.allowed", false, "the driver " + driver.type + " saves nothing");
}

void read_storage_migration(const DomainDocument& document, const Driver& driver, hvc::Facts& facts) {
  bool copying = false;
  bool copyable = false;
  for (const auto& disk : document.domain().child("devices").children("disk")) {
    const std::string_view device = disk.attribute("device").value();
    copying |= std::string_view(disk.child("mirror").attribute("job").value()) == "copy";
    copyable |= (device.empty() || device == "disk") && disk.child("source");
  }
  facts.set("guest.storage_migration.running", copying && document.active(), at("/devices/disk/mirror/@job"));
  facts.set("guest.storage_migration.allowed", copyable && driver.like_qemu(),
            driver.like_qemu() ? at("/devices/disk: what virDomainBlockCopy takes")
                               : "the driver " + driver.type + " copies no disk of a running guest");
}

}  // namespace

void read_mobility(const DomainDocument& document, const HostView& host, hvc::Facts& facts) {
  if (!host.driver.xml_is_definition()) return;
  read_migratable(document.domain(), host.driver, facts);
  read_storage_migration(document, host.driver, facts);
  facts.set("guest.fault_tolerance", false, "libvirt runs no second copy of a guest");
  facts.set("guest.replication", false, "libvirt replicates no guest");
}

}  // namespace hvlibvirt
