// Collecting on behalf of scan and collect: targets, plugins, progress, and the inventory as it would be saved.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "cli/plugin_places.hpp"
#include "cli/recording_output.hpp"
#include "collect/collect.hpp"
#include "target/site.hpp"

namespace hvcompat {

inline constexpr const char* kBesidePlugins = "beside the plugins";

struct GatheringOptions {
  std::vector<std::string> targets;
  PluginPlaces plugins;
  unsigned jobs = 4;
  double timeout = 300;  // seconds, for one target
  bool in_process = false;
  RecordingOptions recording;
  std::string require_verified;  // empty: no; kBesidePlugins; or a folder of certificates
};

// TARGET, --jobs, --timeout, --plugin-path and --plugin-sha256.
void add_target_options(CLI::App& command, GatheringOptions& options);
// These, and how they are read and recorded.
void add_gathering_options(CLI::App& command, GatheringOptions& options);

// Where plugins are looked for, and which may be loaded. `site` may be null.
PluginSearch plugin_search(const GatheringOptions& options, const Site* site, const std::vector<Target>& targets);

// The saved form of all targets, in order: NDJSON.
void write_inventories(const Collection& collection, const PieceWriter& write);

// Usage errors only (unknown target, scheme, option); a target's fault is in its inventory, and told.
Result<Collection> gather(const GatheringOptions& options, const Site* site, Console& console);

// A collection's faults, and the exit code for them.
void tell_faults(const Collection& collection, Console& console);

// To the file (.zst: compressed; FILE.partial where the run was interrupted), or to the standard output where it is
// empty or "-".
void save_inventory(const std::string& file, const Collection& collection, Console& console);

}  // namespace hvcompat
