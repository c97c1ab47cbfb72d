// What a plugin file says of itself, read from its bytes: hvcompat_plugin is constant, so that nothing of the plugin
// has to run for it, nor the libraries under it to be loaded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hvcompat {

struct PluginConstants {
  unsigned abi_major = 0;
  unsigned abi_minor = 0;
  std::string manifest;
};

// `file`: all bytes of a shared object. None where it is no ELF file of this machine's kind, or where not all stands
// in it as constants: only loading it tells then. Longer manifests than `longest` bytes are none.
std::optional<PluginConstants> read_plugin_constants(std::string_view file, std::size_t longest);

}  // namespace hvcompat
