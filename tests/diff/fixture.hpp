// Small reports to compare.
#pragma once

#include <string>
#include <vector>

#include "diff/compare.hpp"

namespace hvcompat::testing {

// Complete, judged as of 2026-11-20 by `p@1` with the catalogs windows and svvp, of the targets that its guests name.
Report report_of(std::vector<GuestReport> guests);

// On host `h1` of target `lab`, surely of that level by rule `r` of policy `p`, full detail.
GuestReport guest(const std::string& id, const std::string& name, Level level = Level::joint,
                  Outcome outcome = Outcome::pass);

// The same, but undecided between those levels.
GuestReport open_guest(const std::string& id, const std::string& name, std::vector<Level> possible);

BoundaryVerdict boundary(const std::string& id, BoundaryState state, Basis basis = Basis::explicit_);

// Makes the answer read the fact.
void read(GuestReport& guest, const std::string& fact, Fact told);

// OLD is `old.json`, NEW is `new.json`.
Difference compare(const Report& before, const Report& after);

// "worse lab/a", one for each guest
std::vector<std::string> kinds(const Difference& difference);

// In words: "policy p: 1 → 2"
std::vector<std::string> causes(const GuestChange& guest);

}  // namespace hvcompat::testing
