// Both options, for every command that looks for plugins.
#include "cli/plugin_places.hpp"

#include "target/site.hpp"
#include "text/words.hpp"

namespace hvcompat {

void add_plugin_places(CLI::App& command, PluginPlaces& places, const std::string& also_from) {
  command.add_option("--plugin-path", places.paths, "Look for plugins in this folder or file, too (repeatable)")
      ->type_name("PATH")
      ->allow_extra_args(false);
  command
      .add_option("--plugin-sha256", places.sha256,
                  "Load only plugin files of this SHA-256" + also_from + " (repeatable)")
      ->type_name("SHA256")
      ->allow_extra_args(false)
      ->check(CLI::Validator([](const std::string& text) { return is_sha256(text) ? "" : kNoSha256; }, ""));
}

PluginSearch search_in(const PluginPlaces& places) {
  PluginSearch search = default_search({places.paths.begin(), places.paths.end()});
  search.allowed_sha256 = places.sha256;
  return search;
}

}  // namespace hvcompat
