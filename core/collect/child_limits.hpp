// Limits and environment of plugin processes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hvcompat {

// Address space and processor time of this process, no core dumps, a bounded number of descriptors. 0: no limit.
// Sanitizers reserve terabytes of address space: under them memory is not limited.
void limit_this_process(std::uint64_t memory_limit, std::uint64_t cpu_seconds);

// What of this process' environment a plugin gets, "NAME=value": where programs, libraries and sockets are found.
std::vector<std::string> plugin_environment();

}  // namespace hvcompat
