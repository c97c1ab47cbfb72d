// Guests that moved or were renamed are one guest, where that is sure.
#include "diff/matching.hpp"

#include <gmock/gmock.h>

#include "diff/fixture.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;

const std::string kUuid = "0b5ad4a5-98d3-4d5e-8fb2-58de0b7b52f5";

GuestReport at(GuestReport guest, const std::string& target, const std::string& host = "h1") {
  guest.target = target;
  guest.host = host;
  return guest;
}

// A report that also knows target `other`, without guests.
Report with_other(std::vector<GuestReport> guests) {
  guests.push_back(at(guest("x", "x"), "other"));
  return report_of(std::move(guests));
}

std::vector<Change> moved(const Report& before, const Report& after, const std::string& name) {
  for (const GuestChange& change : compare(before, after).guests)
    if (change.side().name == name) return change.moved;
  return {{"", "", "no such guest", ""}};
}

TEST(Matching, same_target_and_id_on_another_host_under_another_name) {
  const Report before = report_of({guest("g", "web")});
  const Report after = report_of({at(guest("g", "web-01"), "lab", "h2")});
  EXPECT_THAT(moved(before, after, "web-01"),
              ElementsAre(Change{"name", "", "web", "web-01"}, Change{"host", "", "h1", "h2"}));
}

TEST(Matching, a_uuid_goes_to_another_target) {
  const Report before = with_other({guest(kUuid, "web")});
  const Report after = with_other({at(guest(kUuid, "web"), "other")});
  EXPECT_THAT(moved(before, after, "web"), ElementsAre(Change{"target", "", "lab", "other"}));
}

TEST(Matching, an_id_that_is_no_uuid_says_nothing_at_another_target) {
  const Report before = with_other({guest("vm-12", "web")});
  const Report after = with_other({at(guest("vm-12", "db"), "other")});
  EXPECT_THAT(kinds(compare(before, after)), ElementsAre("new other/db", "gone lab/web", "unchanged other/x"));
}

TEST(Matching, a_name_that_stands_once_on_each_side) {
  const Report before = with_other({guest("1", "web")});
  const Report after = with_other({at(guest("2", "web"), "other")});
  EXPECT_THAT(moved(before, after, "web"),
              ElementsAre(Change{"target", "", "lab", "other"}, Change{"id", "", "1", "2"}));
}

TEST(Matching, a_name_that_stands_twice_is_nobodys) {
  const Report before = with_other({guest("1", "web"), guest("5", "web")});
  const Report after = with_other({at(guest("2", "web"), "other")});
  EXPECT_THAT(kinds(compare(before, after)),
              ElementsAre("new other/web", "gone lab/web", "gone lab/web", "unchanged other/x"));
}

TEST(Matching, a_name_proves_nothing_where_its_target_was_not_read_whole) {
  const Report before = with_other({guest("1", "web")});
  Report after = with_other({at(guest("2", "web"), "other")});
  after.targets[0].complete = false;
  after.incomplete = true;
  EXPECT_THAT(kinds(compare(before, after)), ElementsAre("new other/web", "not-seen lab/web", "unchanged other/x"));
}

TEST(Matching, a_target_that_is_called_otherwise) {
  const Report before = report_of({guest("vm-1", "a"), guest("vm-2", "a")});
  Report after = report_of({guest("vm-1", "a"), guest("vm-2", "a")});
  after.targets[0].name = "production";
  for (GuestReport& guest : after.guests) guest.target = "production";
  EXPECT_THAT(kinds(compare(before, after)), ElementsAre("unchanged production/a", "unchanged production/a"));
  EXPECT_THAT(moved(before, after, "a"), ElementsAre(Change{"target", "", "lab", "production"}));
}

TEST(Matching, one_target_twice_in_a_report) {
  const Report twice = report_of({guest("g", "a"), guest("g", "a", Level::vendor, Outcome::warn)});
  EXPECT_THAT(kinds(compare(twice, twice)), ElementsAre("unchanged lab/a", "unchanged lab/a"));
  EXPECT_THAT(kinds(compare(twice, report_of({guest("g", "a")}))), ElementsAre("gone lab/a", "unchanged lab/a"));
}

}  // namespace
}  // namespace hvcompat::testing
