// A plugin's shared object, loaded into this process, and its ABI checked. Used by plugin processes and `--in-process`.
#pragma once

#include <hvcompat/plugin.h>

#include <filesystem>

#include "text/error.hpp"

namespace hvcompat {

// Loads the file and returns its `hvcompat_plugin`. The file stays loaded until the process ends: a plugin's threads
// and exit handlers may still need it. The error says the path, what is wrong (for another ABI both versions) and what
// to do.
Result<const hvc_plugin*> load_plugin_file(const std::filesystem::path& file);

}  // namespace hvcompat
