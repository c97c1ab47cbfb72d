// How much of each guest a machine-readable report holds.
#pragma once

namespace hvcompat {

// summary: no guests; verdicts: without facts, unknown facts and paths; full: everything.
enum class Detail { summary, verdicts, full };

}  // namespace hvcompat
