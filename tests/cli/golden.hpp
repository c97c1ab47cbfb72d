// Golden files: compared byte for byte; HVCOMPAT_UPDATE_GOLDEN=1 writes them anew, and the test then fails, so that
// nobody updates them without looking.
#pragma once

#include <gtest/gtest.h>

#include <string>

namespace hvcompat::testing {

::testing::AssertionResult is_golden(const std::string& file, const std::string& text);

// Without what changes with every edit of a pack or catalog, with every release, and with the place of the source tree:
// hashes, the program's version, and that place.
std::string without_hashes(const std::string& report);

}  // namespace hvcompat::testing
