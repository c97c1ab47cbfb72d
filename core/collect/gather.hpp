// From the lines of one run to a target's inventory, read with the same checks as a saved one.
#pragma once

#include "collect/collect.hpp"
#include "collect/plugin_run.hpp"

namespace hvcompat {

CollectedTarget gather(const CollectRequest& request, const CollectOptions& options, PluginRun run);

}  // namespace hvcompat
