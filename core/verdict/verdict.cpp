// Names of the states of boundaries.
#include "verdict/verdict.hpp"

#include <array>

namespace hvcompat {

std::string_view name_of(BoundaryState state) {
  constexpr std::array<std::string_view, 5> kNames = {"crossed", "reachable", "clear", "unknown", "not-applicable"};
  return kNames[static_cast<std::size_t>(state)];
}

}  // namespace hvcompat
