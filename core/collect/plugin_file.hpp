// A plugin's shared object: its bytes, and loaded into this process with its ABI checked, for plugin processes and
// `--in-process`.
#pragma once

#include <hvcompat/plugin.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "text/error.hpp"

namespace hvcompat {

// What plugin ABI 1.0 covers; later fields are read only where struct_size says that they are there.
inline constexpr std::uint32_t kLeastPluginSize = offsetof(hvc_plugin, extension) + sizeof(hvc_plugin::extension);

// Loads the file and returns its `hvcompat_plugin`. The file stays loaded until the process ends: a plugin's threads
// and exit handlers may still need it. The error says the path, what is wrong (for another ABI both versions) and what
// to do.
Result<const hvc_plugin*> load_plugin_file(const std::filesystem::path& file);

// All of the file; an error where it cannot be read, or is longer than 1 GiB.
Result<std::string> plugin_bytes(const std::filesystem::path& file);
// 64 lower case hexadecimal digits; empty where the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace hvcompat
