// Requests for the plugins of these tests, and settings that make a test short.
#pragma once

#include <algorithm>
#include <string>

#include "collect/collect.hpp"
#include "collect/plugin_file.hpp"

namespace hvcompat {

inline std::filesystem::path fixture_file(const std::string& name) {
  return std::filesystem::path(FIXTURES) / (name + ".so");
}

inline CollectRequest request_for(const std::string& fixture) {
  CollectRequest request;
  std::string scheme = fixture;
  std::ranges::replace(scheme, '_', '-');
  request.target = target_from_uri(scheme + "://lab").value();
  request.target.name = fixture;
  request.plugin_file = fixture_file(fixture);
  request.plugin_name = fixture;
  request.plugin_version = "1.0";
  request.plugin_vendor = "acme";
  request.plugin_sha256 = sha256_of_file(request.plugin_file);
  return request;
}

inline CollectOptions short_options() {
  CollectOptions options;
  options.program = PLUGIN_PROCESS;
  options.deadline = std::chrono::seconds(20);
  options.grace = std::chrono::milliseconds(200);
  options.retry_delay = std::chrono::milliseconds(10);
  options.handle_signals = false;
  return options;
}

inline CollectedTarget collect_one(const std::string& fixture, const CollectOptions& options = short_options()) {
  return collect_targets({request_for(fixture)}, options).targets.at(0);
}

// "code: text [remedy]" of each error.
inline std::vector<std::string> errors_of(const CollectedTarget& collected) {
  std::vector<std::string> told;
  for (const CollectionError& error : collected.inventory.errors) {
    told.push_back(error.code + ": " + error.text + " [" + error.remedy + "]");
  }
  return told;
}

}  // namespace hvcompat
