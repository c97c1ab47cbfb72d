// Colours of a terminal. They only repeat what the words beside them say.
#pragma once

#include <string>
#include <string_view>

#include "policy/level.hpp"

namespace hvcompat {

inline constexpr std::string_view kReset = "\x1b[0m";
inline constexpr std::string_view kBold = "\x1b[1m";
inline constexpr std::string_view kDim = "\x1b[2m";
inline constexpr std::string_view kBoldRed = "\x1b[1;31m";

// Green, yellow, red: the better, the worse; cyan: not known; dim: does not matter.
std::string_view color_of(Outcome outcome);
std::string_view color_of(Level level);

// Each line of `text` in the colour; as it is where `color` is empty.
std::string painted(std::string_view text, std::string_view color);

}  // namespace hvcompat
