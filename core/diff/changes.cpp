// Comparing the parts of two answers, in words.
#include "diff/changes.hpp"

#include <algorithm>
#include <map>

#include "text/words.hpp"

namespace hvcompat {
namespace {

using Words = std::map<std::string, std::string>;  // by the part's name

std::string names_of(const std::vector<Level>& levels) {
  std::vector<std::string> names;
  for (const Level level : levels) names.emplace_back(name_of(level));
  return join(names, ", ");
}

std::string names_of(const std::vector<MissingFact>& missing) {
  std::vector<std::string> names;
  for (const MissingFact& fact : missing) names.push_back(fact.fact);
  std::ranges::sort(names);
  return join(names, ", ");
}

std::string answer(bool assessed, Level level, const std::vector<Level>& possible, Outcome outcome) {
  if (!assessed) return "not-assessed";
  std::string text(name_of(level));
  if (level == Level::indeterminate) text += " (" + names_of(possible) + ")";
  return text + ", " + std::string(name_of(outcome));
}

Words areas_of(const Verdict& verdict) {
  Words words;
  for (const AreaVerdict& area : verdict.areas)
    words[area.area] = answer(area.assessed, area.level, area.possible, area.outcome);
  return words;
}

// A pack that does not speak about the guest has no rule, as one that is not there.
Words rules_of(const Verdict& verdict) {
  Words words;
  for (const AreaVerdict& area : verdict.areas)
    for (const PackVerdict& pack : area.packs)
      if (!pack.rules.empty()) words[pack.policy] = join(pack.rules, ", ");
  return words;
}

Words bases_of(const Verdict& verdict) {
  Words words;
  for (const AreaVerdict& area : verdict.areas)
    for (const PackVerdict& pack : area.packs)
      if (pack.basis) words[pack.policy] = name_of(*pack.basis);
  return words;
}

std::string in_words(const BoundaryVerdict& boundary) {
  std::string text(name_of(boundary.state));
  if (boundary.state == BoundaryState::crossed) return text + " (" + std::string(name_of(boundary.basis)) + ")";
  if (boundary.state != BoundaryState::unknown) return text;
  std::vector<std::string> possible;
  for (const BoundaryState state : boundary.possible) possible.emplace_back(name_of(state));
  return possible.empty() ? text : text + " (" + join(possible, ", ") + ")";
}

Words boundaries_of(const Verdict& verdict) {
  Words words;
  for (const BoundaryVerdict& boundary : verdict.boundaries)
    words[boundary.policy + " " + boundary.id] = in_words(boundary);
  return words;
}

Words waivers_of(const Verdict& verdict) {
  Words words;
  for (const AppliedWaiver* waiver : waivers_that_matter(verdict)) words[waiver->rule] = "waived";
  return words;
}

void add(std::vector<Change>& changes, std::string what, std::string name, std::string before, std::string after) {
  if (before != after) changes.push_back({std::move(what), std::move(name), std::move(before), std::move(after)});
}

void add_all(std::vector<Change>& changes, const std::string& what, const Words& before, const Words& after) {
  Words names = before;
  names.insert(after.begin(), after.end());
  for (const auto& [name, ignored] : names) {
    const auto old = before.find(name);
    const auto now = after.find(name);
    add(changes, what, name, old == before.end() ? "" : old->second, now == after.end() ? "" : now->second);
  }
}

// An area that changed as the guest itself did says nothing more.
void add_areas(std::vector<Change>& changes, const Verdict& before, const Verdict& after) {
  const std::string was = answer(true, before.level, before.possible, before.outcome);
  const std::string is = answer(true, after.level, after.possible, after.outcome);
  std::vector<Change> areas;
  add_all(areas, "area", areas_of(before), areas_of(after));
  std::erase_if(areas, [&](const Change& change) { return change.before == was && change.after == is; });
  changes.insert(changes.end(), areas.begin(), areas.end());
}

const PackVerdict* pack_of(const Verdict& verdict, const std::string& policy) {
  for (const AreaVerdict& area : verdict.areas)
    for (const PackVerdict& pack : area.packs)
      if (pack.policy == policy) return &pack;
  return nullptr;
}

bool says_the_same(const PackVerdict& a, const PackVerdict& b) {
  return a.level == b.level && a.possible == b.possible && a.rules == b.rules && a.basis == b.basis &&
         names_of(a.missing) == names_of(b.missing);
}

}  // namespace

std::vector<Change> changes_of(const Verdict& before, const Verdict& after) {
  std::vector<Change> changes;
  add(changes, "outcome", "", std::string(name_of(before.outcome)), std::string(name_of(after.outcome)));
  add(changes, "level", "", std::string(name_of(before.level)), std::string(name_of(after.level)));
  if (before.level == after.level) add(changes, "possible", "", names_of(before.possible), names_of(after.possible));
  add(changes, "missing", "", names_of(before.missing), names_of(after.missing));
  add_areas(changes, before, after);
  add_all(changes, "rule", rules_of(before), rules_of(after));
  add_all(changes, "basis", bases_of(before), bases_of(after));
  add_all(changes, "boundary", boundaries_of(before), boundaries_of(after));
  add_all(changes, "waiver", waivers_of(before), waivers_of(after));
  return changes;
}

std::vector<Change> moves_of(const GuestReport& before, const GuestReport& after) {
  std::vector<Change> moves;
  add(moves, "target", "", before.target, after.target);
  add(moves, "id", "", before.id, after.id);
  add(moves, "name", "", before.name, after.name);
  add(moves, "host", "", before.host, after.host);
  return moves;
}

GuestSide side_of(const GuestReport& guest) {
  return {guest.target,         guest.id, guest.name, guest.host, guest.verdict.level, guest.verdict.possible,
          guest.verdict.outcome};
}

bool policy_differs(const Verdict& before, const Verdict& after, const std::string& policy) {
  const PackVerdict* old = pack_of(before, policy);
  const PackVerdict* now = pack_of(after, policy);
  if (old && now && !says_the_same(*old, *now)) return true;
  // One that does not speak about the guest is as good as none.
  if (!old != !now && !(old ? old : now)->rules.empty()) return true;
  std::vector<Change> boundaries;
  add_all(boundaries, "boundary", boundaries_of(before), boundaries_of(after));
  return std::ranges::any_of(boundaries, [&](const Change& change) { return change.name.starts_with(policy + " "); });
}

std::vector<const AppliedWaiver*> waivers_that_matter(const Verdict& verdict) {
  const auto named = [&](const std::string& id) {
    for (const AreaVerdict& area : verdict.areas)
      for (const PackVerdict& pack : area.packs)
        if (std::ranges::find(pack.rules, id) != pack.rules.end()) return true;
    return std::ranges::any_of(verdict.boundaries, [&](const BoundaryVerdict& boundary) {
      return boundary.id == id && boundary.state != BoundaryState::clear &&
             boundary.state != BoundaryState::not_applicable;
    });
  };
  std::vector<const AppliedWaiver*> result;
  for (const AppliedWaiver& waiver : verdict.waivers)
    if (named(waiver.rule)) result.push_back(&waiver);
  return result;
}

}  // namespace hvcompat
