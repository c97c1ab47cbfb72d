// A target as a plugin sees it.
#pragma once

#include <string>

#include "target/target.hpp"

namespace hvcompat {

// {"name","uri","options"}; the URI as given.
std::string target_json(const Target& target);

}  // namespace hvcompat
