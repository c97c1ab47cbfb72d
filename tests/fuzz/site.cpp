// Any bytes as a site file.
#include "target/site.hpp"

#include "property.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto site = hvcompat::parse_site("site.json", std::string(hvcompat::fuzz::text_of(data, size)));
  if (site.has_error()) hvcompat::fuzz::holds(!site.error().empty(), "a refusal says why");
  return 0;
}
