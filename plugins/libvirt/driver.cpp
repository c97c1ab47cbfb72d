// Names that the drivers of libvirt give themselves.
#include "driver.hpp"

#include <utility>

namespace hvlibvirt {

bool Driver::xml_is_definition() const {
  switch (kind) {
    case DriverKind::qemu:
    case DriverKind::xen:
    case DriverKind::lxc:
    case DriverKind::cloud_hypervisor:
    case DriverKind::bhyve:
    case DriverKind::test:
      return true;
    default:
      return false;
  }
}

bool Driver::in_daemon() const {
  return kind == DriverKind::qemu || kind == DriverKind::xen || kind == DriverKind::lxc ||
         kind == DriverKind::cloud_hypervisor || kind == DriverKind::bhyve;
}

bool Driver::migrates() const {
  return kind == DriverKind::qemu || kind == DriverKind::xen || kind == DriverKind::cloud_hypervisor ||
         kind == DriverKind::virtuozzo || kind == DriverKind::other;
}

Driver driver_of_type(std::string_view type) {
  constexpr std::pair<std::string_view, DriverKind> kinds[] = {{"QEMU", DriverKind::qemu},
                                                               {"Xen", DriverKind::xen},
                                                               {"LXC", DriverKind::lxc},
                                                               {"CH", DriverKind::cloud_hypervisor},
                                                               {"BHYVE", DriverKind::bhyve},
                                                               {"TEST", DriverKind::test},
                                                               {"Test", DriverKind::test},
                                                               {"VBOX", DriverKind::virtualbox},
                                                               {"vz", DriverKind::virtuozzo},
                                                               {"Parallels", DriverKind::virtuozzo},
                                                               {"VMware", DriverKind::vmware_desktop}};
  for (const auto& [name, kind] : kinds)
    if (name == type) return {kind, std::string(type)};
  return {DriverKind::other, std::string(type)};
}

}  // namespace hvlibvirt
