// Why a guest changed: each kind of cause, and what is no cause.
#include "diff/causes.hpp"

#include <gmock/gmock.h>

#include "diff/fixture.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;

Fact text(const std::string& value, const std::string& evidence = "agent") { return Fact::of(value, evidence); }

// Two reports of one guest that passed and warns now.
struct Pair {
  GuestReport old_guest = guest("1", "a");
  GuestReport new_guest = guest("1", "a", Level::vendor, Outcome::warn);
  Report before = report_of({});
  Report after = report_of({});

  GuestChange change() {
    before.guests = {old_guest};
    after.guests = {new_guest};
    return compare(before, after).guests.at(0);
  }

  // A fact that both answers read.
  void fact(const std::string& name, Fact was, Fact is) {
    read(old_guest, name, std::move(was));
    read(new_guest, name, std::move(is));
  }
};

constexpr const char* kNotHeld = "not told: no changed input that the answer reads is held in the reports";

TEST(Causes, none_is_told) { EXPECT_THAT(causes(Pair().change()), ElementsAre(kNotHeld)); }

TEST(Causes, a_fact_with_both_evidences) {
  Pair pair;
  pair.fact("guest.os.product", text("windows-server-2019"), text("windows-server-2022", "tools"));
  const GuestChange change = pair.change();
  EXPECT_THAT(causes(change), ElementsAre("guest.os.product: windows-server-2019 → windows-server-2022"));
  EXPECT_EQ(change.causes[0].evidence_before, "agent");
  EXPECT_EQ(change.causes[0].evidence_after, "tools");
}

TEST(Causes, a_fact_that_was_lost) {
  Pair pair;
  pair.fact("guest.os.product", text("windows-server-2019"), Fact::missing("agent-off", "no answer"));
  const GuestChange change = pair.change();
  EXPECT_THAT(causes(change), ElementsAre("guest.os.product: windows-server-2019 → unknown (agent-off)"));
  EXPECT_EQ(change.causes[0].evidence_after, "no answer");
}

TEST(Causes, another_reason_of_an_unknown_fact_is_none) {
  Pair pair;
  pair.fact("guest.os.product", Fact::missing("agent-off"), Fact::missing("timeout"));
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
}

TEST(Causes, a_fact_that_the_answer_does_not_read_is_none) {
  Pair pair;
  pair.new_guest.facts.set("guest.vcpu.count", Fact::of(std::int64_t{8}, "XML"));
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
}

TEST(Causes, a_fact_that_one_side_reads_was_there_for_the_other) {
  Pair pair;
  pair.old_guest.facts.set("guest.vcpu.count", Fact::of(std::int64_t{4}, "XML"));
  read(pair.new_guest, "guest.vcpu.count", Fact::of(std::int64_t{8}, "XML"));
  EXPECT_THAT(causes(pair.change()), ElementsAre("guest.vcpu.count: 4 → 8"));
}

TEST(Causes, facts_of_boundaries_and_missing_ones) {
  Pair pair;
  for (GuestReport* side : {&pair.old_guest, &pair.new_guest}) {
    side->verdict.boundaries = {boundary("b", BoundaryState::clear)};
    side->verdict.boundaries[0].feature = "feature.snapshots";
    side->verdict.missing = {{"guest.os.build", {}}};
  }
  pair.old_guest.facts.set("feature.snapshots", text("off", "derived from guest.snapshot.count"));
  pair.new_guest.facts.set("feature.snapshots", text("in-use", "derived from guest.snapshot.count"));
  pair.old_guest.facts.set("guest.snapshot.count", Fact::of(std::int64_t{0}, "API"));
  pair.new_guest.facts.set("guest.snapshot.count", Fact::of(std::int64_t{2}, "API"));
  pair.new_guest.facts.set("guest.os.build", text("20348"));
  const GuestChange change = pair.change();
  EXPECT_THAT(causes(change),
              ElementsAre("feature.snapshots: off → in-use", "guest.os.build: unknown (not-asked) → 20348",
                          "guest.snapshot.count: 0 → 2"));
  EXPECT_THAT(change.causes[0].through, ElementsAre("guest.snapshot.count"));
}

TEST(Causes, what_a_derived_fact_came_from_is_none_where_that_stayed) {
  Pair pair;
  const auto gone_on = [](GuestReport& guest, std::int64_t count) {
    read(guest, "feature.snapshots", text("in-use", "derived from guest.snapshot.count"));
    guest.facts.set("guest.snapshot.count", Fact::of(count, "API"));
  };
  gone_on(pair.old_guest, 1);
  gone_on(pair.new_guest, 2);
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
}

TEST(Causes, a_policy_that_says_something_else) {
  Pair pair;
  pair.after.inputs.packs = {{"p", "2", "", "", "", ""}, {"q", "1", "", "", "", ""}};
  EXPECT_THAT(causes(pair.change()), ElementsAre("policy p: 1 → 2"));
}

TEST(Causes, a_policy_that_was_added_or_removed) {
  Pair pair;
  PackVerdict more = pair.new_guest.verdict.areas[0].packs[0];
  more.policy = "q";
  pair.new_guest.verdict.areas[0].packs.push_back(more);
  pair.after.inputs.packs.push_back({"q", "5", "", "", "", ""});
  EXPECT_THAT(causes(pair.change()), ElementsAre("policy q: added: 5"));
  std::swap(pair.old_guest, pair.new_guest);
  std::swap(pair.before, pair.after);
  EXPECT_THAT(causes(pair.change()), ElementsAre("policy q: removed, was 5"));
}

TEST(Causes, a_catalog_only_where_a_fact_from_it_changed) {
  Pair pair;
  pair.after.inputs.catalogs = {{"svvp", "2026-02-01", "x"}, {"windows", "2026-02-01", "y"}};
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
  pair.fact("guest.os.lifecycle", text("extended", "derived from guest.os.product"),
            text("ended", "derived from guest.os.product"));
  EXPECT_THAT(causes(pair.change()), ElementsAre("guest.os.lifecycle: extended → ended",
                                                 "catalog windows: as of 2026-01-01 → as of 2026-02-01"));
}

TEST(Causes, the_users_own_catalog) {
  Pair pair;
  pair.after.inputs.catalogs.push_back({"svvp: our-svvp.json", "2026-10-01", "x"});
  pair.fact("svvp.status", Fact::missing("not-exposed"), text("validated", "derived from hypervisor.product"));
  EXPECT_THAT(causes(pair.change()), ElementsAre("svvp.status: unknown (not-exposed) → validated",
                                                 "catalog svvp: our-svvp.json: added: as of 2026-10-01"));
}

TEST(Causes, a_plugin_where_a_collected_fact_changed) {
  Pair pair;
  pair.after.targets[0].plugin = "libvirt 1.1";
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
  pair.fact("guest.vcpu.count", Fact::of(std::int64_t{4}, "XML"), Fact::of(std::int64_t{8}, "XML"));
  EXPECT_THAT(causes(pair.change()), ElementsAre("guest.vcpu.count: 4 → 8", "plugin: libvirt 1.0 → libvirt 1.1"));
}

TEST(Causes, the_site_file_where_it_told_the_fact) {
  Pair pair;
  pair.before.inputs.site_sha256 = "aaaaaaaaaa";
  pair.after.inputs.site_sha256 = "bbbbbbbbbb";
  pair.after.targets[0].plugin = "libvirt 1.1";
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
  pair.fact("customer.support_agreement", text("premier", "site file, customer"), text("none", "site file, customer"));
  EXPECT_THAT(causes(pair.change()), ElementsAre("customer.support_agreement: premier → none",
                                                 "site file: site file (aaaaaaaa) → site file (bbbbbbbb)"));
}

TEST(Causes, waivers) {
  const AppliedWaiver waiver{"r", "agreed", "ops", "2026-12-31", "site.json:12"};
  Pair pair;
  pair.old_guest.verdict.waivers = {waiver};
  EXPECT_THAT(causes(pair.change()),
              ElementsAre("waiver of r: removed, was until 2026-12-31, ops: agreed (site.json:12)"));
  pair.after.as_of = "2027-01-01";
  EXPECT_THAT(causes(pair.change()),
              ElementsAre("waiver of r: until 2026-12-31, ops: agreed (site.json:12) → expired"));
  pair.old_guest.verdict.waivers.clear();
  pair.new_guest.verdict.waivers = {waiver};
  EXPECT_THAT(causes(pair.change()), ElementsAre("waiver of r: added: until 2026-12-31, ops: agreed (site.json:12)"));
}

TEST(Causes, a_waiver_that_names_nothing_of_the_guest_is_none) {
  Pair pair;
  pair.old_guest.verdict.waivers = {{"other", "agreed", "ops", "2026-12-31", "site.json:12"}};
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
}

TEST(Causes, a_profile_where_an_outcome_changed) {
  Pair pair;
  pair.after.inputs.profile = "strict";
  EXPECT_THAT(causes(pair.change()), ElementsAre("profile: default → strict"));
  pair.new_guest = pair.old_guest;
  pair.new_guest.verdict.areas[0].packs[0].rules = {"s"};
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
}

TEST(Causes, the_date_where_a_life_cycle_changed_by_itself) {
  Pair pair;
  pair.after.as_of = "2027-01-13";
  EXPECT_THAT(causes(pair.change()), ElementsAre(kNotHeld));
  pair.fact("guest.os.product", text("windows-server-2016"), text("windows-server-2016"));
  pair.fact("guest.os.lifecycle", text("extended", "derived from guest.os.product"),
            text("ended", "derived from guest.os.product"));
  EXPECT_THAT(causes(pair.change()),
              ElementsAre("guest.os.lifecycle: extended → ended", "date: 2026-11-20 → 2027-01-13"));
  pair.new_guest.facts.set("guest.os.product", text("windows-server-2012"));
  EXPECT_THAT(causes(pair.change()), ElementsAre("guest.os.lifecycle: extended → ended",
                                                 "guest.os.product: windows-server-2016 → windows-server-2012"));
}

TEST(Causes, hvcompat_where_a_derived_fact_changed_by_itself_or_nothing_else_is_told) {
  Pair pair;
  pair.after.inputs.hvcompat = "2.0";
  EXPECT_THAT(causes(pair.change()), ElementsAre("hvcompat: 1.0 → 2.0"));
  pair.fact("guest.vcpu.count", Fact::of(std::int64_t{4}, "XML"), Fact::of(std::int64_t{8}, "XML"));
  EXPECT_THAT(causes(pair.change()), ElementsAre("guest.vcpu.count: 4 → 8"));
  pair.fact("guest.kind", text("windows-server", "derived from guest.os.product"),
            text("windows-client", "derived from guest.os.product"));
  EXPECT_THAT(causes(pair.change()), ElementsAre("guest.kind: windows-server → windows-client",
                                                 "guest.vcpu.count: 4 → 8", "hvcompat: 1.0 → 2.0"));
}

TEST(Causes, reports_without_facts_tell_what_may_be_a_cause) {
  Pair pair;
  pair.old_guest.facts = pair.new_guest.facts = {};
  EXPECT_THAT(causes(pair.change()), ElementsAre("not told: the reports do not hold the facts that would show it"));
  pair.after.as_of = "2027-01-01";
  pair.after.targets[0].plugin = "libvirt 1.1";
  pair.after.inputs.packs[0].revision = "2";
  EXPECT_THAT(causes(pair.change()), ElementsAre("maybe date: 2026-11-20 → 2027-01-01", "policy p: 1 → 2",
                                                 "maybe plugin: libvirt 1.0 → libvirt 1.1"));
  pair.before.inputs.facts_sha256 = pair.after.inputs.facts_sha256 = "f";
  EXPECT_THAT(causes(pair.change()), ElementsAre("maybe date: 2026-11-20 → 2027-01-01", "policy p: 1 → 2"));
}

TEST(Causes, reports_without_facts_still_hold_those_of_boundaries) {
  Pair pair;
  pair.old_guest.facts = pair.new_guest.facts = {};
  pair.old_guest.verdict.boundaries = {boundary("b", BoundaryState::clear)};
  pair.new_guest.verdict.boundaries = {boundary("b", BoundaryState::crossed)};
  pair.old_guest.verdict.boundaries[0].because = {"guest.memory.ballooned_mib = 0"};
  pair.new_guest.verdict.boundaries[0].because = {"guest.memory.ballooned_mib = 512"};
  EXPECT_THAT(causes(pair.change()), ElementsAre("guest.memory.ballooned_mib: 0 → 512"));
}

}  // namespace
}  // namespace hvcompat::testing
