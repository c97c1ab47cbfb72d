// A recording that can be shown to others: pseudonyms for names, addresses and ids; what is judged by stays.
#pragma once

#include "collect/pseudonyms.hpp"
#include "collect/recording.hpp"

namespace hvcompat {

// Enumerations, numbers, versions, dates, times and product slugs stay, so that verdicts do. Texts of vendors' facts
// become pseudonyms unless they are to be kept.
TargetRecording redact(const TargetRecording& recording, const Pseudonyms& pseudonyms);

}  // namespace hvcompat
