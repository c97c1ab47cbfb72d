// Numbers by which Windows names its editions (GetProductInfo), of hosts and of guests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace hvhyperv {

struct WindowsEdition {
  const char* edition;  // as the fact guest.os.edition spells it
  const char* channel;  // where the edition alone tells it; else empty
  bool multi_session;   // a client that calls itself a server
};

// None where the number is not in the table.
const WindowsEdition* windows_edition(std::int64_t sku);

// The host's system as host.os.product spells it, from Win32_OperatingSystem's ProductType, OperatingSystemSKU and
// BuildNumber; empty where they do not tell.
std::string host_product(std::optional<std::int64_t> product_type, std::optional<std::int64_t> sku, std::int64_t build);

}  // namespace hvhyperv
