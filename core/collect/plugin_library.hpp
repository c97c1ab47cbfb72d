// The plugins that are there: found, read without letting them near this process, and those that were refused.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collect/plugin_manifest.hpp"
#include "target/target.hpp"

namespace hvcompat {

struct Plugin {
  std::filesystem::path file;
  std::string sha256;  // of the file, before it was read; empty where nothing asks for it (PluginSearch::schemes)
  PluginManifest manifest;
  unsigned abi_major = 0;
  unsigned abi_minor = 0;
};

struct RefusedPlugin {
  std::filesystem::path file;
  Error error;  // path, what is wrong, what to do
};

// In the order in which they were found; the first that claims a scheme serves it.
struct PluginLibrary {
  std::vector<Plugin> plugins;
  std::vector<RefusedPlugin> refused;

  const Plugin* serving(std::string_view scheme) const;
  const Plugin* named(std::string_view name) const;
};

// Where to look: folders of *.so files, or single files. A folder that is not there is refused, but for the program's
// own.
struct PluginSearch {
  std::filesystem::path program = "/proc/self/exe";  // its ../lib/hvcompat/plugins comes first
  std::string environment_path;                      // HVCOMPAT_PLUGIN_PATH, colons between; then
  std::vector<std::filesystem::path> paths;          // --plugin-path
  std::vector<std::string> allowed_sha256;           // of files that may be loaded, lower case; empty: all
  // What targets need: a plugin whose file says what it is is not loaded for that, and not hashed unless it serves one
  // of these. None: each is loaded and hashed.
  std::optional<std::vector<std::string>> schemes;
};

// HVCOMPAT_PLUGIN_PATH from the environment, and the given --plugin-path values.
PluginSearch default_search(std::vector<std::filesystem::path> paths = {});

// A plugin that is loaded is loaded in a child process of `search.program`, with a short deadline: a bad one harms
// nobody.
PluginLibrary find_plugins(const PluginSearch& search);

// Why a plugin file must not be loaded: others may write to it or its folder, or it is another user's. None: it may.
std::optional<Error> refuse_writable(const std::filesystem::path& file);

// A usage error that names the schemes that plugins serve, and the refused plugins.
Result<const Plugin*> plugin_for(const PluginLibrary& library, const Target& target);

}  // namespace hvcompat
