// The virtual hardware of a guest: config.hardware.device.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string_view>

#include "shared/xml_message.hpp"

namespace hvvmware {

inline constexpr const char* kDevices = "config.hardware.device";

// Calls `use(device, class)` for each device. Below a path (`hardware` was asked for) devices are repeated elements of
// that name; asked for by itself the property is an array of them.
template <class Use>
void each_device(const pugi::xml_node& first, Use use) {
  const bool repeated = hvshared::local_name(first) == "device";
  for (pugi::xml_node one = repeated ? first : hvshared::first_element(first); one; one = hvshared::next_element(one))
    if (!repeated || hvshared::local_name(one) == "device") use(one, hvshared::type_name(one));
}

inline std::size_t count_devices(const pugi::xml_node& first, std::string_view wanted) {
  std::size_t count = 0;
  each_device(first, [&](const pugi::xml_node&, std::string_view type) { count += type == wanted ? 1U : 0U; });
  return count;
}

}  // namespace hvvmware
