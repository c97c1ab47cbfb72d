// --plugin-path and --plugin-sha256: where plugins are looked for, and which may be loaded.
#pragma once

#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "collect/plugin_library.hpp"

namespace hvcompat {

struct PluginPlaces {
  std::vector<std::string> paths;   // besides HVCOMPAT_PLUGIN_PATH and the program's own
  std::vector<std::string> sha256;  // of files that may be loaded; none: all
};

// `also_from` is what the help says of other places that hashes come from.
void add_plugin_places(CLI::App& command, PluginPlaces& places, const std::string& also_from = {});

PluginSearch search_in(const PluginPlaces& places);

}  // namespace hvcompat
