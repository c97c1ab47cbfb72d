// What a driver's capabilities say about its host.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "driver.hpp"

namespace hvlibvirt {

struct Capabilities {
  std::string uuid;
  std::string arch;
  std::string cpu_model;
  std::string cpu_vendor;  // slug
  bool offers_kvm = false;
  bool offers_qemu = false;
  bool live_migration = false;             // the element is there
  std::optional<bool> cpu_virtualization;  // the host's processor has vmx or svm
};

// An XML that can't be read gives empty capabilities.
Capabilities parse_capabilities(const std::string& xml);

// Whether a guest with the host's processor sees vmx or svm, as domain capabilities tell; none where they don't.
std::optional<bool> parse_nested_capability(const std::string& domain_capabilities_xml);

// The processor models whose definition in libvirt holds svm; none of them holds vmx.
bool model_has_svm(std::string_view model);

// A value of hypervisor.family. `guests_use_kvm`: none where there is no guest to tell.
std::string family_of(const Driver& driver, const Capabilities& capabilities, std::optional<bool> guests_use_kvm);

}  // namespace hvlibvirt
