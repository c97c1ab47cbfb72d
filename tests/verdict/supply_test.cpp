// What to supply first, against a slow and simple reading of the same rule.
#include "verdict/supply.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Names = std::set<std::string>;

GuestReport waiting(const Names& facts) {
  GuestReport guest;
  for (const std::string& fact : facts) guest.verdict.missing.push_back({fact, {}});
  return guest;
}

std::vector<GuestReport> fleet(const std::vector<std::pair<Names, int>>& sets) {
  std::vector<GuestReport> guests;
  for (const auto& [facts, count] : sets)
    for (int i = 0; i < count; ++i) guests.push_back(waiting(facts));
  return guests;
}

std::vector<SupplyStep> steps_for(const std::vector<GuestReport>& guests) {
  std::map<std::vector<std::string>, std::size_t> counts;
  for (const GuestReport& guest : guests) {
    std::vector<std::string> facts;
    for (const MissingFact& missing : guest.verdict.missing) facts.push_back(missing.fact);
    if (!facts.empty()) ++counts[facts];
  }
  return supply_steps(counts);
}

std::vector<std::string> told(const std::vector<GuestReport>& guests) {
  std::vector<std::string> lines;
  for (const SupplyStep& step : steps_for(guests)) {
    std::string line;
    for (const std::string& fact : step.facts) line += fact + " ";
    lines.push_back(line + std::to_string(step.guests));
  }
  return lines;
}

TEST(Supply, most_guests_for_each_fact_first) {
  EXPECT_THAT(told(fleet({{{"a"}, 3}, {{"b", "c"}, 8}, {{}, 5}})), ElementsAre("b c 8", "a 11"));
  EXPECT_THAT(told(fleet({{{"a"}, 4}, {{"b", "c"}, 7}})), ElementsAre("a 4", "b c 11"));
}

TEST(Supply, a_step_decides_what_it_covers_besides) {
  EXPECT_THAT(told(fleet({{{"a", "b"}, 2}, {{"a"}, 1}, {{"b"}, 1}, {{"z"}, 1}})), ElementsAre("a b 4", "z 5"));
}

TEST(Supply, of_equals_the_first_by_name) {
  EXPECT_THAT(told(fleet({{{"b"}, 2}, {{"a"}, 2}, {{"a", "c"}, 1}})), ElementsAre("a 2", "b 4", "c 5"));
}

TEST(Supply, nothing_missing) { EXPECT_THAT(told(fleet({{{}, 3}})), IsEmpty()); }

TEST(Supply, a_fact_named_twice_is_one) {
  GuestReport guest = waiting({"a"});
  guest.verdict.missing.push_back({"a", {}});
  EXPECT_THAT(told({guest}), ElementsAre("a 1"));
}

std::size_t decided_by(const std::vector<GuestReport>& guests, const Names& have) {
  std::size_t count = 0;
  for (const GuestReport& guest : guests) {
    const auto& missing = guest.verdict.missing;
    if (!missing.empty() && std::ranges::all_of(missing, [&](const MissingFact& m) { return have.contains(m.fact); }))
      ++count;
  }
  return count;
}

// The rule as its header states it, guest by guest.
SupplyStep next_step(const std::vector<GuestReport>& guests, const Names& have) {
  const std::size_t before = decided_by(guests, have);
  SupplyStep best;
  for (const GuestReport& guest : guests) {
    Names with = have, added;
    for (const MissingFact& missing : guest.verdict.missing)
      if (with.insert(missing.fact).second) added.insert(missing.fact);
    if (added.empty()) continue;
    const SupplyStep step{{added.begin(), added.end()}, decided_by(guests, with)};
    const std::size_t by_step = (step.guests - before) * best.facts.size();
    const std::size_t by_best = (best.guests - before) * step.facts.size();
    if (best.facts.empty() || by_step > by_best || (by_step == by_best && step.facts < best.facts)) best = step;
  }
  return best;
}

TEST(Supply, is_the_rule_for_any_small_fleet) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& masks) {
    std::vector<GuestReport> guests;
    for (const std::uint8_t mask : masks) {
      Names facts;
      for (int bit = 0; bit < 5; ++bit)
        if (mask >> bit & 1) facts.insert(std::string(1, static_cast<char>('a' + bit)));
      guests.push_back(waiting(facts));
    }
    Names have;
    for (const SupplyStep& step : steps_for(guests)) {
      const SupplyStep expected = next_step(guests, have);
      RC_ASSERT(step.facts == expected.facts);
      RC_ASSERT(step.guests == expected.guests);
      have.insert(step.facts.begin(), step.facts.end());
    }
    const auto undecided =
        std::ranges::count_if(guests, [](const GuestReport& guest) { return !guest.verdict.missing.empty(); });
    RC_ASSERT(decided_by(guests, have) == static_cast<std::size_t>(undecided));
  }));
}

}  // namespace
}  // namespace hvcompat::testing
