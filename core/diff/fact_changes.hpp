// Which facts that a guest's answer reads have changed, as far as the reports hold them.
#pragma once

#include <string>
#include <vector>

#include "diff/difference.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Whether the guest was saved with its facts (--detail full).
bool holds_facts(const GuestReport& guest);

// As causes, by name: facts of the tests on the path, of boundaries, and missing ones; where a derived one of them
// changed also the facts that it came from. A report in lesser detail still holds those that its boundaries name.
std::vector<Cause> changed_facts(const GuestReport& before, const GuestReport& after);

bool is_derived(const std::string& fact);

// Told by the site file: attested, of the customer, or a vendor's relationship.
bool is_from_site(const Cause& fact);

}  // namespace hvcompat
