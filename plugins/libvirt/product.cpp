// Tells products by the host's os-release, its firmware, and the manager that writes the guests' SMBIOS.
#include "product.hpp"

#include <cstring>
#include <map>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>

namespace hvlibvirt {
namespace {

struct Distribution {
  std::string_view id;  // ID of os-release, and the value of host.os.product
  const char* vendor;
  const char* product;
};

constexpr Distribution kDistributions[] = {{"rhel", "redhat", "rhel-kvm"},
                                           {"debian", "debian", "qemu-kvm"},
                                           {"ubuntu", "canonical", "ubuntu-kvm"},
                                           {"sles", "suse", "sles-kvm"},
                                           {"opensuse-leap", "suse", "opensuse-kvm"},
                                           {"fedora", "fedora", "fedora-kvm"},
                                           {"centos", "centos", "centos-kvm"},
                                           {"rocky", "rocky", "rocky-kvm"},
                                           {"almalinux", "almalinux", "alma-kvm"},
                                           {"ol", "oracle", "oracle-linux-kvm"}};

const Distribution* distribution_of(std::string_view id) {
  for (const Distribution& one : kDistributions)
    if (one.id == id) return &one;
  return nullptr;
}

using OsRelease = std::map<std::string, std::string>;

OsRelease read_os_release(const std::string& text) {
  OsRelease values;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos || line[0] == '#') continue;
    std::string value = line.substr(equals + 1);
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'')) value = value.substr(1, value.size() - 2);
    values[line.substr(0, equals)] = value;
  }
  return values;
}

bool is_version(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos && text[0] != '.';
}

// `above` holds <sysinfo>: the document of a host, or the element of a domain.
std::string system_entry(const pugi::xml_node& above, const char* name) {
  return above.child("sysinfo").child("system").find_child_by_attribute("entry", "name", name).child_value();
}

std::string sysinfo_entry(const std::string& xml, const char* name) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return {};
  return system_entry(document, name);
}

void read_system(const std::string& sysinfo, hvc::Facts& facts) {
  const std::pair<const char*, const char*> entries[] = {{"host.system.vendor", "manufacturer"},
                                                         {"host.system.model", "product"}};
  for (const auto& [fact, entry] : entries) {
    const std::string value = sysinfo_entry(sysinfo, entry);
    if (!value.empty())
      facts.set(fact, value, std::string("virConnectGetSysinfo /sysinfo/system/entry ") + entry);
    else
      facts.unknown(fact, hvc::Reason::not_exposed, "libvirt got nothing from the host's firmware",
                    std::string("attest ") + fact + " in the site file");
  }
}

void read_host_os(OsRelease& release, hvc::Facts& facts) {
  const std::string where = "/etc/os-release ";
  if (!release["ID"].empty()) facts.set("host.os.product", release["ID"], where + "ID");
  if (is_version(release["VERSION_ID"])) facts.set("host.os.version", release["VERSION_ID"], where + "VERSION_ID");
  for (const char* fact : {"host.os.product", "host.os.version", "host.os.build"})
    facts.unknown(fact, hvc::Reason::not_exposed, "libvirt does not tell the host's operating system",
                  std::string("attest ") + fact + " in the site file");
}

void read_distribution(OsRelease& release, hvc::Facts& facts) {
  const std::string where = "/etc/os-release ";
  const Distribution* known = distribution_of(release["ID"]);
  if (!known) return;
  facts.set("hypervisor.vendor", known->vendor, where + "ID");
  facts.set("hypervisor.product", known->product, where + "ID");
  if (is_version(release["VERSION_ID"])) facts.set("hypervisor.version", release["VERSION_ID"], where + "VERSION_ID");
}

// A manager that owns its hosts and signs the guests they start.
struct Manager {
  std::string_view manufacturer;
  std::string_view signed_product;  // what the product in the signature begins with; empty: whatever it is
  const char* vendor;
  const char* product;
  std::string_view stands_on;  // IDs of os-release, each between spaces
  bool certain = true;         // false: one of these IDs may also be that of a host without the manager
};

// QEMU of RHEL, KubeVirt and OpenStack say `Red Hat` too: there the product counts.
constexpr Manager kManagers[] = {{"Nutanix", "", "nutanix", "ahv", " centos rhel rocky almalinux ", false},
                                 {"oVirt", "", "ovirt", "ovirt", " centos rhel ovirt-node rocky almalinux fedora "},
                                 {"Red Hat", "RHEV", "redhat", "rhv", " rhel rhvh "},
                                 {"Red Hat", "RHV", "redhat", "rhv", " rhel rhvh "},
                                 {"Red Hat", "RHEL", "redhat", "rhv", " rhel rhvh "},
                                 {"Red Hat", "OpenStack Compute", "redhat", "openstack", " rhel "}};

const Manager* manager_of(const GuestSignature& signature) {
  for (const Manager& one : kManagers)
    if (signature.manufacturer == one.manufacturer && signature.product.starts_with(one.signed_product)) return &one;
  return nullptr;
}

// A guest's definition may have come from another host: the system that runs here counts.
bool may_stand_on(const Manager& manager, const std::string& id) {
  return id.empty() || manager.stands_on.find(" " + id + " ") != std::string_view::npos;
}

void set_manager(const char* vendor, const char* product, const std::string& where, hvc::Facts& facts) {
  facts.set("hypervisor.vendor", vendor, where);
  facts.set("hypervisor.product", product, where);
  facts.unknown("hypervisor.version", hvc::Reason::not_exposed, "libvirt does not tell the manager's version",
                "attest hypervisor.version in the site file");
}

// True where there is one, or may be: then neither product nor version are the distribution's.
bool read_manager(const ProductClues& clues, const std::string& host_id, hvc::Facts& facts) {
  const Manager* manager = manager_of(clues.signature);
  if (manager && may_stand_on(*manager, host_id)) {
    if (!host_id.empty() && !manager->certain) return true;
    const std::string entries = manager->signed_product.empty() ? "manufacturer" : "manufacturer, product";
    set_manager(manager->vendor, manager->product, "virDomainGetXMLDesc /domain/sysinfo/system " + entries, facts);
    return true;
  }
  // AHV is the one hypervisor with a QEMU driver that Nutanix builds its own machines for.
  const bool ahv = clues.os_release.empty() && sysinfo_entry(clues.host_sysinfo, "manufacturer") == "Nutanix";
  if (ahv) set_manager("nutanix", "ahv", "virConnectGetSysinfo /sysinfo/system/entry manufacturer", facts);
  return ahv;
}

struct Suggestion {
  const char* vendor = "…";
  const char* product = "…";
  std::string version = "…";
};

// pc-q35-rhel9.4.0, pc-i440fx-focal, pc-q35-22.04: what distributions call their machine types.
Suggestion suggestion_of(const std::string& machine) {
  const std::size_t rhel = machine.find("-rhel");
  if (rhel != std::string::npos) {
    const std::string version = machine.substr(rhel + 5);
    const std::size_t second = version.find('.', version.find('.') + 1);
    return {"redhat", "rhel-kvm", version.substr(0, second)};
  }
  constexpr std::pair<std::string_view, const char*> kUbuntu[] = {
      {"bionic", "18.04"}, {"focal", "20.04"}, {"jammy", "22.04"}, {"noble", "24.04"}};
  for (const auto& [name, version] : kUbuntu)
    if (machine.ends_with(std::string("-") + std::string(name))) return {"canonical", "ubuntu-kvm", version};
  return {};
}

}  // namespace

GuestSignature signature_of(const pugi::xml_node& domain) {
  return {system_entry(domain, "manufacturer"), system_entry(domain, "product")};
}

std::string more_telling_machine(const std::string& a, const std::string& b) {
  const std::string of_a = suggestion_of(a).version;
  const std::string of_b = suggestion_of(b).version;
  const bool told_a = of_a != Suggestion{}.version;
  const bool told_b = of_b != Suggestion{}.version;
  if (told_a != told_b) return told_a ? a : b;
  const int order = strverscmp(of_a.c_str(), of_b.c_str());
  if (order != 0) return order > 0 ? a : b;
  return strverscmp(a.c_str(), b.c_str()) >= 0 ? a : b;
}

std::string suggested_attestation(const std::string& target_name, const std::string& machine) {
  const Suggestion suggestion = suggestion_of(machine);
  std::string target;
  hvc::json::append_string(target, target_name);
  return "{\"target\":" + target + ",\"host\":\"*\",\"facts\":{\"hypervisor.vendor\":\"" + suggestion.vendor +
         "\",\"hypervisor.product\":\"" + suggestion.product + "\",\"hypervisor.version\":\"" + suggestion.version +
         "\"}}";
}

hvc::Facts identify_product(const ProductClues& clues) {
  hvc::Facts facts;
  read_system(clues.host_sysinfo, facts);
  OsRelease release = read_os_release(clues.os_release);
  read_host_os(release, facts);
  const bool is_qemu = clues.driver.kind == DriverKind::qemu;
  if (is_qemu && !read_manager(clues, release["ID"], facts)) read_distribution(release, facts);

  std::string remedy = "add to `attest` of the site file: " + suggested_attestation(clues.target_name, clues.machine);
  if (clues.machine.find("-rhel") != std::string::npos)
    remedy += " (machine type " + clues.machine + " suggests it; clones carry it too)";
  hvc::Facts untold;
  for (const char* fact : {"hypervisor.vendor", "hypervisor.product", "hypervisor.version"})
    untold.unknown(fact, hvc::Reason::not_exposed, "libvirt does not tell the product of which the host is part",
                   remedy);
  facts.merge(untold);
  facts.unknown("hypervisor.build", hvc::Reason::not_exposed, "libvirt does not tell the product's build",
                "attest hypervisor.build in the site file");
  return facts;
}

}  // namespace hvlibvirt
