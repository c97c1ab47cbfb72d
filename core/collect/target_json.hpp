// A target as a plugin sees it.
#pragma once

#include <string>

#include "target/target.hpp"

namespace hvcompat {

// What a plugin is told of a target, in bytes: whatever escapes it needs on the way, it fits into a request.
inline constexpr std::size_t kLongestTarget = std::size_t{256} << 10;

// {"name","uri","options"}; the URI as given.
std::string target_json(const Target& target);

}  // namespace hvcompat
