// Firmware, Secure Boot, TPM, VBS, nested virtualization and what isolates or encrypts a guest.
#include "guest_devices.hpp"
#include "guest_record.hpp"
#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

std::optional<std::string> as_firmware(const pugi::xml_node& node) {
  const auto text = as_text(node);
  if (text == "efi") return "uefi";
  return text == "bios" ? text : std::nullopt;
}

// A property that came with a later API: a server without it has no such feature either.
void tell_feature(hvc::Facts& facts, const char* fact, const ManagedObject& guest, const char* path) {
  const Property property = guest.at(path);
  if (property.asked || !has_configuration(guest)) return tell(facts, fact, guest, path, as_bool, unset_value(guest));
  facts.set(fact, false, "this API version has no " + guest.where(path));
}

void tell_confidential(const ManagedObject& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.confidential";
  struct Kind {
    const char* path;
    const char* name;
  };
  constexpr Kind kKinds[] = {
      {"config.sevSnpEnabled", "sev-snp"}, {"config.tdxEnabled", "tdx"}, {"config.sevEnabled", "sev"}};
  for (const Kind& kind : kKinds) {
    const Property property = guest.at(kind.path);
    if (property.missing) return tell_unknown(facts, kFact, guest, kind.path);
    if (as_bool(property.node) == true) return void(facts.set(kFact, kind.name, guest.where(kind.path)));
  }
  if (!has_configuration(guest)) return tell_unknown(facts, kFact, guest, kConfigured);
  facts.set(kFact, "none", guest.where("config.sevEnabled, config.sevSnpEnabled, config.tdxEnabled are not set"));
}

// The one thing that vSphere puts around a guest's own code: memory enclaves that the host cannot read.
void tell_isolation(const ManagedObject& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.isolation";
  const Property enclaves = guest.at("config.sgxInfo");
  const auto size = as_integer(guest.at("config.sgxInfo.epcSize").node);
  if (enclaves.missing)
    tell_unknown(facts, kFact, guest, "config.sgxInfo");
  else if (size && *size > 0)
    facts.set(kFact, "sgx", guest.where("config.sgxInfo.epcSize"));
  else if (!has_configuration(guest))
    tell_unknown(facts, kFact, guest, kConfigured);
  else
    facts.set(kFact, "none", guest.where("config.sgxInfo is not set"));
}

}  // namespace

void read_security(const ManagedObject& guest, hvc::Facts& facts) {
  tell(facts, "guest.firmware", guest, "config.firmware", as_firmware);
  if (facts.value("guest.firmware") == "\"bios\"")
    facts.set("guest.secure_boot", false, guest.where("config.firmware bios"));
  else
    tell(facts, "guest.secure_boot", guest, "config.bootOptions.efiSecureBootEnabled", as_bool, unset_value(guest));
  const Property devices = guest.at(kDevices);
  if (devices)
    facts.set("guest.tpm", count_devices(devices.node, "VirtualTPM") > 0, guest.where(kDevices) + " VirtualTPM");
  else
    tell_unknown(facts, "guest.tpm", guest, kDevices);
  tell_feature(facts, "guest.vbs_enabled", guest, "config.flags.vbsEnabled");
  tell_feature(facts, "guest.nested_virtualization", guest, "config.nestedHVEnabled");
  tell_confidential(guest, facts);
  tell_isolation(guest, facts);
  tell(
      facts, "x.vmware.encrypted", guest, "config.keyId", [](const pugi::xml_node&) { return std::optional(true); },
      unset_value(guest));
}

}  // namespace hvvmware
