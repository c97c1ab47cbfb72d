// What a verification found, for people.
#pragma once

#include <string>

#include "verify/kit.hpp"

namespace hvcompat {

// "passed   ids: ids are unique by kind", and under a failed one what was seen, why it matters, what to change.
std::string in_words(const Check& check, const Finding& finding);
// "37 checks: 30 passed, 1 failed, 6 skipped, 0 blocked".
std::string summary_in_words(const Verification& verification);
// All checks with their levels, why they matter and what to change.
std::string checks_in_words();

}  // namespace hvcompat
