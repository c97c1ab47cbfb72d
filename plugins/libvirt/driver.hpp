// Which libvirt driver answers, and how far what it leaves out of an XML description means anything.
#pragma once

#include <string>
#include <string_view>

namespace hvlibvirt {

enum class DriverKind { qemu, xen, lxc, cloud_hypervisor, bhyve, test, virtualbox, virtuozzo, vmware_desktop, other };

struct Driver {
  DriverKind kind = DriverKind::other;
  std::string type;  // as virConnectGetType spells it

  // The XML is the definition itself, so an element that is absent is a feature that is absent. Drivers that translate
  // another product's configuration tell only what they know to translate.
  bool xml_is_definition() const;
  // QEMU's rules hold for the definition. The test driver keeps QEMU definitions and runs nothing.
  bool like_qemu() const { return kind == DriverKind::qemu || kind == DriverKind::test; }
  // A daemon of libvirt's runs it, to which any number of connections lead to the same guests.
  bool in_daemon() const;
  // The driver can move running guests at all.
  bool migrates() const;
};

Driver driver_of_type(std::string_view type);

}  // namespace hvlibvirt
