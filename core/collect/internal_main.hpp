// The hidden command behind every plugin process: the program re-executes itself and lands here.
#pragma once

#include <optional>

#include "collect/worker_action.hpp"

namespace hvcompat {

// To be called first in main: the exit code where this is a plugin process, otherwise nothing.
// The command is `internal-collect <parent's process id>`; see core/collect/wire.hpp for what it speaks.
std::optional<int> internal_main(int argc, char** argv, const WorkerActions& actions = {});

}  // namespace hvcompat
