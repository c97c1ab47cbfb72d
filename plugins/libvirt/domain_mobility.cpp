// What the definition lets the hypervisor do with the running guest: move, save, copy or double it.
#include <string_view>

#include "domain_xml.hpp"

namespace hvlibvirt {
namespace {

// The first thing in the definition that QEMU's migration code refuses; empty where there is none.
std::string obstacle_of(const pugi::xml_node& domain) {
  const pugi::xml_node devices = domain.child("devices");
  for (const auto& device : devices.children("hostdev"))
    if (std::string_view(device.attribute("type").value()) != "scsi" && !device.child("teaming"))
      return at("/devices/hostdev ") + device.attribute("type").value();
  for (const auto& nic : devices.children("interface")) {
    const bool assigned = std::string_view(nic.attribute("type").value()) == "hostdev";
    if (assigned && !nic.child("teaming")) return at("/devices/interface hostdev");
  }
  for (const auto& disk : devices.children("disk"))
    if (std::string_view(disk.attribute("type").value()) == "nvme") return at("/devices/disk nvme");
  if (std::string_view(devices.child("tpm").child("backend").attribute("type").value()) == "passthrough")
    return at("/devices/tpm passthrough");
  for (const auto& filesystem : devices.children("filesystem"))
    if (filesystem.child("target")) return at("/devices/filesystem");
  const std::string_view launch = domain.child("launchSecurity").attribute("type").value();
  if (!launch.empty()) return at("/launchSecurity/@type");
  if (std::string_view(domain.child("cpu").attribute("migratable").value()) == "off") return at("/cpu/@migratable");
  return {};
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
