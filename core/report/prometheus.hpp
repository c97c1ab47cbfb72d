// The report as metrics: a textfile for Prometheus' node_exporter.
#pragma once

#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

// Prometheus text format 0.0.4. Levels and outcomes that do not occur are written as 0. The counts over all targets
// come from the summary; those by target are left out where the report does not list every guest, and without
// `by_targets`.
std::string render_prometheus(const Report& report, bool by_targets = true);

}  // namespace hvcompat
