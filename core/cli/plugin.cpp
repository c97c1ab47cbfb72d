// hvcompat plugin: which plugins there are, and what each says of itself.
#include <fmt/format.h>

#include "cli/command_line.hpp"
#include "cli/known_values.hpp"
#include "cli/plugin_places.hpp"
#include "cli/plugin_words.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

struct InfoOptions {
  PluginPlaces places;
  std::string plugin;  // a name or a file
  std::string format = "text";
};

bool is_file_name(const std::string& name) { return name.ends_with(".so") || name.find('/') != std::string::npos; }

void list(const PluginPlaces& places, Console& console) {
  const PluginLibrary library = find_plugins(search_in(places));
  std::string text;
  for (const Plugin& plugin : library.plugins)
    text += fmt::format("{} {}  {}\n    {}\n", plugin.manifest.name, plugin.manifest.version,
                        join(plugin.manifest.schemes, ", "), plugin.file.string());
  for (const RefusedPlugin& refused : library.refused)
    text += fmt::format("refused: {}\n    {}\n", refused.file.string(), to_text(refused.error));
  if (text.empty()) text = "no plugins: give --plugin-path or set HVCOMPAT_PLUGIN_PATH\n";
  console.print(text);
}

Error unknown_plugin(const PluginLibrary& library, const std::string& name) {
  std::vector<std::string> known;
  known.reserve(library.plugins.size());
  for (const Plugin& plugin : library.plugins) known.push_back(plugin.manifest.name);
  const std::vector<std::string_view> views(known.begin(), known.end());
  std::string help = did_you_mean(name, views);
  if (help.empty()) help = known.empty() ? "there is none at all" : "known: " + join(known, ", ");
  return usage_error(fmt::format("there is no plugin `{}`", name), std::move(help));
}

void info(const InfoOptions& options, Console& console) {
  PluginSearch search = search_in(options.places);
  const bool by_file = is_file_name(options.plugin);
  if (by_file) search.paths = {options.plugin};
  const PluginLibrary library = find_plugins(search);
  const auto same_file = [&](const std::filesystem::path& file) {
    std::error_code error;
    return std::filesystem::equivalent(file, options.plugin, error);
  };
  for (const RefusedPlugin& refused : library.refused)
    if (by_file && (refused.file == options.plugin || same_file(refused.file))) return console.tell(refused.error);
  for (const Plugin& plugin : library.plugins) {
    if (by_file ? !same_file(plugin.file) : plugin.manifest.name != options.plugin) continue;
    return console.print(options.format == "json" ? plugin_as_json(plugin) : plugin_in_words(plugin));
  }
  console.tell(unknown_plugin(library, options.plugin));
}

}  // namespace

void add_plugin(CLI::App& program, Session& session) {
  CLI::App* plugin = program.add_subcommand("plugin", "List, describe and verify the plugins that read hypervisors");
  CLI::App* list_command = plugin->add_subcommand("list", "Which plugins there are, and which were refused");
  list_command->footer("Example: hvcompat plugin list --plugin-path ./build");
  auto list_places = std::make_shared<PluginPlaces>();
  add_plugin_places(*list_command, *list_places);
  on_command(*list_command, session, list_places, list);
  CLI::App* info_command = plugin->add_subcommand("info", "What a plugin reports, with which rights and options");
  info_command->footer("Example: hvcompat plugin info libvirt");
  auto info_options = std::make_shared<InfoOptions>();
  info_command->add_option("PLUGIN", info_options->plugin, "A plugin's name or file")->required();
  info_command->add_option("--format", info_options->format, "text (default) or json")
      ->type_name("FORMAT")
      ->check(one_of({"text", "json"}));
  add_plugin_places(*info_command, info_options->places);
  on_command(*info_command, session, info_options, info);
  add_plugin_new(*plugin, session);
  add_plugin_replay(*plugin, session);
  add_plugin_verify(*plugin, session);
}

}  // namespace hvcompat
