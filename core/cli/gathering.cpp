// Running the plugins of a scan.
#include "cli/gathering.hpp"

#include <fmt/format.h>

#include "cli/inventory_files.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/verified_only.hpp"
#include "collect/plugin_library.hpp"
#include "collect/recording.hpp"
#include "collect/supervisor_start.hpp"
#include "text/lists.hpp"

namespace hvcompat {
namespace {

Collection run_here(const std::vector<CollectRequest>& requests, const CollectOptions& options) {
  Collection collection;
  for (const CollectRequest& request : requests) collection.targets.push_back(run_plugin_in_process(request, options));
  return collection;
}

void tell(const CollectedTarget& target, const Console& console) {
  for (const Complaint& complaint : target.complaints) console.warn(complaint.text);
  tell_target_faults(target.inventory.target, target.inventory.errors, console);
  if (console.verbose && !target.diagnostics.empty())
    console.note(fmt::format("{}: its plugin printed:\n{}", target.target.name, target.diagnostics));
}

CollectOptions collect_options(const GatheringOptions& options, Progress& progress) {
  CollectOptions result;
  result.jobs = options.jobs;
  result.deadline = std::chrono::milliseconds(static_cast<std::int64_t>(options.timeout * 1000));
  result.progress = [&progress](const CollectProgress& step) { progress.show(step); };
  result.log = [&progress](const std::string& target, int level, const std::string& text) {
    progress.log(target, level, text);
  };
  return result;
}

}  // namespace

void add_target_options(CLI::App& command, GatheringOptions& options) {
  command.add_option("TARGET", options.targets,
                     "Hypervisor URIs, or names of targets in the site file (default: all of the site file)");
  command.add_option("--jobs", options.jobs, "Targets at a time (default 4)")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U));
  command
      .add_option("--timeout", options.timeout,
                  fmt::format("Longest time for one target (default {:g})", options.timeout))
      ->type_name("SECONDS")
      ->check(CLI::Range(0.1, 86400.0));
  add_plugin_places(command, options.plugins, ", or of one in the site file");
}

PluginSearch plugin_search(const GatheringOptions& options, const Site* site, const std::vector<Target>& targets) {
  PluginSearch search = search_in(options.plugins);
  auto& schemes = search.schemes.emplace();
  for (const Target& target : targets) add_new(schemes, target.scheme);
  if (site)
    search.allowed_sha256.insert(search.allowed_sha256.end(), site->plugin_sha256.begin(), site->plugin_sha256.end());
  return search;
}

void add_gathering_options(CLI::App& command, GatheringOptions& options) {
  add_target_options(command, options);
  auto* in_process = command.add_flag("--in-process", options.in_process,
                                      "Run plugins inside this process: for debuggers, without deadline and limits");
  add_record_option(command, options.recording);
  add_redact_options(command, options.recording);
  for (const char* name : {"--record", "--redact"}) command.get_option(name)->excludes(in_process);
  auto* verified = command.add_flag(
      fmt::format("--require-verified{{{}}}", kBesidePlugins), options.require_verified,
      "Use only plugins that have a certificate of `plugin verify`: PLUGIN.certificate.json beside each, or "
      "--require-verified=FOLDER");
  verified->type_name("FOLDER");
  command.get_option("--record")->excludes(verified);
}

Result<Collection> gather(const GatheringOptions& options, const Site* site, Console& console) {
  const auto targets = select_targets(options.targets, site);
  if (targets.has_error()) return targets.error();
  std::optional<SpareSupervisor> spare;  // starts while plugins are looked for
  if (!options.in_process) spare.emplace(CollectOptions{}.program);
  const PluginLibrary library = find_plugins(plugin_search(options, site, *targets));
  const auto requests = match_plugins(*targets, library);
  if (requests.has_error()) return requests.error();
  auto verified = verified_plugins(options.require_verified);
  if (verified.has_error()) return verified.error();
  auto recording = RecordingOutput::prepare(options.recording);
  if (recording.has_error()) return recording.error();
  Progress progress(console, requests->size());
  CollectOptions how = collect_options(options, progress);
  how.spare = spare ? &*spare : nullptr;
  if (recording->wanted())
    how.recorded = [&](const TargetRecording& sent, CollectedTarget& made) { recording->take(sent, made, sent.order); };
  const auto run = [&](const std::vector<CollectRequest>& those) {
    return options.in_process ? run_here(those, how) : collect_targets(those, how);
  };
  Collection collection = *verified ? run_verified(*requests, how, **verified, run) : run(*requests);
  progress.end();
  if (const auto error = recording->finish(requests->size(), collection.interrupted)) console.tell(*error);
  tell_faults(collection, console);
  return collection;
}

void tell_faults(const Collection& collection, Console& console) {
  if (collection.interrupted) console.status.note(ExitCode::incomplete);
  for (const CollectedTarget& target : collection.targets) {
    tell(target, console);
    if (!target.inventory.complete) console.status.note(ExitCode::incomplete);
    for (const Complaint& complaint : target.complaints)
      if (complaint.lost_record) console.status.note(ExitCode::incomplete);
  }
}

void write_inventories(const Collection& collection, const PieceWriter& write) {
  for (const CollectedTarget& target : collection.targets) write_inventory(target.inventory, target.guests, write);
}

void save_inventory(const std::string& file, const Collection& collection, Console& console) {
  if (file.empty() || file == "-") {
    bool takes_more = true;
    return write_inventories(collection,
                             [&](std::string_view piece) { takes_more = takes_more && console.print_piece(piece); });
  }
  const bool packed = file.ends_with(".zst");
  auto out = collection.interrupted ? OutputFile::open_partial(file) : OutputFile::open(file);
  if (out.has_error()) return console.tell(out.error());
  const auto write = [&](std::string_view piece) { out->write(piece); };
  if (packed) {
    ZstdPacker packer(write);
    write_inventories(collection, [&](std::string_view piece) { packer.write(piece); });
    packer.finish();
  } else {
    write_inventories(collection, write);
  }
  if (const auto error = out->finish(!packed && !collection.interrupted)) return console.tell(*error);
  if (collection.interrupted) console.warn(interrupted_words(file));
}

}  // namespace hvcompat
