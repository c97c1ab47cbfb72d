// Reads capabilities and domain capabilities.
#include "capabilities.hpp"

#include <cctype>
#include <pugixml.hpp>

namespace hvlibvirt {
namespace {

std::string slug_of_vendor(std::string_view vendor) {
  std::string slug;
  for (const char c : vendor)
    if (std::isalnum(static_cast<unsigned char>(c)))
      slug += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return slug;
}

bool is_x86(std::string_view arch) { return arch == "x86_64" || arch == "i686"; }

std::optional<bool> virtualization_of(const pugi::xml_node& cpu, std::string_view arch) {
  if (!is_x86(arch) || !cpu.child("model")) return std::nullopt;
  for (const auto& feature : cpu.children("feature")) {
    const std::string_view name = feature.attribute("name").value();
    if (name == "vmx" || name == "svm") return std::string_view(feature.attribute("policy").value()) != "disable";
  }
  return model_has_svm(cpu.child_value("model"));
}

}  // namespace

bool model_has_svm(std::string_view model) {
  for (const std::string_view prefix : {"EPYC", "Opteron_G2", "Opteron_G3", "Opteron_G4", "Opteron_G5", "Dhyana"})
    if (model.substr(0, prefix.size()) == prefix) return true;
  return model == "phenom" || model == "qemu64";
}

Capabilities parse_capabilities(const std::string& xml) {
  pugi::xml_document document;
  Capabilities result;
  if (!document.load_buffer(xml.data(), xml.size())) return result;
  const pugi::xml_node host = document.child("capabilities").child("host");
  const pugi::xml_node cpu = host.child("cpu");
  result.uuid = host.child_value("uuid");
  result.arch = cpu.child_value("arch");
  result.cpu_model = cpu.child_value("model");
  result.cpu_vendor = slug_of_vendor(cpu.child_value("vendor"));
  result.live_migration = !host.child("migration_features").child("live").empty();
  result.cpu_virtualization = virtualization_of(cpu, result.arch);
  for (const auto& guest : document.child("capabilities").children("guest"))
    for (const auto& domain : guest.child("arch").children("domain")) {
      const std::string_view type = domain.attribute("type").value();
      result.offers_kvm |= type == "kvm";
      result.offers_qemu |= type == "qemu";
    }
  return result;
}

std::optional<bool> parse_nested_capability(const std::string& xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return std::nullopt;
  const pugi::xml_node root = document.child("domainCapabilities");
  if (!is_x86(root.child_value("arch"))) return std::nullopt;
  const pugi::xml_node mode = root.child("cpu").find_child_by_attribute("mode", "name", "host-model");
  if (std::string_view(mode.attribute("supported").value()) != "yes") return std::nullopt;
  return virtualization_of(mode, root.child_value("arch"));
}

std::string family_of(const Driver& driver, const Capabilities& capabilities, std::optional<bool> guests_use_kvm) {
  switch (driver.kind) {
    case DriverKind::qemu:
      return capabilities.offers_kvm && guests_use_kvm.value_or(true) ? "kvm" : "qemu-tcg";
    case DriverKind::xen:
      return "xen";
    case DriverKind::lxc:
      return "lxc";
    case DriverKind::bhyve:
      return "bhyve";
    case DriverKind::cloud_hypervisor:
      return capabilities.offers_kvm ? "kvm" : "other";
    default:
      return "other";
  }
}

}  // namespace hvlibvirt
