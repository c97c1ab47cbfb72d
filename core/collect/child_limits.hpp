// Limits and environment of plugin processes.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hvcompat {

// Address space and processor time of this process, and a bounded number of descriptors. 0: no limit.
void limit_this_process(std::uint64_t memory_limit, std::uint64_t cpu_seconds);

// No program that this process starts from now on gains privileges by its file (setuid, capabilities).
void forbid_new_privileges();

// For processes that hold secrets: no core dump, also none that is piped to a collector of crashes, and neither a
// debugger nor another process of the same user reads its memory.
void keep_memory_private();

// Room for so many processes and threads more than this user has now, so that a plugin that breeds is held at once. The
// kernel spares root.
void limit_processes(std::size_t room);

// The lower priority of background work: a collector on a hypervisor's own host gives way to its guests, and one that
// runs wild to the process that watches it.
void yield_to_others();

// Sanitizers reserve terabytes of address space: in their builds it is not limited, and the supervisor watches resident
// memory.
bool memory_is_limited();

std::uint64_t resident_bytes(pid_t process);  // 0 where it is gone

// What of this process' environment a plugin gets, "NAME=value": where programs, libraries and sockets are found.
std::vector<std::string> plugin_environment();

}  // namespace hvcompat
