// Where plugin files lie.
#pragma once

#include <filesystem>
#include <vector>

#include "collect/plugin_library.hpp"

namespace hvcompat {

struct FoundFiles {
  std::vector<std::filesystem::path> files;  // each once, in the order of the search, by name inside a folder
  std::vector<RefusedPlugin> refused;        // places that are not there
};

FoundFiles plugin_files(const PluginSearch& search);

}  // namespace hvcompat
