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

std::map<std::string, std::string> read_os_release(const std::string& text) {
  std::map<std::string, std::string> values;
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

std::string sysinfo_entry(const std::string& xml, const char* name) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return {};
  return document.child("sysinfo").child("system").find_child_by_attribute("entry", "name", name).child_value();
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

void read_host_os(const ProductClues& clues, hvc::Facts& facts) {
  std::map<std::string, std::string> release = read_os_release(clues.os_release);
  const std::string where = "/etc/os-release ";
  if (!release["ID"].empty()) facts.set("host.os.product", release["ID"], where + "ID");
  if (is_version(release["VERSION_ID"])) facts.set("host.os.version", release["VERSION_ID"], where + "VERSION_ID");
  for (const char* fact : {"host.os.product", "host.os.version", "host.os.build"})
    facts.unknown(fact, hvc::Reason::not_exposed, "libvirt does not tell the host's operating system",
                  std::string("attest ") + fact + " in the site file");

  const Distribution* known = distribution_of(release["ID"]);
  if (!known || clues.driver.kind != DriverKind::qemu) return;
  facts.set("hypervisor.vendor", known->vendor, where + "ID");
  facts.set("hypervisor.product", known->product, where + "ID");
  if (is_version(release["VERSION_ID"])) facts.set("hypervisor.version", release["VERSION_ID"], where + "VERSION_ID");
}

// Managers that own their hosts and sign the guests they start.
void read_manager(const ProductClues& clues, hvc::Facts& facts) {
  struct Manager {
    std::string_view manufacturer;
    const char* vendor;
    const char* product;
  };
  constexpr Manager kManagers[] = {
      {"Nutanix", "nutanix", "ahv"}, {"oVirt", "ovirt", "ovirt"}, {"Red Hat", "redhat", "rhv"}};
  if (clues.driver.kind != DriverKind::qemu) return;
  for (const Manager& manager : kManagers) {
    if (clues.guest_manager != manager.manufacturer) continue;
    facts.set("hypervisor.vendor", manager.vendor, "virDomainGetXMLDesc /domain/sysinfo/system manufacturer");
    facts.set("hypervisor.product", manager.product, "virDomainGetXMLDesc /domain/sysinfo/system manufacturer");
    facts.unknown("hypervisor.version", hvc::Reason::not_exposed, "libvirt does not tell the manager's version",
                  "attest hypervisor.version in the site file");
    return;
  }
  // AHV is the one hypervisor with a QEMU driver that Nutanix builds its own machines for.
  if (clues.os_release.empty() && sysinfo_entry(clues.host_sysinfo, "manufacturer") == "Nutanix") {
    facts.set("hypervisor.vendor", "nutanix", "virConnectGetSysinfo /sysinfo/system/entry manufacturer");
    facts.set("hypervisor.product", "ahv", "virConnectGetSysinfo /sysinfo/system/entry manufacturer");
  }
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
  read_manager(clues, facts);
  hvc::Facts host_os;
  read_host_os(clues, host_os);
  facts.merge(host_os);

  std::string remedy = "add to `attest` of the site file: " + suggested_attestation(clues.target_name, clues.machine);
  if (clues.machine.find("-rhel") != std::string::npos)
    remedy += " (machine type " + clues.machine + " suggests it; clones carry it too)";
  for (const char* fact : {"hypervisor.vendor", "hypervisor.product", "hypervisor.version"})
    facts.unknown(fact, hvc::Reason::not_exposed, "libvirt does not tell the product of which the host is part",
                  remedy);
  facts.unknown("hypervisor.build", hvc::Reason::not_exposed, "libvirt does not tell the product's build",
                "attest hypervisor.build in the site file");
  return facts;
}

}  // namespace hvlibvirt
