// What several forms say of a report as a whole, told once.
#pragma once

#include <string>
#include <vector>

#include "verdict/report_data.hpp"

namespace hvcompat {

// Not everything that was asked for was judged, or nothing was: such a report must not read as clean.
bool is_incomplete(const Report& report);

// Why: "nothing was evaluated: no guest was found", "target `lab` failed or was cut off"; "records were lost" where no
// other reason is known.
std::vector<std::string> incomplete_because(const Report& report);

// "7 guests judged and not listed (--only fail)"
std::string not_listed(const Report& report);

// What is not in the list of guests: "3 guests of `lab` left out by --guest, --exclude or --tag", "1 template of
// `lab`", not_listed(), "storage: 6 guests not assessed, none of the facts it needs is known".
std::vector<std::string> not_told(const Report& report);

// "2 joint, 1 vendor"
std::string in_words(const std::vector<NamedCount>& counts);

// The address in a pack's source, "document (https://…)"; empty where there is none.
std::string address_of(const PackInput& pack);

// The targets' names, in the report's order, once each; last those that only guests name.
std::vector<std::string> target_names(const Report& report);

}  // namespace hvcompat
