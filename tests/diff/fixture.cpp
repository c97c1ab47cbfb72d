// Small reports to compare.
#include "diff/fixture.hpp"

#include <algorithm>

#include "diff/words.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat::testing {

Report report_of(std::vector<GuestReport> guests) {
  Report report;
  report.as_of = "2026-11-20";
  report.inputs.hvcompat = "1.0";
  report.inputs.profile = "default";
  report.inputs.profile_sha256 = "d1";
  report.inputs.packs = {{"p", "1", "", "", "a1", ""}};
  report.inputs.catalogs = {{"svvp", "2026-01-01", "c1"}, {"windows", "2026-01-01", "c2"}};
  report.targets.push_back({"lab", "qemu:///system", "2026-11-20T00:00:00Z", "libvirt 1.0", true, 1, 0, 0, 0, {}, {}});
  for (const GuestReport& guest : guests) {
    if (std::ranges::find(report.targets, guest.target, &TargetReport::name) != report.targets.end()) continue;
    report.targets.push_back({guest.target, guest.target + ":", "", "libvirt 1.0", true, 1, 0, 0, 0, {}, {}});
  }
  report.guests = std::move(guests);
  summarize(report);
  return report;
}

GuestReport guest(const std::string& id, const std::string& name, Level level, Outcome outcome) {
  GuestReport guest;
  guest.id = id;
  guest.name = name;
  guest.host = "h1";
  guest.target = "lab";
  guest.facts.set("guest.power", Fact::of(std::string("running"), "XML"));
  PackVerdict pack;
  pack.policy = "p";
  pack.revision = "1";
  pack.level = level;
  pack.possible = {level};
  pack.rule = "r";
  pack.rules = {"r"};
  guest.verdict.level = level;
  guest.verdict.possible = {level};
  guest.verdict.outcome = outcome;
  guest.verdict.areas = {{"virtualization", true, level, {level}, {}, outcome, {pack}}};
  return guest;
}

GuestReport open_guest(const std::string& id, const std::string& name, std::vector<Level> possible) {
  GuestReport open = guest(id, name, Level::indeterminate, Outcome::undecided);
  open.verdict.possible = possible;
  open.verdict.areas[0].possible = possible;
  open.verdict.areas[0].packs[0].possible = std::move(possible);
  return open;
}

BoundaryVerdict boundary(const std::string& id, BoundaryState state, Basis basis) {
  BoundaryVerdict boundary;
  boundary.id = id;
  boundary.policy = "p";
  boundary.state = state;
  boundary.possible = {state};
  boundary.basis = basis;
  return boundary;
}

void read(GuestReport& guest, const std::string& fact, Fact told) {
  guest.facts.set(fact, std::move(told));
  guest.verdict.areas[0].packs[0].path.push_back({"r", true, {{fact, "is x", "", "", true}}});
}

Difference compare(const Report& before, const Report& after) {
  return compare_reports({before, "old.json", Detail::full, false}, {after, "new.json", Detail::full, false});
}

std::vector<std::string> kinds(const Difference& difference) {
  std::vector<std::string> words;
  for (const GuestChange& guest : difference.guests)
    words.push_back(std::string(name_of(guest.kind)) + " " + guest.side().target + "/" + guest.side().name);
  return words;
}

std::vector<std::string> causes(const GuestChange& guest) {
  std::vector<std::string> words;
  for (const Cause& cause : guest.causes) words.push_back(in_words(cause));
  return words;
}

}  // namespace hvcompat::testing
