// Firmware, Secure Boot, TPM, nested virtualization and confidential computing.
#include <string_view>

#include "capabilities.hpp"
#include "domain_xml.hpp"

namespace hvlibvirt {
namespace {

bool names(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_x86(const pugi::xml_node& domain) {
  const std::string_view arch = domain.child("os").child("type").attribute("arch").value();
  return arch == "x86_64" || arch == "i686";
}

std::string_view feature_state(const pugi::xml_node& os, const char* name) {
  return os.child("firmware").find_child_by_attribute("feature", "name", name).attribute("enabled").value();
}

void read_firmware(const pugi::xml_node& domain, hvc::Facts& facts) {
  const pugi::xml_node os = domain.child("os");
  const std::string_view automatic = os.attribute("firmware").value();
  const std::string_view loader = os.child("loader").attribute("type").value();
  const bool hvm = std::string_view(os.child_value("type")) == "hvm";
  if (!automatic.empty()) {
    facts.set("guest.firmware", automatic == "efi" ? "uefi" : "bios", at("/os/@firmware"));
  } else if (loader == "pflash") {
    facts.set("guest.firmware", "uefi", at("/os/loader/@type"));
  } else if (hvm && is_x86(domain) && !os.child("loader")) {
    facts.set("guest.firmware", "bios", at("/os/loader is absent"));
  } else if (names(os.child_value("loader"), "hvmloader")) {
    facts.set("guest.firmware", "bios", at("/os/loader"));
  } else {
    facts.unknown("guest.firmware", hvc::Reason::not_exposed, "the definition does not tell the kind of its firmware",
                  "attest guest.firmware in the site file");
  }
}

// The file with keys that libvirt copies for a new guest: distributions name the one with Microsoft's keys so.
bool template_has_keys(const pugi::xml_node& os) {
  const std::string_view path = os.child("nvram").attribute("template").value();
  return names(path, ".ms.fd") || names(path, "VARS.secboot") || names(path, "-ms-vars");
}

void read_secure_boot(const pugi::xml_node& domain, hvc::Facts& facts) {
  const pugi::xml_node os = domain.child("os");
  const std::string firmware = facts.value("guest.firmware");
  const std::string_view secure_boot = feature_state(os, "secure-boot");
  const std::string_view keys = feature_state(os, "enrolled-keys");
  if (firmware == "\"bios\"") {
    facts.set("guest.secure_boot", false, at("/os: a BIOS has none"));
  } else if (secure_boot == "no" || keys == "no") {
    facts.set("guest.secure_boot", false, at("/os/firmware/feature"));
  } else if (secure_boot == "yes" && keys == "yes") {
    facts.set("guest.secure_boot", true, at("/os/firmware/feature"));
  } else if (std::string_view(os.child("loader").attribute("secure").value()) == "yes" && template_has_keys(os)) {
    facts.set("guest.secure_boot", true, at("/os/loader/@secure and /domain/os/nvram/@template"));
  } else {
    facts.unknown("guest.secure_boot", hvc::Reason::not_exposed,
                  "whether keys are enrolled stands in the guest's NVRAM, which libvirt does not show",
                  "write <feature enabled='yes' name='enrolled-keys'/> into os/firmware, or attest guest.secure_boot");
  }
}

struct Nested {
  std::optional<bool> exposed;
  std::string evidence;
};

// A model whose definition holds svm: a running guest's XML lists what QEMU left out, a stopped one's does not.
Nested nested_of_model(const DomainDocument& document, std::string_view model) {
  if (!model_has_svm(model)) return {false, at("/cpu/model has neither vmx nor svm")};
  if (document.active()) return {true, at("/cpu/model has svm, and no feature takes it away")};
  return {std::nullopt,
          "whether a guest with processor model " + std::string(model) + " sees svm is settled at its start"};
}

Nested nested_of(const DomainDocument& document, const HostView& host) {
  const pugi::xml_node cpu = document.domain().child("cpu");
  for (const auto& feature : cpu.children("feature")) {
    const std::string_view name = feature.attribute("name").value();
    const std::string_view policy = feature.attribute("policy").value();
    if (name != "vmx" && name != "svm") continue;
    if (policy == "require" || policy == "force") return {true, at("/cpu/feature ") + std::string(name)};
    if (policy == "disable" || policy == "forbid") return {false, at("/cpu/feature ") + std::string(name)};
    return {std::nullopt, "the processor feature is optional: the host decides at the guest's start"};
  }
  const std::string_view mode = cpu.attribute("mode").value();
  if (mode == "host-passthrough" || mode == "host-model" || mode == "maximum") {
    if (host.nested) return {host.nested, host.nested_evidence};
    return {std::nullopt, "the guest sees the host's processor; whether that includes vmx or svm the host decides"};
  }
  if (cpu.child("model")) return nested_of_model(document, cpu.child_value("model"));
  return {false, at("/cpu names neither vmx nor svm")};
}

void read_nested(const DomainDocument& document, const HostView& host, hvc::Facts& facts) {
  Nested nested;
  if (host.driver.kind == DriverKind::lxc) {
    nested = {false, "a container has the host's kernel"};
  } else if (!is_x86(document.domain())) {
    nested.evidence = "libvirt does not tell it for this architecture";
  } else {
    nested = nested_of(document, host);
  }
  if (nested.exposed)
    facts.set("guest.nested_virtualization", *nested.exposed, nested.evidence);
  else
    facts.unknown("guest.nested_virtualization", hvc::Reason::not_exposed, nested.evidence,
                  "name the feature vmx or svm in the guest's <cpu>, or attest guest.nested_virtualization");
}

// Windows' own VBS needs UEFI with Secure Boot and hardware virtualization.
void read_vbs(hvc::Facts& facts) {
  const char* needs[] = {"guest.secure_boot", "guest.nested_virtualization"};
  bool all = facts.value("guest.firmware") == "\"uefi\"";
  for (const char* need : needs) {
    if (facts.value(need) == "false" || facts.value("guest.firmware") == "\"bios\"") {
      facts.set("guest.vbs_enabled", false, "virDomainGetXMLDesc /domain/os, /domain/cpu: VBS lacks what it needs");
      return;
    }
    all = all && facts.known(need);
  }
  if (all)
    facts.set("guest.vbs_enabled", true, "virDomainGetXMLDesc /domain/os, /domain/cpu: Secure Boot and virtualization");
  else
    facts.unknown("guest.vbs_enabled", hvc::Reason::not_exposed,
                  "it follows from guest.firmware, guest.secure_boot and guest.nested_virtualization",
                  "see these facts");
}

}  // namespace

void read_security(const DomainDocument& document, const HostView& host, hvc::Facts& facts) {
  if (!host.driver.xml_is_definition()) return;
  const pugi::xml_node domain = document.domain();
  read_firmware(domain, facts);
  read_secure_boot(domain, facts);
  facts.set("guest.tpm", !domain.child("devices").child("tpm").empty(), at("/devices/tpm"));
  read_nested(document, host, facts);
  read_vbs(facts);
  const std::string_view launch = domain.child("launchSecurity").attribute("type").value();
  facts.set("guest.confidential", launch.empty() ? "none" : launch, at("/launchSecurity/@type"));
  facts.set("guest.isolation", "none", "libvirt has no isolation feature of its own");
}

}  // namespace hvlibvirt
