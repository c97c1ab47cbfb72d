// Loading of shared objects by Boost.DLL, and what is refused.
#include "collect/plugin_file.hpp"

#include <fmt/format.h>

#include <boost/dll/shared_library.hpp>
#include <vector>

#include "text/json_document.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kLargestPlugin = std::size_t{1} << 30;

// Boost.DLL wraps the loader's own words, which name the missing library or symbol.
std::string loader_words(const std::string& what) {
  constexpr std::string_view kBegin = "dlerror system message: ";
  const std::size_t begin = what.find(kBegin);
  if (begin == std::string::npos) return what;
  const std::string words = what.substr(begin + kBegin.size());
  return words.substr(0, words.rfind(')'));
}

std::string abi(unsigned major, unsigned minor) { return fmt::format("{}.{}", major, minor); }

Error wrong_abi(const std::string& file, const hvc_plugin& plugin) {
  const bool theirs_is_newer = plugin.abi_major > HVC_ABI_MAJOR;
  return usage_error(
      fmt::format("`{}` speaks plugin ABI {}, this hvcompat speaks {}", file, abi(plugin.abi_major, plugin.abi_minor),
                  abi(HVC_ABI_MAJOR, HVC_ABI_MINOR)),
      fmt::format("install the plugin's build for ABI {}{}", HVC_ABI_MAJOR,
                  theirs_is_newer ? ", or a newer hvcompat" : "; the plugin is older than this hvcompat"));
}

Result<const hvc_plugin*> checked(const std::string& file, const hvc_plugin& plugin) {
  constexpr const char* kAskVendor = "install another build of it, or ask its vendor";
  if (plugin.abi_major != HVC_ABI_MAJOR) return wrong_abi(file, plugin);
  if (plugin.struct_size < kLeastPluginSize) {
    return usage_error(fmt::format("`{}` is no whole plugin: its `hvc_plugin` has {} bytes, ABI {} has {}", file,
                                   plugin.struct_size, abi(HVC_ABI_MAJOR, HVC_ABI_MINOR), kLeastPluginSize),
                       kAskVendor);
  }
  if (!plugin.manifest)
    return usage_error(fmt::format("`{}` is no whole plugin: it has no manifest", file), kAskVendor);
  if (!plugin.collect)
    return usage_error(fmt::format("`{}` is no whole plugin: it has no `collect`", file), kAskVendor);
  return &plugin;
}

}  // namespace

Result<std::string> plugin_bytes(const std::filesystem::path& file) { return read_text_file(file, kLargestPlugin); }

std::string sha256_of_file(const std::filesystem::path& file) {
  const auto bytes = plugin_bytes(file);
  return bytes ? sha256_hex(*bytes) : std::string();
}

Result<const hvc_plugin*> load_plugin_file(const std::filesystem::path& file) try {
  namespace dll = boost::dll;
  const auto absolute = std::filesystem::absolute(file);
  dll::shared_library library(absolute, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
  if (!library.has("hvcompat_plugin")) {
    return usage_error(fmt::format("`{}` is no plugin: it exports no symbol `hvcompat_plugin`", file.string()),
                       "a plugin defines it as <hvcompat/plugin.h> says");
  }
  const auto& plugin = library.get<const hvc_plugin>("hvcompat_plugin");
  static auto& kept = *new std::vector<dll::shared_library>;  // not even destroyed at exit
  kept.push_back(std::move(library));
  return checked(file.string(), plugin);
} catch (const std::exception& failed) {
  return usage_error(fmt::format("`{}` cannot be loaded: {}", file.string(), loader_words(failed.what())),
                     "install what is missing, or remove the plugin");
}

}  // namespace hvcompat
