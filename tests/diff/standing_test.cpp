// Better, worse or neither, in tables: each row is an answer that is followed by a worse one.
#include "diff/standing.hpp"

#include <gmock/gmock.h>

#include "diff/fixture.hpp"

namespace hvcompat::testing {
namespace {

Verdict answer(Outcome outcome, std::vector<Level> possible = {Level::joint}) {
  Verdict verdict = guest("g", "g", possible.front(), outcome).verdict;
  verdict.possible = std::move(possible);
  verdict.areas.clear();
  return verdict;
}

Verdict with_area(const std::string& area, bool assessed, Outcome outcome, std::vector<Level> possible) {
  Verdict verdict = answer(Outcome::fail, {Level::not_supported});
  verdict.areas = {
      {area, assessed, possible.empty() ? Level::not_assessed : possible.front(), possible, {}, outcome, {}}};
  return verdict;
}

Verdict with(std::vector<BoundaryVerdict> boundaries) {
  Verdict verdict = answer(Outcome::warn);
  verdict.boundaries = std::move(boundaries);
  return verdict;
}

void expect_worse(const Verdict& better, const Verdict& worse, const std::string& what) {
  EXPECT_EQ(turn_of(better, worse), Turn::worse) << what;
  EXPECT_EQ(turn_of(worse, better), Turn::better) << what;
}

// Worse than what was not seen, and no better when it is not seen any more.
void expect_worse_than_unseen(const Verdict& unseen, const Verdict& seen, const std::string& what) {
  EXPECT_EQ(turn_of(unseen, seen), Turn::worse) << what;
  EXPECT_EQ(turn_of(seen, unseen), Turn::none) << what;
}

void expect_neither(const Verdict& a, const Verdict& b, const std::string& what) {
  EXPECT_EQ(turn_of(a, b), Turn::none) << what;
  EXPECT_EQ(turn_of(b, a), Turn::none) << what;
}

TEST(Standing, outcomes_in_their_order) {
  const std::vector<Outcome> scale = {Outcome::pass,      Outcome::waived, Outcome::warn,
                                      Outcome::undecided, Outcome::fail,   Outcome::error};
  for (std::size_t i = 0; i < scale.size(); ++i)
    for (std::size_t j = i + 1; j < scale.size(); ++j) {
      const auto expect =
          scale[i] == Outcome::undecided && scale[j] == Outcome::fail ? expect_worse_than_unseen : expect_worse;
      expect(answer(scale[i]), answer(scale[j]),
             std::string(name_of(scale[i])) + " → " + std::string(name_of(scale[j])));
    }
  expect_neither(answer(Outcome::pass), answer(Outcome::not_applicable), "pass → not-applicable");
}

TEST(Standing, an_outcome_decides_before_a_level) {
  expect_worse(answer(Outcome::pass, {Level::vendor}), answer(Outcome::warn, {Level::joint}), "better level");
}

TEST(Standing, levels_of_one_outcome) {
  expect_worse(answer(Outcome::pass, {Level::microsoft}), answer(Outcome::pass, {Level::joint}), "joint");
  expect_worse(answer(Outcome::warn, {Level::investigate}), answer(Outcome::warn, {Level::vendor}), "vendor");
  expect_neither(answer(Outcome::pass, {Level::not_applicable}), answer(Outcome::pass), "not-applicable");
}

TEST(Standing, possible_levels) {
  const auto open = [](std::vector<Level> levels) { return answer(Outcome::undecided, std::move(levels)); };
  using enum Level;
  expect_worse(open({joint, vendor}), open({joint, not_supported}), "the worst");
  expect_worse(open({joint, vendor}), open({investigate, vendor}), "the best");
  expect_worse(open({joint, vendor}), open({vendor}), "no hope left");
  expect_worse(open({joint, investigate, not_supported}), open({joint, vendor, not_supported}), "the rest");
  expect_neither(open({joint, vendor}), open({joint, vendor, not_applicable}), "not-applicable is off the scale");
}

TEST(Standing, areas_where_the_guest_stands_as_before) {
  using enum Level;
  const auto pass = with_area("storage", true, Outcome::pass, {joint});
  const auto warn = with_area("storage", true, Outcome::warn, {vendor});
  const auto fail = with_area("storage", true, Outcome::fail, {not_supported});
  const auto open = with_area("storage", false, Outcome::not_applicable, {});
  expect_worse(pass, warn, "an area's outcome");
  expect_worse(warn, open, "not assessed any more");
  expect_worse_than_unseen(open, fail, "assessed, and it fails");
  expect_neither(pass, with_area("network", true, Outcome::fail, {not_supported}), "another area");
}

TEST(Standing, boundaries_where_all_else_is_as_before) {
  using enum BoundaryState;
  const auto state = [](BoundaryState s, Basis basis = Basis::explicit_) { return with({boundary("b", s, basis)}); };
  auto doubtful = boundary("b", unknown);
  doubtful.possible = {crossed, clear};
  auto harmless = boundary("b", unknown);
  harmless.possible = {reachable, clear};
  expect_worse(state(clear), state(reachable), "reachable");
  expect_worse(state(reachable), state(crossed, Basis::interpretive), "crossed");
  expect_worse(state(crossed, Basis::extrapolated), state(crossed), "the document names it");
  expect_worse(state(reachable), with({doubtful}), "it may be crossed");
  expect_worse_than_unseen(with({doubtful}), state(crossed), "it is crossed");
  expect_worse(state(clear), with({harmless}), "it may be reachable");
  expect_worse_than_unseen(with({harmless}), state(reachable), "it is reachable");
  expect_worse(with({harmless}), state(crossed), "it is not crossed any more, whatever else");
  expect_neither(with({doubtful}), with({harmless}), "doubt of another extent");
  expect_neither(state(clear), state(not_applicable), "not-applicable is off the scale");
  expect_neither(state(clear), with({}), "not asked on one side");
}

TEST(Standing, nothing_is_better_for_not_being_seen) {
  using enum Level;
  const auto fails = answer(Outcome::fail, {not_supported});
  expect_worse_than_unseen(answer(Outcome::undecided, {joint, not_supported}), fails, "it may still fail");
  expect_worse(answer(Outcome::undecided, {joint, vendor}), fails, "it fails no more");
  auto found = answer(Outcome::warn);
  auto passes = answer(Outcome::pass);
  found.areas = with_area("storage", true, Outcome::warn, {vendor}).areas;
  passes.areas = with_area("storage", false, Outcome::not_applicable, {}).areas;
  expect_worse_than_unseen(passes, found, "an area that is not assessed");
  auto crosses = with({boundary("b", BoundaryState::crossed)});
  auto unknown = boundary("b", BoundaryState::unknown);
  unknown.possible = {BoundaryState::crossed, BoundaryState::clear};
  passes = answer(Outcome::pass);
  passes.boundaries = {unknown};
  expect_worse_than_unseen(passes, crosses, "a boundary that may be crossed");
  passes.boundaries = {boundary("b", BoundaryState::clear)};
  expect_worse(passes, crosses, "a boundary that is clear");
}

TEST(Standing, one_better_and_one_worse) {
  using enum BoundaryState;
  expect_worse(with({boundary("a", reachable), boundary("b", clear)}),
               with({boundary("a", clear), boundary("b", crossed)}), "crossed weighs more than reachable");
  expect_neither(with({boundary("a", crossed), boundary("b", clear)}),
                 with({boundary("a", clear), boundary("b", crossed)}), "as much");
}

}  // namespace
}  // namespace hvcompat::testing
