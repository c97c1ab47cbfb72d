// What a plugin says of itself: its manifest, read and checked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "target/target.hpp"
#include "text/error.hpp"

namespace hvcompat {

struct ReportedFact {
  std::string name;
  std::string privilege;  // the least right that it needs, in words; empty: none
};

struct PluginOption {
  std::string name;
  std::string type;           // bool, int, number, text, list
  std::string default_value;  // JSON text; empty where there is none
  std::string meaning;
};

// What a plugin lets `plugin verify` try; both may be empty.
struct Conformance {
  std::string test_target;     // URI of a target that can be read anywhere, by the plugin's own means
  std::string network_target;  // URI with `{address}` where the address and port of a server stand
};

struct PluginManifest {
  std::string name;  // slug
  std::string version;
  std::string vendor;
  std::string description;
  std::vector<std::string> schemes;  // "qemu"; "qemu+*" is every scheme that begins with "qemu+"
  std::vector<ReportedFact> facts;
  std::vector<PluginOption> options;
  std::vector<std::string> writes_files;  // globs: URIs of targets for which it writes outside its temporary folder
  Conformance conformance;
  std::string text;  // as the plugin holds it

  bool claims(std::string_view scheme) const;
  bool writes_files_for(const Target& target) const;
};

// `file` is how errors call it. `newer`: the plugin was built for a later minor ABI than ours, so facts, keys and types
// of options that we don't know are no mistake.
Loaded<PluginManifest> parse_manifest(const std::string& file, std::string text, bool newer = false);

// The options of a target against those the plugin takes: unknown names and wrong types are errors.
std::optional<Error> check_options(const PluginManifest& manifest, const std::string& target,
                                   const std::string& options);

}  // namespace hvcompat
