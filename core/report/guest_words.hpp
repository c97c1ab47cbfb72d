// What several forms of the report say of a guest, told once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verdict/report_data.hpp"

namespace hvcompat {

// The guest's name, its id where it has none.
const std::string& called(const GuestReport& guest);

// The packs that gave the area its level, or that leave it open.
std::vector<const PackVerdict*> deciding_packs(const AreaVerdict& area);

// Of the areas that gave the guest its level, once each: "a5", "A5", and why.
struct Deciding {
  std::vector<std::string> rules;
  std::vector<std::string> clauses;
  std::vector<std::string> why;
};
Deciding deciding(const Verdict& verdict);

// The rule that a pack's `why` belongs to; empty where it has none.
std::string rule_of(const PackVerdict& pack);

std::vector<std::string> boundaries_in(const Verdict& verdict, BoundaryState state);

// The guest's outcome where it is worse than that of all its areas: the boundaries made it so.
std::optional<Outcome> boundary_outcome(const Verdict& verdict);

// The waiver that takes out the boundary, or the last of the pack's rules; none where a rule of it still stands.
const AppliedWaiver* waiver_of(const Verdict& verdict, const PackVerdict& pack);
const AppliedWaiver* waiver_of(const Verdict& verdict, const BoundaryVerdict& boundary);
// The first that speaks of a guest that is waived as a whole; none where it is not.
const AppliedWaiver* waiver_of_whole(const Verdict& verdict);

// "guest.os.build (agent-off: start qemu-guest-agent), host.cpu.vendor (not-asked)"
std::string in_words(const std::vector<MissingFact>& missing);

// "waiver of a7-backup until 2027-01-31 by ops: agreed (site.json:12)"
std::string in_words(const AppliedWaiver& waiver);

// "timeout: no answer in 10 s: look at the host", after "host h2: " where it is not about the whole target.
std::string in_words(const CollectionError& error);

// "a5 of kb897615@2023-12-26, clauses A5, A7"
std::string source_in_words(const PackVerdict& pack);

std::vector<std::string> names_of(const std::vector<Level>& levels);

}  // namespace hvcompat
