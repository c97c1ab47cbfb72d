// The core's side of probes: runs them in processes of their own, several at a time, and hands back what they saw.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "collect/plugin_session.hpp"
#include "target/target.hpp"
#include "verify/probe_conditions.hpp"
#include "verify/trace.hpp"

namespace hvcompat {

struct ProbeTask {
  std::filesystem::path plugin_file;
  Target target;
  ProbeConditions conditions;
  bool writes_files = false;  // outside its temporary folder, as the manifest says
  std::chrono::milliseconds deadline{60'000};
  std::chrono::milliseconds grace{2'000};
  std::uint64_t memory_limit = 4ull << 30;
  std::uint64_t output_cap = 64ull << 20;            // bytes of records
  std::filesystem::path program = "/proc/self/exe";  // its main serves probe_actions()
};

struct ProbeRun {
  Trace trace;
  PluginRun run;
};

// All at the same time, in the order of the tasks.
std::vector<ProbeRun> run_probes(const std::vector<ProbeTask>& tasks);
// A few at a time: for many that are independent.
std::vector<ProbeRun> run_probes_in_turn(const std::vector<ProbeTask>& tasks);

// What kept the probe from running to its end, in words: a crash, a hang, an exit, an exception, a file that cannot be
// loaded. Nothing: each call returned.
std::optional<std::string> mishap_of(const ProbeRun& probe);

}  // namespace hvcompat
