// From targets to inventories: each target is read by its plugin in a process of its own, several at a time.
//
// Whatever a plugin does, the answer is a value: a fault of a target is an error inside its inventory, and the other
// targets never notice. This contains accidents; it is no security boundary against a hostile plugin.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "collect/plugin_library.hpp"
#include "inventory/guest_lines.hpp"
#include "inventory/inventory.hpp"
#include "target/target.hpp"

namespace hvcompat {

struct CollectRequest {
  Target target;
  std::filesystem::path plugin_file;
  std::string plugin_name;
  std::string plugin_version;
  std::string plugin_vendor;
  std::string plugin_sha256;         // of the file
  bool plugin_writes_files = false;  // outside its folder for temporary ones
};

// The plugin that serves each target, with the target's options checked; a usage error where there is none.
Result<std::vector<CollectRequest>> match_plugins(const std::vector<Target>& targets, const PluginLibrary& library);

struct TargetRecording;
struct CollectedTarget;
class SpareSupervisor;

struct CollectProgress {
  std::string target;
  std::uint64_t done = 0;
  std::uint64_t total = 0;  // 0: not known
  bool finished = false;
};

struct CollectOptions {
  unsigned jobs = 4;                            // targets at a time
  std::chrono::milliseconds deadline{300'000};  // for one target, retry included
  std::chrono::milliseconds grace{2'000};       // from the wish to stop to the end by force
  std::uint64_t memory_limit = 4ull << 30;      // address space of one plugin, bytes; 0: none
  std::uint64_t output_cap = 1ull << 30;        // bytes of records of one target
  std::uint64_t sample = 0;                     // guests of each target that are enough; 0: all
  bool retry = true;                            // once more after `unreachable` or `busy`
  std::chrono::milliseconds retry_delay{1'000};
  std::filesystem::path program = "/proc/self/exe";  // what to re-execute; its main calls internal_main first
  SpareSupervisor* spare = nullptr;                  // for the first target
  bool handle_signals = true;                        // SIGINT, SIGTERM: the first ends gracefully, the second at once
  const std::atomic<int>* stop = nullptr;            // the same by other means: 1 gracefully, 2 at once
  std::function<void(const CollectProgress&)> progress;
  std::function<void(const std::string& target, int level, const std::string& text)> log;  // levels of HVC_LOG_*
  // As soon as a target is done: what its process sent, and what was made of it, which may be replaced.
  std::function<void(const TargetRecording&, CollectedTarget&)> recorded;
};

struct CollectedTarget {
  Target target;
  Inventory inventory;                // complete=false and an error of scope `target` where something went wrong
  GuestLines guests;                  // its guests: none is in `inventory`
  std::vector<Complaint> complaints;  // facts and records that were passed over
  bool sampled = false;               // not all guests were wanted, and there are more; `complete` is false, no error
  std::string diagnostics;            // the end of what the plugin wrote to stdout and stderr
  int attempts = 0;                   // 0: was never begun

  Inventory whole() const;  // with the guests in it
};

struct Collection {
  std::vector<CollectedTarget> targets;  // in the order of the requests
  bool interrupted = false;              // by a signal or `stop`
};

// Secrets pass through this process: from then on its memory is kept private (child_limits.hpp).
Collection collect_targets(const std::vector<CollectRequest>& requests, const CollectOptions& options);

// The same in this process, for debuggers: no deadline, no limits, a crash is a crash. `options.log` and
// `options.progress` are called as usual.
CollectedTarget run_plugin_in_process(const CollectRequest& request, const CollectOptions& options);

}  // namespace hvcompat
