// Ending every process that a plugin started, also those that left its process group.
#pragma once

#include <sys/types.h>

#include <vector>

namespace hvcompat {

// All processes below `ancestor`, from /proc, at this moment.
std::vector<pid_t> descendants_of(pid_t ancestor);

// For a child subreaper: kills and reaps its descendants until none remains, or one does not die within five seconds
// (it hangs in the kernel). Returns how many were ended, `first` not counted: that one is reaped by the caller.
int end_descendants(pid_t first);

}  // namespace hvcompat
