// Checks in their order, what each needs, and the targets that they are made on.
#include "verify/kit.hpp"

#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>
#include <map>
#include <set>

#include "collect/plugin_file.hpp"
#include "collect/plugin_library.hpp"
#include "text/json_document.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::string_view kAddress = "{address}";

// The manifest as the plugin holds it, faults and all: the check `manifest` says what is wrong with it.
std::optional<PluginManifest> manifest_of(const KitOptions& options) {
  ProbeTask task;
  task.plugin_file = options.plugin_file;
  task.conditions.load_only = true;
  task.deadline = options.deadline;
  task.program = options.program;
  const ProbeRun probe = run_probes({task}).front();
  if (!probe.trace.loaded || !probe.trace.loaded->has_manifest) return std::nullopt;
  auto manifest =
      parse_manifest("manifest", probe.trace.loaded->manifest, probe.trace.loaded->abi_minor > HVC_ABI_MINOR);
  return manifest ? std::optional(std::move(*manifest)) : std::nullopt;
}

std::optional<Target> named_target(const std::string& uri) {
  auto target = target_from_uri(uri);
  return target ? std::optional(std::move(*target)) : std::nullopt;
}

Result<std::set<std::string_view>> wanted_checks(const KitOptions& options) {
  std::set<std::string_view> wanted;
  for (const Check& check : all_checks())
    if (options.only.empty() && check.level <= options.level) wanted.insert(check.id);
  for (const std::string& id : options.only) {
    const Check* check = find_check(id);
    if (!check) {
      std::vector<std::string_view> known;
      for (const Check& one : all_checks()) known.push_back(one.id);
      const std::string near = did_you_mean(id, known);
      return usage_error(fmt::format("there is no check `{}`", id),
                         near.empty() ? "`hvcompat plugin verify --list` tells them" : near);
    }
    for (; check; check = find_check(check->needs)) wanted.insert(check->id);
  }
  return wanted;
}

Finding made(const Check& check, const Kit& kit, const std::map<std::string_view, CheckState>& states) {
  const auto needed = states.find(check.needs);
  const bool stands =
      needed == states.end() || needed->second == CheckState::passed || needed->second == CheckState::skipped;
  if (!stands) return {CheckState::blocked, fmt::format("it builds on `{}`", check.needs)};
  return check.run(kit);
}

}  // namespace

bool Verification::passed() const { return count(CheckState::failed) + count(CheckState::blocked) == 0; }

std::size_t Verification::count(CheckState state) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(results, [&](const CheckedResult& result) { return result.finding.state == state; }));
}

Kit::Kit(const KitOptions& options, std::string bytes, std::optional<PluginManifest> manifest)
    : options_(options),
      bytes_(std::move(bytes)),
      manifest_(std::move(manifest)),
      target_(options.target),
      canary_("canary" + sha256_hex(fmt::format("hvcompat canary {}", options.seed)).substr(0, 20)) {
  if (!target_ && manifest_ && !manifest_->conformance.test_target.empty())
    target_ = named_target(manifest_->conformance.test_target);
}

std::optional<Target> Kit::target_at(const std::string& address) const {
  if (!manifest_ || manifest_->conformance.network_target.empty() || address.empty()) return std::nullopt;
  std::string uri = manifest_->conformance.network_target;
  const std::size_t at = uri.find(kAddress);
  if (at != std::string::npos) uri.replace(at, kAddress.size(), address);
  return named_target(uri);
}

std::optional<Scene> Kit::scene() const {
  if (target_) return Scene{*target_, true, nullptr};
  auto peer = std::make_shared<LoopbackPeer>(PeerManner::refuses);
  auto refusing = target_at(peer->address());
  if (!refusing) return std::nullopt;
  return Scene{std::move(*refusing), false, std::move(peer)};
}

std::string Kit::no_target() const {
  return "there is no target to read: give --target, or name `conformance.test_target` in the manifest";
}

std::string Kit::no_network() const {
  return "the manifest names no `conformance.network_target`: the plugin says that it talks to no server";
}

ProbeTask Kit::task(const Target& target, ProbeConditions conditions) const {
  ProbeTask task;
  task.plugin_file = options_.plugin_file;
  task.target = target;
  task.conditions = std::move(conditions);
  // A made-up answer to another name (a proxy's password, say) could spoil a login that the target's own secrets allow.
  if (!target.secrets.empty()) task.conditions.canary.clear();
  task.deadline = options_.deadline;
  task.output_cap = options_.output_cap;
  task.program = options_.program;
  task.writes_files = manifest_ && manifest_->writes_files_for(target);
  return task;
}

ProbeRun Kit::probe(const Target& target, ProbeConditions conditions) const {
  return run_probes({task(target, std::move(conditions))}).front();
}

namespace {

// A target of the user's own has to be one for this plugin.
std::optional<Error> wrong_target(const Kit& kit) {
  const auto& given = kit.options().target;
  if (!given || !kit.manifest()) return std::nullopt;
  const PluginManifest& manifest = *kit.manifest();
  if (!manifest.claims(given->scheme))
    return usage_error(fmt::format("plugin `{}` does not read `{}` URIs", manifest.name, given->scheme),
                       fmt::format("it reads {}", join(manifest.schemes, ", ")));
  return check_options(manifest, given->name, given->options);
}

}  // namespace

Result<Verification> verify_plugin(const KitOptions& options) {
  if (auto refused = refuse_writable(options.plugin_file)) return *refused;
  auto bytes = plugin_bytes(options.plugin_file);
  if (!bytes) return bytes.error();
  const auto wanted = wanted_checks(options);
  if (!wanted) return wanted.error();
  Verification verification;
  verification.sha256 = sha256_hex(*bytes);
  verification.seed = options.seed;
  verification.level = options.level;
  verification.selected = !options.only.empty();
  const Kit kit(options, std::move(*bytes), manifest_of(options));
  if (auto wrong = wrong_target(kit)) return *wrong;
  verification.manifest = kit.manifest();
  if (kit.target()) verification.target = without_password(kit.target()->uri);
  std::map<std::string_view, CheckState> states;
  for (const Check& check : all_checks()) {
    if (!wanted->contains(check.id)) continue;
    Finding finding = made(check, kit, states);
    states[check.id] = finding.state;
    if (options.told) options.told(check, finding);
    verification.results.push_back({&check, std::move(finding)});
  }
  return verification;
}

}  // namespace hvcompat
