// Reading manifests in child processes, and the choice of a plugin for a target.
#include "collect/plugin_library.hpp"

#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>

#include "collect/collect.hpp"
#include "collect/plugin_constants.hpp"
#include "collect/plugin_file.hpp"
#include "collect/plugin_search.hpp"
#include "collect/plugin_session.hpp"
#include "collect/run_faults.hpp"
#include "collect/target_json.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kLoadingPatience{5'000};
constexpr std::chrono::milliseconds kGrace{100};
constexpr std::uint64_t kMemory = 4ull << 30;
constexpr std::uint64_t kCpuSeconds = 10;
constexpr std::uint64_t kLongestManifest = 4u << 20;
constexpr const char* kRemoveIt = "remove it, or ask its vendor for another build";

PluginTask manifest_task(const fs::path& file, const std::string& sha256, const fs::path& program) {
  PluginTask task;
  task.request.action = "manifest";
  task.request.plugin = file.string();
  task.request.plugin_sha256 = sha256;
  task.request.memory_limit = kMemory;
  task.request.cpu_seconds = kCpuSeconds;
  task.request.output_cap = kLongestManifest;
  task.request.grace_ms = static_cast<std::uint64_t>(kGrace.count());
  task.program = program;
  task.deadline = kLoadingPatience;
  task.grace = kGrace;
  return task;
}

Error too_long_manifest(const fs::path& file) {
  return usage_error(
      fmt::format("`{}` is refused: its manifest is longer than {} MiB", file.string(), kLongestManifest >> 20),
      kRemoveIt);
}

Error why_no_manifest(const fs::path& file, const PluginRun& run) {
  const auto told = [&](std::string_view why) {
    return usage_error(fmt::format("`{}` is refused: {}", file.string(), why), kRemoveIt);
  };
  if (run.not_started) return *run.not_started;
  if (run.refusal) return usage_error(run.refusal->text, run.refusal->remedy);
  if (run.over_output) return too_long_manifest(file);
  if (run.timed_out) return told("it hangs while it is being loaded");
  if (run.exit && run.exit->signal != 0) {
    return told(fmt::format("it is ended by {} while it is being loaded", signal_in_words(run.exit->signal)));
  }
  return told("it ends the process while it is being loaded");
}

// From the bytes of the file alone; none where these do not say it all, or something is wrong with it.
std::optional<Plugin> plugin_in(const fs::path& file, std::string_view bytes) {
  auto constants = read_plugin_constants(bytes, kLongestManifest);
  if (!constants || constants->abi_major != HVC_ABI_MAJOR) return std::nullopt;
  auto manifest = parse_manifest("manifest", constants->manifest, constants->abi_minor > HVC_ABI_MINOR);
  if (!manifest) return std::nullopt;
  return Plugin{file, {}, std::move(*manifest), constants->abi_major, constants->abi_minor};
}

boost::system::result<Plugin, Error> plugin_from(const fs::path& file, const std::string& sha256,
                                                 const PluginRun& run) {
  if (!run.manifest) return why_no_manifest(file, run);
  if (run.manifest->text.size() > kLongestManifest) return too_long_manifest(file);
  const bool newer = run.manifest->abi_minor > HVC_ABI_MINOR;
  auto manifest = parse_manifest(fmt::format("{} (manifest)", file.string()), run.manifest->text, newer);
  if (!manifest) return manifest.error().front();
  return Plugin{file, sha256, std::move(*manifest), run.manifest->abi_major, run.manifest->abi_minor};
}

void add(PluginLibrary& library, const fs::path& file, boost::system::result<Plugin, Error> plugin) {
  if (!plugin) return library.refused.push_back({file, plugin.error()});
  if (const Plugin* first = library.named(plugin->manifest.name)) {
    return library.refused.push_back(
        {file, usage_error(fmt::format("`{}` is passed over: plugin `{}` was found before in `{}`", file.string(),
                                       plugin->manifest.name, first->file.string()),
                           "remove one of them")});
  }
  library.plugins.push_back(std::move(*plugin));
}

std::string schemes_there_are(const PluginLibrary& library) {
  std::vector<std::string> told;
  for (const Plugin& plugin : library.plugins) {
    told.push_back(fmt::format("{} ({})", plugin.manifest.name, fmt::join(plugin.manifest.schemes, ", ")));
  }
  if (told.empty()) return "there are no plugins: see `--plugin-path`";
  return fmt::format("plugins: {}", fmt::join(told, "; "));
}

Error nobody_serves(const PluginLibrary& library, const Target& target) {
  std::vector<std::string_view> schemes;
  for (const Plugin& plugin : library.plugins) {
    for (const std::string& scheme : plugin.manifest.schemes) {
      if (!scheme.ends_with('*')) schemes.push_back(scheme);
    }
  }
  std::string help = did_you_mean(target.scheme, schemes);
  help += help.empty() ? "" : " ";
  help += schemes_there_are(library);
  for (const RefusedPlugin& refused : library.refused) help += fmt::format("; not loaded: {}", refused.error.message);
  return usage_error(fmt::format("target `{}`: no plugin reads `{}` URIs", target.name, target.scheme),
                     std::move(help));
}

std::optional<Error> refuse_unlisted(const fs::path& file, const std::string& sha256,
                                     const std::vector<std::string>& allowed) {
  if (allowed.empty()) return std::nullopt;
  if (std::ranges::find(allowed, sha256) != allowed.end()) return std::nullopt;
  return usage_error(fmt::format("`{}` is refused: its SHA-256 is {}, and only {} may be loaded", file.string(), sha256,
                                 fmt::join(allowed, ", ")),
                     "if you trust it: --plugin-sha256, or `plugin_sha256` in the site file");
}

// What was not read whole has no hash that a report could name.
Error unreadable(const fs::path& file, const Error& why) {
  return usage_error(fmt::format("`{}` is refused: {}", file.string(), why.message), why.help);
}

std::optional<Error> refuse_writable_at_either_end(const fs::path& file) {
  if (auto writable = refuse_writable(file)) return writable;
  // Through a symbolic link: what it leads to, and the folder of that.
  std::error_code failed;
  const fs::path real = fs::canonical(file, failed);
  if (failed) return usage_error(fmt::format("`{}` cannot be found: {}", file.string(), failed.message()));
  return refuse_writable(real);
}

std::optional<Error> too_long(const Target& target) {
  const std::size_t size = target_json(target).size();
  if (size <= kLongestTarget) return std::nullopt;
  return usage_error(
      fmt::format("target `{}`: its name, URI and options take {} bytes, and a plugin is told {} at most", target.name,
                  size, kLongestTarget),
      "shorten its options");
}

struct Candidate {
  std::string sha256;
  std::optional<Error> refusal;
  std::optional<Plugin> plugin;  // where its file says what it is
  PluginRun run;                 // where it was loaded
};

bool serves_any(const PluginManifest& manifest, const std::vector<std::string>& schemes) {
  return std::ranges::any_of(schemes, [&](const std::string& scheme) { return manifest.claims(scheme); });
}

// What can be told without running it. Nothing of a file that is refused is run, not even to read its manifest.
Candidate candidate_of(const fs::path& file, const PluginSearch& search) {
  Candidate candidate;
  const auto bytes = plugin_bytes(file);
  candidate.refusal = bytes ? refuse_writable_at_either_end(file) : unreadable(file, bytes.error());
  if (candidate.refusal) return candidate;
  if (search.schemes) candidate.plugin = plugin_in(file, *bytes);
  const bool needed = !candidate.plugin || serves_any(candidate.plugin->manifest, *search.schemes);
  if (!needed && search.allowed_sha256.empty()) return candidate;
  candidate.sha256 = sha256_hex(*bytes);
  candidate.refusal = refuse_unlisted(file, candidate.sha256, search.allowed_sha256);
  if (candidate.plugin) candidate.plugin->sha256 = candidate.sha256;
  return candidate;
}

}  // namespace

const Plugin* PluginLibrary::serving(std::string_view scheme) const {
  const auto found =
      std::ranges::find_if(plugins, [&](const Plugin& plugin) { return plugin.manifest.claims(scheme); });
  return found == plugins.end() ? nullptr : &*found;
}

const Plugin* PluginLibrary::named(std::string_view name) const {
  const auto found = std::ranges::find_if(plugins, [&](const Plugin& plugin) { return plugin.manifest.name == name; });
  return found == plugins.end() ? nullptr : &*found;
}

PluginLibrary find_plugins(const PluginSearch& search) {
  FoundFiles found = plugin_files(search);
  PluginLibrary library;
  library.refused = std::move(found.refused);
  boost::asio::io_context io;
  std::vector<Candidate> candidates(found.files.size());
  for (std::size_t i = 0; i < found.files.size(); ++i) {
    Candidate& candidate = candidates[i];
    const fs::path& file = found.files[i];
    candidate = candidate_of(file, search);
    if (candidate.refusal || candidate.plugin) continue;
    const auto keep = [&candidate](PluginRun run, const RecordedAttempt&) { candidate.run = std::move(run); };
    std::make_shared<PluginSession>(io, manifest_task(file, candidate.sha256, search.program), keep)->start();
  }
  io.run();
  for (std::size_t i = 0; i < found.files.size(); ++i) {
    Candidate& candidate = candidates[i];
    if (candidate.refusal) {
      library.refused.push_back({found.files[i], *candidate.refusal});
    } else if (candidate.plugin) {
      add(library, found.files[i], std::move(*candidate.plugin));
    } else {
      add(library, found.files[i], plugin_from(found.files[i], candidate.sha256, candidate.run));
    }
  }
  return library;
}

Result<const Plugin*> plugin_for(const PluginLibrary& library, const Target& target) {
  if (const Plugin* plugin = library.serving(target.scheme)) return plugin;
  return nobody_serves(library, target);
}

Result<std::vector<CollectRequest>> match_plugins(const std::vector<Target>& targets, const PluginLibrary& library) {
  std::vector<CollectRequest> requests;
  for (const Target& target : targets) {
    const auto plugin = plugin_for(library, target);
    if (!plugin) return plugin.error();
    const PluginManifest& manifest = (*plugin)->manifest;
    if (auto wrong = check_options(manifest, target.name, target.options)) return *wrong;
    if (auto wrong = too_long(target)) return *wrong;
    requests.push_back({target, (*plugin)->file, manifest.name, manifest.version, manifest.vendor, (*plugin)->sha256,
                        manifest.writes_files_for(target)});
  }
  return requests;
}

}  // namespace hvcompat
