// Names of kinds and causes.
#include "diff/difference.hpp"

#include <algorithm>
#include <array>

namespace hvcompat {
namespace {

constexpr std::array<std::string_view, 8> kKinds = {"worse", "new",      "changed",      "better",
                                                    "gone",  "not-seen", "not-compared", "unchanged"};
constexpr std::array<std::string_view, 12> kCauses = {"fact",     "policy",    "catalog",    "plugin",
                                                      "site",     "waiver",    "profile",    "date",
                                                      "hvcompat", "selection", "incomplete", "unknown"};

}  // namespace

std::string_view name_of(ChangeKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(CauseKind kind) { return kCauses[static_cast<std::size_t>(kind)]; }

std::optional<ChangeKind> change_kind_named(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<ChangeKind>(found - kKinds.begin());
}

std::size_t DifferenceCounts::of(ChangeKind kind) const {
  const std::array<std::size_t, 8> counts = {worse, added, changed, better, gone, not_seen, not_compared, unchanged};
  return counts[static_cast<std::size_t>(kind)];
}

}  // namespace hvcompat
