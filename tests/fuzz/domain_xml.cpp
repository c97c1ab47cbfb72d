// Any bytes as a domain's description.
#include "domain_xml.hpp"

#include "property.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  hvlibvirt::DomainDocument document;
  if (!hvlibvirt::load_domain(document, std::string(hvcompat::fuzz::text_of(data, size)))) return 0;
  hvlibvirt::HostView host;
  host.driver.type = "QEMU";
  host.driver.kind = hvlibvirt::DriverKind::qemu;
  std::string text;
  hvlibvirt::read_domain(document, host).append_to(text);
  return 0;
}
