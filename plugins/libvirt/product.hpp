// The product behind libvirt: only what is certain; for the rest, a line for the site file.
#pragma once

#include <hvcompat/plugin_facts.hpp>
#include <pugixml.hpp>
#include <string>

#include "driver.hpp"

namespace hvlibvirt {

// What the manager of a host writes into its guests' SMBIOS; empty texts where it writes nothing.
struct GuestSignature {
  std::string manufacturer;
  std::string product;
};

GuestSignature signature_of(const pugi::xml_node& domain);

// Everything that may tell the product; empty texts where a source is not there.
struct ProductClues {
  Driver driver;
  std::string target_name;   // for the remedy
  std::string os_release;    // text of /etc/os-release, where the hypervisor runs on this machine
  std::string host_sysinfo;  // XML of virConnectGetSysinfo
  GuestSignature signature;  // of a guest
  std::string machine;       // machine type of a guest, "pc-q35-rhel9.4.0": for the remedy alone
};

// hypervisor.vendor, .product, .version, .build, host.os.product, .version, .build, host.system.vendor, .model.
hvc::Facts identify_product(const ProductClues& clues);

// Of two machine types the one that says more about the product: one that names a product before one that does not,
// then the later release, since the host is at least that; the same whatever the order. Either may be empty.
std::string more_telling_machine(const std::string& a, const std::string& b);

// The line for the site file that the machine type suggests: `{"target":"lab","host":"*","facts":{…}}`.
std::string suggested_attestation(const std::string& target_name, const std::string& machine);

}  // namespace hvlibvirt
