// The child's side of a probe: loads a plugin, calls it under the conditions of the request, writes down what it does.
#pragma once

#include "collect/worker_action.hpp"

namespace hvcompat {

inline constexpr const char* kProbeAction = "probe";
// Bytes that a record takes as a probe's line, at most: WireRequest::output_cap counts those.
inline constexpr std::uint64_t kProbeLineFactor = 4;

// For internal_main: `hvcompat` serves probes to the kit.
WorkerActions probe_actions();

}  // namespace hvcompat
