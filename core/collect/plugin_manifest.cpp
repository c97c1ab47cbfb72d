// Manifests read with the positioned JSON reader: a plugin's author is told the place of each mistake.
#include "collect/plugin_manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "inventory/vocabulary.hpp"
#include "text/characters.hpp"
#include "text/json_document.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::string_view kAnyTransport = "+*";

struct Reading {
  const JsonDocument& document;
  bool newer;
  Errors errors;

  void error(const JsonNode& at, std::string message, std::string help = {}) {
    errors.push_back(document.error_at(at.offset, std::move(message), std::move(help)));
  }
  void finish(ObjectReader& reader) {
    if (!newer) reader.finish();
  }
};

bool is_name(std::string_view text) { return is_slug(text) && is_lower(text.front()); }

bool is_scheme_pattern(std::string_view text) {
  if (text.ends_with(kAnyTransport)) text.remove_suffix(kAnyTransport.size());
  const auto allowed = [](char c) { return is_lower(c) || is_digit(c) || c == '+' || c == '.' || c == '-'; };
  return !text.empty() && is_lower(text.front()) && std::ranges::all_of(text, allowed);
}

std::string slug(Reading& reading, ObjectReader& reader, const JsonNode& node, std::string_view key) {
  std::string text = reader.required_string(key);
  const JsonNode* found = node.find(key);
  if (found && found->kind == JsonKind::string && !is_name(text)) {
    reading.error(*found, fmt::format("`{}`: `{}` is no lower-case identifier", key, text));
  }
  return text;
}

void read_schemes(Reading& reading, ObjectReader& reader, PluginManifest& manifest) {
  reader.required("schemes");
  manifest.schemes = reader.strings("schemes");
  const JsonNode* node = reader.array("schemes");
  if (!node) return;
  if (node->items.empty()) reading.error(*node, "`schemes` is empty: no target would ever be read");
  for (const JsonNode& item : node->items) {
    if (item.kind != JsonKind::string || is_scheme_pattern(item.string)) continue;
    reading.error(item, fmt::format("`{}` is no URI scheme", item.string), "write it like `qemu` or `qemu+*`");
  }
}

void read_fact(Reading& reading, const JsonNode& node, PluginManifest& manifest) {
  ObjectReader reader(reading.document, node, "fact", reading.errors);
  if (!reader.is_object()) return;
  ReportedFact fact{reader.required_string("name"), reader.string("privilege").value_or("")};
  reading.finish(reader);
  const JsonNode* name = node.find("name");
  const FactSpec* spec = find_fact(fact.name);
  if (name && name->kind == JsonKind::string && !spec && !is_vendor_fact(fact.name) && !reading.newer) {
    reading.error(*name, fmt::format("unknown fact `{}`", fact.name), did_you_mean(fact.name, fact_names()));
  }
  if (name && spec && spec->origin != FactOrigin::collected && !reading.newer) {
    reading.error(*name, fmt::format("`{}` is not for plugins to report", fact.name));
  }
  manifest.facts.push_back(std::move(fact));
}

std::string json_text(const Reading& reading, const JsonNode& node) {
  boost::json::stream_parser parser;
  boost::system::error_code failed;
  parser.write_some(std::string_view(reading.document.text).substr(node.offset), failed);
  if (!failed && !parser.done()) parser.finish(failed);
  return failed ? std::string() : boost::json::serialize(parser.release());
}

void read_option(Reading& reading, const JsonNode& node, PluginManifest& manifest) {
  ObjectReader reader(reading.document, node, "option", reading.errors);
  if (!reader.is_object()) return;
  PluginOption option;
  option.name = reader.required_string("name");
  reader.required("type");
  option.type = reading.newer ? reader.required_string("type")
                              : reader.one_of("type", {"bool", "int", "number", "text", "list"}).value_or("");
  option.meaning = reader.string("meaning").value_or("");
  if (const JsonNode* standard = reader.take("default")) option.default_value = json_text(reading, *standard);
  reading.finish(reader);
  manifest.options.push_back(std::move(option));
}

void read_conformance(Reading& reading, const JsonNode& node, PluginManifest& manifest) {
  ObjectReader reader(reading.document, node, "conformance", reading.errors);
  if (!reader.is_object()) return;
  manifest.conformance.test_target = reader.string("test_target").value_or("");
  manifest.conformance.network_target = reader.string("network_target").value_or("");
  reading.finish(reader);
}

void read_writes_files(Reading& reading, ObjectReader& root, PluginManifest& manifest) {
  const JsonNode* node = root.take("writes_files");
  if (!node) return;
  if (node->kind == JsonKind::array) {
    manifest.writes_files = root.strings("writes_files");
  } else if (node->kind != JsonKind::boolean) {
    reading.error(*node, "`writes_files` must be true, false or a list of URIs", R"(write it like ["acme+ssh://*"])");
  } else if (node->boolean) {
    manifest.writes_files = {"*"};
  }
}

void read_root(Reading& reading, PluginManifest& manifest) {
  const JsonNode& node = reading.document.root;
  ObjectReader root(reading.document, node, "", reading.errors);
  if (!root.is_object()) return;
  manifest.name = slug(reading, root, node, "name");
  manifest.version = root.required_string("version");
  manifest.vendor = slug(reading, root, node, "vendor");
  manifest.description = root.string("description").value_or("");
  read_schemes(reading, root, manifest);
  root.required("facts");
  if (const JsonNode* facts = root.array("facts")) {
    for (const JsonNode& item : facts->items) read_fact(reading, item, manifest);
  }
  if (const JsonNode* options = root.array("options")) {
    for (const JsonNode& item : options->items) read_option(reading, item, manifest);
  }
  read_writes_files(reading, root, manifest);
  if (const JsonNode* conformance = root.object("conformance")) read_conformance(reading, *conformance, manifest);
  reading.finish(root);
}

}  // namespace

bool PluginManifest::claims(std::string_view scheme) const {
  return std::ranges::any_of(schemes, [&](const std::string& pattern) {
    if (!pattern.ends_with(kAnyTransport)) return pattern == scheme;
    const std::string_view begin = std::string_view(pattern).substr(0, pattern.size() - 1);
    return scheme.size() > begin.size() && scheme.starts_with(begin);
  });
}

bool PluginManifest::writes_files_for(const Target& target) const {
  const std::string uri = target.scheme + target.uri.substr(std::min(target.uri.find(':'), target.uri.size()));
  return std::ranges::any_of(writes_files, [&](const std::string& glob) { return glob_match(glob, uri); });
}

Loaded<PluginManifest> parse_manifest(const std::string& file, std::string text, bool newer) {
  PluginManifest manifest;
  manifest.text = text;
  auto document = parse_json(file, std::move(text));
  if (!document) return Errors(1, document.error());
  Reading reading{*document, newer, {}};
  read_root(reading, manifest);
  if (!reading.errors.empty()) return reading.errors;
  return manifest;
}

}  // namespace hvcompat
