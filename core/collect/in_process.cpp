// A plugin called in this very process, so that a debugger sees it.
#include <fmt/format.h>

#include "collect/collect.hpp"
#include "collect/gather.hpp"
#include "collect/plugin_file.hpp"
#include "collect/plugin_host.hpp"
#include "collect/target_json.hpp"

namespace hvcompat {

namespace {

// Takes what a worker would have written to its descriptor.
struct LineTaker {
  const CollectRequest& request;
  const CollectOptions& options;
  PluginRun run;

  bool take(std::string_view line) {
    const auto own = own_line(line);
    if (own) {
      take_own(*own);
    } else {
      run.records.append(line).push_back('\n');
      ++run.emitted;
    }
    return true;
  }

  void take_own(const boost::json::object& line) {
    const auto text = [&](std::string_view key) { return std::string(line.at(key).as_string()); };
    const std::string kind = text("record");
    if (kind == "fail" && !run.failure) run.failure = PluginFailure{text("code"), text("text"), text("remedy")};
    if (kind == "ended") run.end = boost::json::serialize(line.at("end"));
    if (kind == "returned") run.returned = line.at("value").to_number<int>();
    if (kind == "over-limit") run.over_output = true;
    if (kind == "rejected" && ++run.rejected_count <= kToldRejections) run.rejected.push_back(text("why"));
    if (kind == "log" && options.log) options.log(request.target.name, line.at("level").to_number<int>(), text("text"));
    if (kind == "progress" && options.progress) {
      options.progress({request.target.name, line.at("done").to_number<std::uint64_t>(),
                        line.at("total").to_number<std::uint64_t>(), false});
    }
  }

  std::optional<std::string> secret(const std::string& name) {
    const auto source = request.target.secrets.find(name);
    if (source == request.target.secrets.end()) return std::nullopt;
    const auto value = read_secret(source->second);
    if (!value) {
      run.secret_errors.push_back(value.error().message);
      return std::nullopt;
    }
    run.secrets.push_back(*value);
    return *value;
  }
};

}  // namespace

CollectedTarget run_plugin_in_process(const CollectRequest& request, const CollectOptions& options) {
  LineTaker taker{request, options, {}};
  HostServices services;
  services.write = [&](std::string_view line) { return taker.take(line); };
  services.cancelled = [&] { return options.stop && options.stop->load() != 0; };
  services.secret = [&](const std::string& name) { return taker.secret(name); };
  services.output_cap = options.output_cap;
  PluginHost host(std::move(services));
  const auto plugin = load_plugin_file(request.plugin_file);
  if (plugin) {
    taker.run.loaded = true;
    host.collect(**plugin, target_json(request.target));
  } else {
    taker.run.refusal = PluginFailure{"refused", plugin.error().message, plugin.error().help};
  }
  taker.run.exit = WorkerExit{};
  CollectedTarget collected = gather(request, options, std::move(taker.run));
  collected.attempts = 1;
  return collected;
}

}  // namespace hvcompat
