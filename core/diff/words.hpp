// Causes and changes in words, the same for people in every form.
#pragma once

#include <string>
#include <vector>

#include "diff/difference.hpp"

namespace hvcompat {

// "a → b"; "added: b"; "removed, was a"
std::string arrow(const std::string& before, const std::string& after);

// "policy kb897615: 2007-11-10 → 2023-12-26"; "maybe catalog …" where it is not sure
std::string in_words(const Cause& cause);

// What changed by itself, then the derived facts that follow from it.
std::vector<Cause> roots_first(std::vector<Cause> causes);

// What told the fact: "agent", or "XML; then agent"; empty where nothing is said.
std::string evidence_in_words(const Cause& cause);

// One line for all boundaries that changed alike: "boundaries kb897615 a7-vbs, kb897615 a7-nested: clear → unknown".
// Outcome, level and possible levels are left out: `answer_in_words` tells them.
std::vector<std::string> in_words(const std::vector<Change>& changes);

// "fail, not-supported"; "undecided, indeterminate (joint, vendor)"; "not-applicable"
std::string answer_in_words(const GuestSide& side);

// "shop/web-01 on kvm01"
std::string guest_in_words(const GuestSide& side);

// "host kvm01 → kvm02, name web → web-01"
std::string moves_in_words(const std::vector<Change>& moved);

// "7 guests compared: 2 worse, 1 better, 4 unchanged; 1 new, 1 gone"
std::string counts_in_words(const DifferenceCounts& counts);

// "shop.json, judged as of 2026-11-20, 7 guests"
std::string side_in_words(const ComparedSide& side);

// What is said of a kind that stands above its guests: "only in OLD: its target was read whole and does not have it"
std::string_view meaning_of(ChangeKind kind);

// Whether the guest is listed where `only` names kinds: none of them: all but those that did not change or move.
bool is_listed(const GuestChange& guest, const std::vector<ChangeKind>& only);

}  // namespace hvcompat
