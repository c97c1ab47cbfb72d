// Any bytes as the capabilities of a driver or of a domain, or as a storage pool.
#include "capabilities.hpp"

#include "property.hpp"
#include "storage_xml.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(hvcompat::fuzz::text_of(data, size));
  hvlibvirt::parse_capabilities(text);
  hvlibvirt::parse_nested_capability(text);
  hvlibvirt::parse_pool(text);
  return 0;
}
