// Comparing two answers.
#include "diff/standing.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace hvcompat {
namespace {

using Ranks = std::vector<int>;  // of what is possible, worst first; empty: not on the scale

Turn turned(std::strong_ordering order) {
  if (order == 0) return Turn::none;
  return order > 0 ? Turn::worse : Turn::better;
}

// By the worst, then the best, then the rest.
std::strong_ordering compare(const Ranks& before, const Ranks& after) {
  if (before.empty() || after.empty()) return std::strong_ordering::equal;
  if (const auto worst = after.front() <=> before.front(); worst != 0) return worst;
  if (const auto best = after.back() <=> before.back(); best != 0) return best;
  return after <=> before;
}

Ranks ranks_of(const std::vector<Level>& possible) {
  Ranks ranks;
  for (const Level level : possible)
    if (level <= Level::not_supported) ranks.push_back(static_cast<int>(level));
  std::ranges::sort(ranks, std::greater());
  return ranks;
}

Turn turn_of_answers(int severity_before, const std::vector<Level>& before, int severity_after,
                     const std::vector<Level>& after) {
  if (severity_before != severity_after) return turned(severity_after <=> severity_before);
  return turned(compare(ranks_of(before), ranks_of(after)));
}

int severity_of(const AreaVerdict& area) {
  return area.assessed ? severity(area.outcome) : severity(Outcome::undecided);
}

// The state that counts in a trade: an area's outcome first, then its worst level.
int weight_of(const AreaVerdict& area) {
  const Ranks ranks = ranks_of(area.possible);
  return severity_of(area) * 10 + (ranks.empty() ? 0 : ranks.front());
}

Turn turn_of_parts(const AreaVerdict& before, const AreaVerdict& after) {
  return turn_of_answers(severity_of(before), before.possible, severity_of(after), after.possible);
}

int rank_of(BoundaryState state, Basis basis) {
  switch (state) {
    case BoundaryState::crossed:
      return basis == Basis::explicit_ ? 3 : 2;
    case BoundaryState::reachable:
      return 1;
    default:
      return 0;
  }
}

Ranks ranks_of(const BoundaryVerdict& boundary) {
  Ranks ranks;
  for (const BoundaryState state : boundary.possible)
    if (state != BoundaryState::not_applicable) ranks.push_back(rank_of(state, boundary.basis));
  std::ranges::sort(ranks, std::greater());
  return ranks;
}

int weight_of(const BoundaryVerdict& boundary) {
  const Ranks ranks = ranks_of(boundary);
  return ranks.empty() ? 0 : ranks.front();
}

// Doubt of another extent is neither better nor worse: it comes and goes with what could be collected that day.
Turn turn_of_parts(const BoundaryVerdict& before, const BoundaryVerdict& after) {
  if (before.state == BoundaryState::unknown && after.state == BoundaryState::unknown) return Turn::none;
  return turned(compare(ranks_of(before), ranks_of(after)));
}

std::string key_of(const AreaVerdict& area) { return area.area; }
std::string key_of(const BoundaryVerdict& boundary) { return boundary.policy + "\n" + boundary.id; }

// The worst that a part came to by getting worse, and the worst that a part left by getting better; -1: none did.
template <class Part>
Turn turn_of_all(const std::vector<Part>& before, const std::vector<Part>& after) {
  std::map<std::string, const Part*> old;
  for (const Part& part : before) old.emplace(key_of(part), &part);
  int came_to = -1, left = -1;
  for (const Part& part : after) {
    const auto found = old.find(key_of(part));
    if (found == old.end()) continue;
    const Turn turn = turn_of_parts(*found->second, part);
    if (turn == Turn::worse) came_to = std::max(came_to, weight_of(part));
    if (turn == Turn::better) left = std::max(left, weight_of(*found->second));
  }
  return turned(came_to <=> left);
}

template <class Part, class Holds>
bool any_pair(const std::vector<Part>& before, const std::vector<Part>& after, Holds holds) {
  return std::ranges::any_of(before, [&](const Part& old) {
    const auto now = std::ranges::find(after, key_of(old), [](const Part& part) { return key_of(part); });
    return now != after.end() && holds(old, *now);
  });
}

int worst_of(const Verdict& verdict) {
  const Ranks ranks = ranks_of(verdict.possible);
  return ranks.empty() ? -1 : ranks.front();
}

bool lost_sight_of(const AreaVerdict& before, const AreaVerdict& after) {
  return before.assessed && !after.assessed && severity(before.outcome) > severity(Outcome::pass);
}

bool lost_sight_of(const BoundaryVerdict& before, const BoundaryVerdict& after) {
  return after.state == BoundaryState::unknown && before.state != BoundaryState::unknown && weight_of(before) > 0 &&
         std::ranges::find(after.possible, before.state) != after.possible.end();
}

// Whether what was bad may still be so, only that nobody could see it this time.
bool lost_sight(const Verdict& before, const Verdict& after) {
  const bool undecided_now = before.outcome == Outcome::fail && after.outcome == Outcome::undecided;
  if (undecided_now && worst_of(after) >= worst_of(before)) return true;
  const auto lost = [](const auto& old, const auto& now) { return lost_sight_of(old, now); };
  return any_pair(before.areas, after.areas, lost) || any_pair(before.boundaries, after.boundaries, lost);
}

Turn turn_of_all_parts(const Verdict& before, const Verdict& after) {
  const Turn answer =
      turn_of_answers(severity(before.outcome), before.possible, severity(after.outcome), after.possible);
  if (answer != Turn::none) return answer;
  const Turn areas = turn_of_all(before.areas, after.areas);
  return areas != Turn::none ? areas : turn_of_all(before.boundaries, after.boundaries);
}

}  // namespace

int severity(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
    case Outcome::not_applicable:
      return 0;
    case Outcome::waived:
      return 1;
    case Outcome::warn:
      return 2;
    case Outcome::undecided:
      return 3;
    case Outcome::fail:
      return 4;
    case Outcome::error:
      break;
  }
  return 5;
}

Turn turn_of(const Verdict& before, const Verdict& after) {
  const Turn turn = turn_of_all_parts(before, after);
  return turn == Turn::better && lost_sight(before, after) ? Turn::none : turn;
}

}  // namespace hvcompat
