// Which guest of one report is which of the other.
#pragma once

#include <vector>

#include "diff/absence.hpp"

namespace hvcompat {

// At least one of them is there.
struct GuestPair {
  const GuestReport* before = nullptr;
  const GuestReport* after = nullptr;
};

// By target and id. What is left over is the same guest
//   - where its id is a UUID and stands once in each report;
//   - where its name stands once in each report, and both reports would show a guest that is only named alike.
// Those of OLD in their order, then those that NEW alone has.
std::vector<GuestPair> match_guests(const ReportToCompare& before, const ReportToCompare& after);

}  // namespace hvcompat
