// Hypervisors of the invented fleet: what their hosts say of themselves, and how their APIs call things.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hvcompat::bench {

enum class Api { vim, libvirt, wsman, other };

struct Platform {
  std::uint64_t weight;  // its share of the guests
  Api api;
  std::string_view plugin, plugin_version;
  std::string_view target, uri;
  std::string_view family, vendor, product;
  std::string_view os_product;
  std::span<const std::string_view> versions;  // of product and build, separated by a space; a build may be missing
};

std::span<const Platform> platforms();

}  // namespace hvcompat::bench
