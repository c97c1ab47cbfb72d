// The process that loads one plugin and calls it once.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "collect/worker_action.hpp"

namespace hvcompat {

// Reads answers from stdin, writes records to kRecordDescriptor. Ends the process without running the plugin's exit
// handlers; `cancelled` is shared with the supervisor, which removes the folder `scratch` (empty: there is none).
[[noreturn]] void run_worker(const WireRequest& request, const std::string& scratch, const std::atomic<int>& cancelled,
                             const WorkerActions& actions);

// Asks the core for a secret of the target.
std::optional<std::string> ask_secret(const std::string& name);

// Reads up to a line end, a byte at a time, so that nothing behind it is taken; false at the end of the file.
bool read_line(int descriptor, std::string& line);
bool write_all(int descriptor, std::string_view bytes);

}  // namespace hvcompat
