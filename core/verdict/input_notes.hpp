// What a report says of its inputs where they do not fit together.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "inventory/attest.hpp"
#include "target/site.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Targets of which there are several inventories: their guests count as often.
std::vector<std::string> notes_of_targets(std::span<const TargetReport> targets);

// Attestations that spoke of no guest, but for those of other targets of the site file.
std::vector<std::string> notes_of_attestations(const Site& site, std::span<const TargetReport> targets,
                                               const AttestUse& use);

}  // namespace hvcompat
