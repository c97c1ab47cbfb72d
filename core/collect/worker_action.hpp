// What else a worker process can do with a plugin besides collecting and telling its manifest.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>

#include "collect/wire.hpp"

namespace hvcompat {

// Runs in a process of its own, limits and channels in place; what it writes to kRecordDescriptor line by line arrives
// as PluginRun::records.
using WorkerAction = std::function<void(const WireRequest& request, const std::atomic<int>& cancelled)>;
using WorkerActions = std::map<std::string, WorkerAction, std::less<>>;  // by WireRequest::action

}  // namespace hvcompat
