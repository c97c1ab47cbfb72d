// Of whatever reports: one with itself differs in nothing, and the other way round everything is the other way round.
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>

#include "diff/fixture.hpp"

namespace hvcompat::testing {
namespace {

Level some_level() { return static_cast<Level>(*rc::gen::inRange(0, static_cast<int>(Level::indeterminate))); }

Outcome some_outcome() { return static_cast<Outcome>(*rc::gen::inRange(0, static_cast<int>(Outcome::error) + 1)); }

GuestReport some_answer(const std::string& id, const std::string& name) {
  if (*rc::gen::inRange(0, 4) > 0) return guest(id, name, some_level(), some_outcome());
  std::vector<Level> possible;
  for (int i = 0; i <= static_cast<int>(Level::not_applicable); ++i)
    if (*rc::gen::arbitrary<bool>()) possible.push_back(static_cast<Level>(i));
  return possible.size() < 2 ? guest(id, name) : open_guest(id, name, possible);
}

BoundaryVerdict some_boundary(const std::string& id) {
  const auto state = static_cast<BoundaryState>(*rc::gen::inRange(0, 5));
  auto verdict = boundary(id, state, static_cast<Basis>(*rc::gen::inRange(0, 3)));
  if (state == BoundaryState::unknown)
    verdict.possible = {BoundaryState::crossed, *rc::gen::element(BoundaryState::reachable, BoundaryState::clear)};
  return verdict;
}

GuestReport some_guest() {
  const std::string id = *rc::gen::element<std::string>("1", "2", "3", "0b5ad4a5-98d3-4d5e-8fb2-58de0b7b52f5");
  GuestReport report = some_answer(id, *rc::gen::element<std::string>("a", "b", "c", ""));
  report.target = *rc::gen::element<std::string>("lab", "other");
  report.host = *rc::gen::element<std::string>("h1", "h2");
  for (const char* boundary : {"b1", "b2"})
    if (*rc::gen::arbitrary<bool>()) report.verdict.boundaries.push_back(some_boundary(boundary));
  read(report, "guest.vcpu.count", Fact::of(std::int64_t{*rc::gen::inRange(1, 4)}, "XML"));
  if (*rc::gen::arbitrary<bool>()) report.facts = {};
  return report;
}

Report some_report() {
  std::vector<GuestReport> guests;
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) guests.push_back(some_guest());
  Report report = report_of(std::move(guests));
  for (TargetReport& target : report.targets) {
    target.complete = *rc::gen::inRange(0, 4) > 0;
    target.templates = static_cast<std::size_t>(*rc::gen::inRange(0, 2));
    report.incomplete = report.incomplete || !target.complete;
  }
  if (*rc::gen::inRange(0, 4) == 0) report.selection.exclude = {"b"};
  report.inputs.packs[0].revision = *rc::gen::element<std::string>("1", "2");
  return report;
}

ChangeKind mirrored(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::worse:
      return ChangeKind::better;
    case ChangeKind::better:
      return ChangeKind::worse;
    case ChangeKind::added:
      return ChangeKind::gone;
    case ChangeKind::gone:
      return ChangeKind::added;
    default:
      return kind;
  }
}

Change mirrored(Change change) {
  std::swap(change.before, change.after);
  return change;
}

std::vector<Change> mirrored(std::vector<Change> changes) {
  for (Change& change : changes) change = mirrored(change);
  return changes;
}

// What a mirror must keep: of each guest both sides, moves and changes, and the kind.
using Shown = std::tuple<std::string, std::string, std::vector<std::string>, ChangeKind>;

// What was not seen is worse when it is seen, and only changed the other way round.
bool mirror_each_other(ChangeKind mirrored, ChangeKind back) {
  return mirrored == back || (mirrored == ChangeKind::better && back == ChangeKind::changed) ||
         (mirrored == ChangeKind::changed && back == ChangeKind::worse);
}

bool mirror_each_other(const std::vector<Shown>& mirrored, const std::vector<Shown>& back) {
  return std::ranges::equal(mirrored, back, [](const Shown& a, const Shown& b) {
    return std::tie(std::get<0>(a), std::get<1>(a), std::get<2>(a)) ==
               std::tie(std::get<0>(b), std::get<1>(b), std::get<2>(b)) &&
           mirror_each_other(std::get<3>(a), std::get<3>(b));
  });
}

std::string shown(const std::optional<GuestSide>& side) {
  return side ? side->target + "/" + side->id + "/" + side->name + "/" + side->host : "none";
}

std::vector<Shown> shown(const Difference& difference, bool mirror) {
  std::vector<Shown> all;
  for (const GuestChange& guest : difference.guests) {
    std::vector<std::string> lines;
    for (const std::vector<Change>* changes : {&guest.moved, &guest.changes})
      for (const Change& change : mirror ? mirrored(*changes) : *changes)
        lines.push_back(change.what + " " + change.name + ": " + change.before + " → " + change.after);
    all.emplace_back(shown(mirror ? guest.after : guest.before), shown(mirror ? guest.before : guest.after), lines,
                     mirror ? mirrored(guest.kind) : guest.kind);
  }
  std::ranges::sort(all);
  return all;
}

TEST(Property, a_report_with_itself_differs_in_nothing) {
  EXPECT_TRUE(rc::check([] {
    const Report report = some_report();
    const Difference difference = compare(report, report);
    RC_ASSERT(difference.counts.unchanged == report.guests.size());
    RC_ASSERT(difference.counts.moved == 0U);
    RC_ASSERT(difference.inputs.empty());
    RC_ASSERT(difference.causes.empty());
  }));
}

TEST(Property, the_other_way_round) {
  EXPECT_TRUE(rc::check([] {
    const Report before = some_report();
    const Report after = some_report();
    RC_ASSERT(mirror_each_other(shown(compare(before, after), true), shown(compare(after, before), false)));
  }));
}

TEST(Property, every_guest_stands_once_and_every_change_has_a_cause) {
  EXPECT_TRUE(rc::check([] {
    const Report before = some_report();
    const Report after = some_report();
    const Difference difference = compare(before, after);
    std::size_t sides = 0;
    for (const GuestChange& guest : difference.guests) {
      sides += (guest.before ? 1U : 0U) + (guest.after ? 1U : 0U);
      RC_ASSERT(guest.changes.empty() || !guest.causes.empty());
      RC_ASSERT(guest.changes.empty() == (guest.kind == ChangeKind::unchanged || !guest.before || !guest.after));
    }
    RC_ASSERT(sides == before.guests.size() + after.guests.size());
  }));
}

}  // namespace
}  // namespace hvcompat::testing
