// The conformance kit: makes every check on one plugin file, each in processes of its own, and keeps the results.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collect/plugin_manifest.hpp"
#include "target/target.hpp"
#include "verify/check.hpp"
#include "verify/loopback_peer.hpp"
#include "verify/probe_run.hpp"

namespace hvcompat {

struct KitOptions {
  std::filesystem::path plugin_file;
  std::optional<Target> target;                      // instead of the one that the manifest names
  int level = kLevels;                               // the highest that is checked
  std::vector<std::string> only;                     // ids; empty: all. What they need is checked, too
  std::uint64_t seed = 1;                            // of what is made up at random
  std::chrono::milliseconds deadline{60'000};        // for one call of collect
  std::uint64_t memory_ceiling = 1ull << 30;         // bytes of address space that a plugin must do with
  std::uint64_t output_cap = 64ull << 20;            // bytes of records of one call
  std::filesystem::path program = "/proc/self/exe";  // its main serves probe_actions()
  std::function<void(const Check& check, const Finding& finding)> told;
};

struct CheckedResult {
  const Check* check = nullptr;
  Finding finding;
};

struct Verification {
  std::optional<PluginManifest> manifest;  // none where it cannot be read
  std::string sha256;                      // of the plugin's file, read before the first check
  std::string target;                      // URI without password; empty: none
  std::vector<CheckedResult> results;
  std::uint64_t seed = 0;
  int level = kLevels;
  bool selected = false;  // some checks were picked by name

  bool passed() const;  // nothing failed or was blocked
  std::size_t count(CheckState state) const;
};

// A usage error where the file cannot be read, or an id is unknown.
Result<Verification> verify_plugin(const KitOptions& options);

// What a check works on: a target that can be read; without one, a server of the kit's own that refuses.
struct Scene {
  Target target;
  bool can_be_read = false;
  std::shared_ptr<LoopbackPeer> peer;
};

// What checks may ask for.
class Kit {
 public:
  Kit(const KitOptions& options, std::string bytes, std::optional<PluginManifest> manifest);

  const KitOptions& options() const { return options_; }
  const std::string& bytes() const { return bytes_; }  // of the plugin's file
  const std::optional<PluginManifest>& manifest() const { return manifest_; }
  const std::optional<Target>& target() const { return target_; }     // that can be read
  std::optional<Target> target_at(const std::string& address) const;  // of the plugin's network scheme
  std::optional<Scene> scene() const;
  std::string no_target() const;  // why there is none, and what would help
  std::string no_network() const;

  ProbeTask task(const Target& target, ProbeConditions conditions = {}) const;
  ProbeRun probe(const Target& target, ProbeConditions conditions = {}) const;
  const std::string& canary() const { return canary_; }

 private:
  const KitOptions& options_;
  std::string bytes_;
  std::optional<PluginManifest> manifest_;
  std::optional<Target> target_;
  std::string canary_;
};

// The time from the wish to stop to the return of collect: the contract asks a plugin to look once a second, and the
// program waits two before it uses force.
inline constexpr std::chrono::milliseconds kStopBound{2'000};

}  // namespace hvcompat
