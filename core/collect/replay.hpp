// A recording read again: through the same intake, fault wording and inventory checks as a live process.
#pragma once

#include "collect/collect.hpp"
#include "collect/recording.hpp"

namespace hvcompat {

// `options` for its log and progress alone.
CollectedTarget replay(const TargetRecording& recording, const CollectOptions& options);

}  // namespace hvcompat
