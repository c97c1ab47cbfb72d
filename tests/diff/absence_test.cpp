// Gone, not seen, not compared: what a report that lacks a guest proves.
#include "diff/absence.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "diff/fixture.hpp"

namespace hvcompat::testing {
namespace {

struct Row {
  std::string name;
  std::function<void(Report&)> lacking;  // what else the report that lacks the guest is
  std::string kind;                      // of guest `web`, seen from OLD
  std::string cause;
};

const std::vector<Row> kRows = {
    {"read whole", [](Report&) {}, "gone", ""},
    {"target failed", [](Report& r) { r.targets[0].complete = false; }, "not-seen",
     "new.json: target `lab` was not read whole"},
    {"the guest could not be read",
     [](Report& r) { r.targets[0].errors = {{"guest", "g", "timeout", "no answer", ""}}; }, "not-seen",
     "new.json: it could not be read: no answer"},
    {"another guest could not be read",
     [](Report& r) { r.targets[0].errors = {{"guest", "other", "timeout", "no answer", ""}}; }, "gone", ""},
    {"a host could not be read", [](Report& r) { r.targets[0].errors = {{"host", "h2", "timeout", "no answer", ""}}; },
     "not-seen", "new.json: host `h2` of its target could not be read: no answer"},
    {"records were lost", [](Report& r) { r.incomplete = true; }, "not-seen",
     "new.json: records were lost, and it may be one of them"},
    {"nothing was evaluated",
     [](Report& r) {
       r.incomplete = true;
       r.summary.guests = 0;
     },
     "not-seen", "new.json: nothing was evaluated there"},
    {"another target failed",
     [](Report& r) {
       r.targets.push_back({"other", "", "", "", false, 0, 0, 0, 0, {}, {}});
       r.incomplete = true;
     },
     "gone", ""},
    {"target not asked", [](Report& r) { r.targets[0] = {"b", "b:", "", "", true, 0, 0, 0, 0, {}, {}}; },
     "not-compared", "new.json: target `lab` is not in it"},
    {"not named", [](Report& r) { r.selection.guest = {"db-*"}; }, "not-compared",
     "new.json: left out by --guest db-*"},
    {"named", [](Report& r) { r.selection.guest = {"w*"}; }, "gone", ""},
    {"excluded by id", [](Report& r) { r.selection.exclude = {"x", "g"}; }, "not-compared",
     "new.json: left out by --exclude x, g"},
    {"tags, and some were left out",
     [](Report& r) {
       r.selection.tag = {"prod"};
       r.targets[0].filtered = 1;
     },
     "not-compared", "new.json: limited to --tag prod, which it may not have"},
    {"tags, and none was left out", [](Report& r) { r.selection.tag = {"prod"}; }, "gone", ""},
    {"not listed",
     [](Report& r) {
       r.selection.only = {Outcome::fail};
       r.summary.not_listed = 3;
     },
     "not-compared", "new.json: not every guest is listed (--only)"},
    {"one more template", [](Report& r) { r.targets[0].templates = 1; }, "gone", "maybe guest.template: no → yes"}};

GuestChange change_of(const Difference& difference, const std::string& name) {
  for (const GuestChange& guest : difference.guests)
    if (guest.side().name == name) return guest;
  return {};
}

TEST(Absence, of_a_guest_of_old) {
  const Report before = report_of({guest("g", "web"), guest("k", "kept")});
  for (const Row& row : kRows) {
    Report after = report_of({guest("k", "kept")});
    row.lacking(after);
    const GuestChange change = change_of(compare(before, after), "web");
    EXPECT_EQ(name_of(change.kind), row.kind) << row.name;
    EXPECT_EQ(causes(change), row.cause.empty() ? std::vector<std::string>{} : std::vector{row.cause}) << row.name;
  }
}

TEST(Absence, of_a_guest_of_new_is_the_same_the_other_way_round) {
  const Report after = report_of({guest("g", "web"), guest("k", "kept")});
  for (const Row& row : kRows) {
    Report before = report_of({guest("k", "kept")});
    row.lacking(before);
    const GuestChange change = change_of(compare(before, after), "web");
    EXPECT_EQ(name_of(change.kind), row.kind == "gone" ? "new" : row.kind) << row.name;
  }
}

}  // namespace
}  // namespace hvcompat::testing
