// The options of a target against those that its plugin takes.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "collect/plugin_manifest.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

bool has_type(const json::value& value, std::string_view type) {
  if (type == "bool") return value.is_bool();
  if (type == "int") return value.is_int64() || value.is_uint64();
  if (type == "number") return value.is_number();
  if (type == "text") return value.is_string();
  if (type == "list") return value.is_array();
  return true;  // a type that came after this program: the plugin checks it
}

Error unknown_option(const PluginManifest& manifest, const std::string& target, const std::string& name) {
  std::vector<std::string_view> names;
  for (const PluginOption& option : manifest.options) names.push_back(option.name);
  std::string help = did_you_mean(name, names);
  if (help.empty()) {
    help = names.empty() ? "it takes none" : fmt::format("it takes {}", fmt::join(names, ", "));
  }
  return usage_error(fmt::format("target `{}`: plugin `{}` has no option `{}`", target, manifest.name, name),
                     std::move(help));
}

}  // namespace

std::optional<Error> check_options(const PluginManifest& manifest, const std::string& target,
                                   const std::string& options) {
  boost::system::error_code failed;
  const json::value given = json::parse(options, failed);
  if (failed || !given.is_object()) return usage_error(fmt::format("target `{}`: options are no JSON object", target));
  for (const json::key_value_pair& option : given.get_object()) {
    const std::string name(option.key());
    const auto known = std::ranges::find(manifest.options, name, &PluginOption::name);
    if (known == manifest.options.end()) return unknown_option(manifest, target, name);
    if (has_type(option.value(), known->type)) continue;
    return usage_error(fmt::format("target `{}`: option `{}` must be of type {}, not {}", target, name, known->type,
                                   json::serialize(option.value())),
                       known->meaning);
  }
  return std::nullopt;
}

}  // namespace hvcompat
