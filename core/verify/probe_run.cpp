// Sessions of plugin processes whose records are a probe's lines.
#include "verify/probe_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "collect/run_faults.hpp"
#include "collect/target_json.hpp"
#include "verify/probe.hpp"
#include "verify/residue.hpp"

namespace hvcompat {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kCpuAllowance = 10;  // seconds
constexpr std::size_t kAtATime = 4;

PluginTask plugin_task(const ProbeTask& probe) {
  PluginTask task;
  task.request.action = kProbeAction;
  task.request.plugin = fs::absolute(probe.plugin_file).string();
  task.request.target_json = target_json(probe.target);
  task.request.memory_limit = probe.memory_limit;
  task.request.cpu_seconds = static_cast<std::uint64_t>(probe.deadline.count() / 1000) + kCpuAllowance;
  task.request.output_cap = probe.output_cap * kProbeLineFactor;
  task.request.grace_ms = static_cast<std::uint64_t>(probe.grace.count());
  task.request.conditions = to_json_text(probe.conditions);
  task.request.writes_files = probe.writes_files;
  task.target = probe.target;
  task.program = probe.program;
  task.deadline = probe.deadline;
  task.grace = probe.grace;
  task.show_secrets = true;
  return task;
}

}  // namespace

std::vector<ProbeRun> run_probes(const std::vector<ProbeTask>& tasks) {
  boost::asio::io_context io;
  std::vector<ProbeRun> probes(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto keep = [&probes, i](PluginRun run, const RecordedAttempt&) { probes[i].run = std::move(run); };
    std::make_shared<PluginSession>(io, plugin_task(tasks[i]), keep)->start();
  }
  io.run();
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    probes[i].trace = parse_trace(probes[i].run.records);
    probes[i].run.records.clear();
  }
  return probes;
}

std::vector<ProbeRun> run_probes_in_turn(const std::vector<ProbeTask>& tasks) {
  std::vector<ProbeRun> probes;
  for (std::size_t i = 0; i < tasks.size(); i += kAtATime) {
    const auto begin = tasks.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(kAtATime, tasks.size() - i));
    std::ranges::move(run_probes({begin, end}), std::back_inserter(probes));
  }
  return probes;
}

std::optional<std::string> mishap_of(const ProbeRun& probe) {
  const PluginRun& run = probe.run;
  if (run.not_started) return run.not_started->message;
  if (!probe.trace.not_loaded.empty()) return probe.trace.not_loaded;
  if (run.timed_out) {
    const bool forced = run.exit && run.exit->forced;
    return fmt::format("it did not come to an end in its time{}", forced ? ", nor stop when it was asked to" : "");
  }
  if (!run.exit) return "the process that watches the plugin was ended from outside";
  if (run.exit->too_many) return fmt::format("it ran more than {} processes at a time", kMostProcesses);
  if (run.over_output) return "it wrote more than its output may have";
  if (run.exit->signal != 0) return fmt::format("it was ended by {}", signal_in_words(run.exit->signal));
  for (const ReturnedCall& call : probe.trace.returned)
    if (!call.thrown.empty()) return fmt::format("an exception left it: {}", call.thrown);
  // Every probe ends with this line; without it something ended the process in the middle.
  if (!probe.trace.ended) return fmt::format("it ended its process, with status {}", run.exit->status);
  return std::nullopt;
}

}  // namespace hvcompat
