// What a plugin process and the core say to each other, and over which descriptors.
//
// The core writes lines of JSON to the process' stdin: first the request, then one answer for each secret asked for.
// The worker writes lines to descriptor 3: records as the plugin emitted them, and the core's own lines, told by the
// `record` that they begin with (own_line). The supervisor alone holds descriptor 4 and writes there how the worker
// ended; its end of file says that the whole process tree is gone.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/error.hpp"

namespace hvcompat {

inline constexpr const char* kInternalCommand = "internal-collect";
inline constexpr int kRecordDescriptor = 3;
inline constexpr int kStatusDescriptor = 4;
inline constexpr std::size_t kMostProcesses = 256;        // of one plugin at a time
inline constexpr std::size_t kLongestRecord = 16u << 20;  // as the inventory reader takes it

struct WireRequest {
  std::string action = "collect";  // or "manifest", or one of the program's own (worker_action.hpp)
  std::string plugin;              // path of the shared object
  std::string plugin_sha256;       // that it must have still; empty: any
  std::string target_json;         // {"name","uri","options"}
  std::uint64_t memory_limit = 0;  // bytes of address space, 0: none
  std::uint64_t cpu_seconds = 0;   // 0: no limit
  std::uint64_t output_cap = 0;    // bytes of records, 0: no limit
  std::uint64_t sample = 0;        // guests that are enough, 0: all
  std::uint64_t grace_ms = 2000;   // from SIGTERM to the end by force
  bool writes_files = false;       // outside its folder for temporary ones; false: the worker is kept from it
  std::string conditions;          // what an action of the program's own wants to know
};

std::string to_line(const WireRequest& request);
std::optional<WireRequest> parse_request(std::string_view line);

// The kinds of lines that the core's own code writes; a plugin cannot emit them:
// log {level,text}, progress {done,total}, secret-request {name}, fail {code,text,remedy}, rejected {why}, ended {end},
// over-limit, sampled, returned {value}, refused {text,help}, manifest {abi_major,abi_minor,text}, loaded.
bool is_own_kind(std::string_view kind);
// The object of a line that begins with {"record":"<own kind>".
std::optional<boost::json::object> own_line(std::string_view line);

std::string secret_answer(const std::optional<std::string>& secret);
std::optional<std::string> parse_secret_answer(std::string_view line);

// How the worker ended, as the supervisor tells it.
struct WorkerExit {
  int status = 0;  // exit status where `signal` is 0
  int signal = 0;
  std::int64_t peak_memory_kib = 0;
  std::int64_t left_behind = 0;  // processes that outlived the worker and were ended
  bool forced = false;           // it did not stop in time
  bool too_many = false;         // it ran more than kMostProcesses at a time
  std::string stays;             // which folder of temporary files, and why; empty: it is removed
};

std::string to_line(const WorkerExit& exit);
std::optional<WorkerExit> parse_exit(std::string_view line);
// Of the last whole line: the supervisor tells it again when it knows more.
std::optional<WorkerExit> parse_last_exit(std::string_view lines);

}  // namespace hvcompat
