// Wording of plugins.
#include "cli/plugin_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "report/json_text.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

std::string facts_in_words(const PluginManifest& manifest) {
  std::size_t widest = 0;
  for (const ReportedFact& fact : manifest.facts) widest = std::max(widest, fact.name.size());
  std::string text = fmt::format("\nfacts ({}), each with the least right that it needs:\n", manifest.facts.size());
  for (const ReportedFact& fact : manifest.facts)
    text += fmt::format("  {:<{}}  {}\n", fact.name, widest, fact.privilege.empty() ? "none" : fact.privilege);
  return text;
}

std::string options_in_words(const PluginManifest& manifest) {
  if (manifest.options.empty()) return "\noptions: none\n";
  std::string text = "\noptions of a target in the site file:\n";
  for (const PluginOption& option : manifest.options) {
    const std::string standard = option.default_value.empty() ? "" : fmt::format(", default {}", option.default_value);
    text += fmt::format("  {} ({}{}): {}\n", option.name, option.type, standard, option.meaning);
  }
  return text;
}

json::array facts_as_json(const PluginManifest& manifest) {
  json::array items;
  for (const ReportedFact& fact : manifest.facts)
    items.push_back(json::object{{"name", fact.name}, {"privilege", fact.privilege}});
  return items;
}

// The default is the plugin's own JSON, or null.
json::value default_of(const PluginOption& option) {
  boost::system::error_code error;
  json::value value = json::parse(option.default_value.empty() ? "null" : option.default_value, error);
  return error ? json::value(option.default_value) : value;
}

json::array options_as_json(const PluginManifest& manifest) {
  json::array items;
  for (const PluginOption& option : manifest.options)
    items.push_back(json::object{
        {"name", option.name}, {"type", option.type}, {"default", default_of(option)}, {"meaning", option.meaning}});
  return items;
}

std::string writes_in_words(const PluginManifest& manifest) {
  if (manifest.writes_files.empty()) return "writes files: temporary ones of its own\n";
  return fmt::format("writes files: outside its temporary folder for {}\n", join(manifest.writes_files, ", "));
}

}  // namespace

std::string plugin_in_words(const Plugin& plugin) {
  const PluginManifest& manifest = plugin.manifest;
  return fmt::format("{} {}: {}\nvendor: {}\nfile: {}\nabi: {}.{}\nschemes: {}\n", manifest.name, manifest.version,
                     manifest.description, manifest.vendor, plugin.file.string(), plugin.abi_major, plugin.abi_minor,
                     join(manifest.schemes, ", ")) +
         writes_in_words(manifest) + options_in_words(manifest) + facts_in_words(manifest);
}

std::string plugin_as_json(const Plugin& plugin) {
  const PluginManifest& manifest = plugin.manifest;
  json::object object;
  object["name"] = manifest.name;
  object["version"] = manifest.version;
  object["vendor"] = manifest.vendor;
  object["description"] = manifest.description;
  object["file"] = plugin.file.string();
  object["abi"] = json::object{{"major", plugin.abi_major}, {"minor", plugin.abi_minor}};
  object["schemes"] = json::array(manifest.schemes.begin(), manifest.schemes.end());
  object["writes_files"] = json::array(manifest.writes_files.begin(), manifest.writes_files.end());
  object["facts"] = facts_as_json(manifest);
  object["options"] = options_as_json(manifest);
  std::string text;
  append_indented(text, object);
  return text + "\n";
}

}  // namespace hvcompat
