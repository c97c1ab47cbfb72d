// What went wrong in a run, in words: a pure function of what came out of it.
#pragma once

#include <optional>
#include <vector>

#include "collect/collect.hpp"
#include "collect/plugin_run.hpp"

namespace hvcompat {

// The first fault that explains the others, and a secret that could not be read; empty: all is well.
// Codes of its own: timeout, cancelled, output-limit, cpu-limit, process-limit, plugin-refused, plugin-crash,
// plugin-exit, no-end, secret, internal; besides them, whatever the plugin gave to `fail`.
std::vector<CollectionError> faults_of(const PluginRun& run, const CollectRequest& request,
                                       const CollectOptions& options);

// The plugin's own reason, where trying once more may help and loses nothing.
bool may_pass(const PluginRun& run);

// "SIGSEGV (Segmentation fault)"
std::string signal_in_words(int signal);

}  // namespace hvcompat
