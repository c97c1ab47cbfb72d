// Outcomes: what levels, boundaries and waivers mean for a gate.
#include <algorithm>
#include <numeric>

#include "text/lists.hpp"
#include "verdict/restricted.hpp"

namespace hvcompat {
namespace {

// A boundary that lets pass changes nothing, also where no policy speaks about the guest.
Outcome with_boundaries(Outcome outcome, const std::vector<BoundaryVerdict>& boundaries, const Profile& profile,
                        const std::vector<std::string>& without) {
  for (const BoundaryVerdict& boundary : boundaries) {
    const Outcome own = outcome_of(boundary.state, boundary.basis, profile);
    if (own != Outcome::pass && !contains(without, boundary.id)) outcome = worse(outcome, own);
  }
  return outcome;
}

}  // namespace

Outcome outcome_of(BoundaryState state, Basis basis, const Profile& profile) {
  switch (state) {
    case BoundaryState::crossed:
      return basis == Basis::explicit_ ? profile.crossed_explicit : profile.crossed;
    case BoundaryState::reachable:
      return profile.reachable;
    case BoundaryState::unknown:
      return profile.unknown;
    default:
      return Outcome::pass;
  }
}

// Where only the caps of rules differ between completions, the worst cap holds: the level is sure, and a cap says "at
// best, until more is shown".
Outcome outcome_of_levels(Restricted& left, const std::string& area, const std::vector<std::string>& without) {
  const auto uncapped = [&](const Rule& rule) {
    return contains(without, rule.id) ? Outcome::pass : left.profile().of(rule.level);
  };
  const auto capped = [&](const Rule& rule) {
    const bool caps = rule.at_best && !contains(without, rule.id);
    return caps ? worse(uncapped(rule), *rule.at_best) : uncapped(rule);
  };
  const std::vector<int> possible = left.outcomes(area, capped);
  if (possible.size() == 1) return static_cast<Outcome>(possible[0]);
  if (left.outcomes(area, uncapped).size() > 1) return Outcome::undecided;
  return std::accumulate(possible.begin(), possible.end(), Outcome::not_applicable,
                         [](Outcome worst, int leaf) { return worse(worst, static_cast<Outcome>(leaf)); });
}

Outcome outcome_of_guest(Restricted& left, const std::vector<BoundaryVerdict>& boundaries,
                         const std::vector<AppliedWaiver>& waivers) {
  const auto outcome = [&](const std::vector<std::string>& without) {
    return with_boundaries(outcome_of_levels(left, {}, without), boundaries, left.profile(), without);
  };
  const Outcome plain = outcome({});
  if (waivers.empty()) return plain;
  std::vector<std::string> waived;
  for (const AppliedWaiver& waiver : waivers) waived.push_back(waiver.rule);
  const Outcome rest = outcome(waived);
  if (rest >= plain) return plain;
  return rest == Outcome::undecided ? rest : Outcome::waived;  // a waiver hides what is known to fail, no doubt
}

}  // namespace hvcompat
