// A plugin called in this very process, so that a debugger sees it.
#include <chrono>

#include "collect/collect.hpp"
#include "collect/gather.hpp"
#include "collect/plugin_file.hpp"
#include "collect/plugin_host.hpp"
#include "collect/plugin_intake.hpp"
#include "collect/target_json.hpp"

namespace hvcompat {

namespace {

std::optional<std::string> secret_for(const Target& target, PluginIntake& intake, const std::string& name) {
  const auto source = target.secrets.find(name);
  if (source == target.secrets.end()) return std::nullopt;
  const auto value = read_secret(source->second);
  if (!value) {
    intake.run.secret_errors.push_back(value.error().message);
    return std::nullopt;
  }
  intake.hand_over(*value);
  return *value;
}

IntakeCalls calls_of(const CollectRequest& request, const CollectOptions& options, Gathering& gathering) {
  const std::string name = request.target.name;
  IntakeCalls calls;
  calls.record = [&gathering](std::string_view line) { gathering.take(line); };
  if (options.log) calls.log = [&options, name](int level, const std::string& text) { options.log(name, level, text); };
  if (options.progress) {
    calls.progress = [&options, name](std::uint64_t done, std::uint64_t total) {
      options.progress({name, done, total, false});
    };
  }
  return calls;
}

}  // namespace

CollectedTarget run_plugin_in_process(const CollectRequest& request, const CollectOptions& options) {
  const auto begun = std::chrono::steady_clock::now();
  Gathering gathering(request);
  PluginIntake intake(request.target, calls_of(request, options, gathering), false);
  HostServices services;
  services.write = [&](std::string_view line) {
    intake.take_line(line);
    return true;
  };
  services.cancelled = [&] { return options.stop && options.stop->load() != 0; };
  services.secret = [&](const std::string& name) { return secret_for(request.target, intake, name); };
  services.output_cap = options.output_cap;
  services.sample = options.sample;
  PluginHost host(std::move(services));
  const auto plugin = load_plugin_file(request.plugin_file);
  if (plugin) {
    intake.run.loaded = true;
    host.collect(**plugin, target_json(request.target));
  } else {
    intake.run.refusal = PluginFailure{"refused", plugin.error().message, plugin.error().help};
  }
  intake.finish(WorkerExit{});
  CollectedTarget collected = gathering.finish(options, std::move(intake.run));
  collected.attempts = 1;
  const auto took = std::chrono::steady_clock::now() - begun;
  collected.inventory.seconds =
      std::chrono::duration<double>(std::chrono::floor<std::chrono::milliseconds>(took)).count();
  return collected;
}

}  // namespace hvcompat
