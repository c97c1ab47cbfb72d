// A target as a plugin sees it.
#pragma once

#include <string>

#include "target/target.hpp"

namespace hvcompat {

// {"name","uri","options"}; the URI as given.
inline constexpr std::size_t kLongestTarget = std::size_t{256} << 10;  // bytes of it

std::string target_json(const Target& target);

}  // namespace hvcompat
