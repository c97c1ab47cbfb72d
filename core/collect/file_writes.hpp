// A process that writes files in one folder alone.
#pragma once

#include <string>

namespace hvcompat {

// From now on this process, its threads to come and its children open no file for writing and make, move or remove
// none, but for /dev/null and what is below `folder` (empty: nowhere); what is open stays so. False where the kernel
// has no Landlock (before Linux 5.13, or switched off): then nothing is changed. Privileges must have been forbidden
// before (forbid_new_privileges).
bool confine_file_writes(const std::string& folder);

}  // namespace hvcompat
