// What a verification found, as JUnit XML: for continuous integration.
#pragma once

#include <string>

#include "verify/kit.hpp"

namespace hvcompat {

// A test suite for each level, a test case for each check; what is blocked counts as skipped.
std::string junit_of(const Verification& verification);

}  // namespace hvcompat
