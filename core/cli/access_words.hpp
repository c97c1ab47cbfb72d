// What an account may read, in words.
#pragma once

#include <string>
#include <vector>

#include "access/target_check.hpp"

namespace hvcompat {

std::string check_in_words(const TargetCheck& check);

// "2 targets: 1 lacks facts that policies need, 1 could not be read"
std::string checks_in_words(const std::vector<TargetCheck>& checks);

}  // namespace hvcompat
