// Names of the states of boundaries.
#include "verdict/verdict.hpp"

#include <algorithm>
#include <array>

namespace hvcompat {
namespace {

constexpr std::array<std::string_view, 5> kStates = {"crossed", "reachable", "clear", "unknown", "not-applicable"};

}  // namespace

std::string_view name_of(BoundaryState state) { return kStates[static_cast<std::size_t>(state)]; }

std::optional<BoundaryState> boundary_state_named(std::string_view name) {
  const auto found = std::ranges::find(kStates, name);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<BoundaryState>(found - kStates.begin());
}

}  // namespace hvcompat
