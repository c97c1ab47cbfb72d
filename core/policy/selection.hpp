// Which packs judge: all the areas' newest revisions in force on a date, or those that the user names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/compile.hpp"

namespace hvcompat {

// The fact that stands for "which revision was in force" where none is known; every level is possible then.
constexpr std::string_view kRevisionFact = "policy.revision";

// `requested`: "id" (by date) or "id@revision"; empty: all. A date between known revisions is noted; before the oldest
// one the pack is replaced by one that leaves every level open to the guests that the oldest revision speaks of.
// Packs keep their order. Errors: unknown id or revision, a revision that stands twice.
Loaded<std::vector<NotedPack>> select_policies(const std::vector<Pack>& packs,
                                               const std::vector<std::string>& requested, std::string_view as_of);

}  // namespace hvcompat
