// Why a guest's answer changed: every input that changed and that the answer reads. Nothing is judged again, so that of
// several causes nobody says which one decided.
#pragma once

#include <vector>

#include "diff/inputs.hpp"
#include "diff/matching.hpp"

namespace hvcompat {

// `inputs` are the changed inputs of the reports, `changes` what changed about the guest; both sides of the pair are
// there. Never empty: where no cause is held, that is told.
//
//   fact      that the path, the boundaries or the missing facts of either side read
//   policy    that says something else about the guest
//   catalog   that a changed derived fact comes from
//   plugin    where a collected fact changed
//   site      where an attested fact, one of the customer or a waiver changed
//   waiver    that was added, removed, or has expired
//   profile   where an outcome changed
//   date      where a life cycle changed and none of the facts it comes from did
//   hvcompat  where a derived fact changed and none of the facts it comes from did, or nothing else is told
//
// Where the reports hold no facts, catalogs, plugin, site file and date are told as possible ones.
std::vector<Cause> causes_of(const GuestPair& pair, const std::vector<Change>& changes, const InputChanges& inputs);

}  // namespace hvcompat
