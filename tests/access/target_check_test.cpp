// What an account has and lacks, on tables of a few facts and one small policy.
#include "access/target_check.hpp"

#include <gmock/gmock.h>

#include "verdict/policies_fixture.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Reads one fact of each kind: of the guest, of the site file, of the core.
constexpr const char* kPolicy = R"({
  "id": "house", "revision": "2026-01-01", "title": "t", "area": "house", "source": {"document": "d"},
  "in_force": {"from": "2026-01-01"},
  "applies_to": {"fact": "guest.os.family", "is": "windows"},
  "clauses": [{"id": "c1", "where": "1", "summary": "s"}, {"id": "c2", "where": "2", "summary": "s"}],
  "support": [
    {"id": "r1", "when": {"fact": "guest.vcpu.count", "at_least": 17}, "level": "vendor", "clauses": ["c1"], "why": "w"},
    {"id": "r2", "level": "joint", "clauses": ["c1"], "why": "w"}
  ],
  "boundaries": [
    {"id": "b1", "feature": "feature.storage_software", "responsible": "v", "basis": "explicit", "clauses": ["c2"], "why": "w", "remedy": "r"}
  ]
})";

PluginManifest manifest() {
  PluginManifest made;
  made.name = "x";
  made.facts = {{"hypervisor.family", "look"},
                {"guest.os.family", "look"},
                {"guest.vcpu.count", "count"},
                {"guest.tpm", "touch"}};
  return made;
}

Record guest(const std::string& id, const std::string& family, Fact processors) {
  Record record{id, id, "h1", {}};
  record.facts.set("guest.os.family", Fact::of(Value(family), "test"));
  record.facts.set("guest.vcpu.count", std::move(processors));
  record.facts.set("guest.tpm", Fact::missing("not-permitted", "", "grant touch"));
  return record;
}

Fact count(std::int64_t processors) { return Fact::of(Value(processors), "test"); }
Fact refused() { return Fact::missing("not-permitted", "", "grant count"); }

CollectedTarget collected(std::vector<Record> guests) {
  CollectedTarget made;
  made.target.uri = "x://me@lab";
  made.inventory.target = "lab";
  made.inventory.uri = "x://me@lab";
  Record host{"h1", "kvm01", "", {}};
  host.facts.set("hypervisor.family", Fact::of(Value(std::string("kvm")), "test"));
  made.inventory.hosts = {host};
  for (const Record& guest : guests) made.guests.add(guest);
  return made;
}

Site with_storage_attested() {
  Site site;
  AttestRule rule;
  rule.facts.set("guest.storage.software", Fact::of(Value(TextList{}), "site file"));
  site.facts.attest = {rule};
  return site;
}

TargetCheck check(const CollectedTarget& target, const Site& site = {}, std::vector<std::string> accept = {}) {
  static const PolicySet policies = compiled({kPolicy});
  static const Catalogs catalogs;
  static const Profile profile = default_profile();
  const Evaluation evaluation{policies, catalogs, profile, site, "2026-06-01", "0.0.0"};
  return check_target(target, manifest(), {evaluation, std::move(accept)});
}

const FactReach& fact(const TargetCheck& check, const std::string& name) {
  for (const FactReach& reach : check.facts)
    if (reach.fact == name) return reach;
  throw std::out_of_range(name);
}

TEST(Access, NothingLacksWhereAllThatPoliciesAskIsKnown) {
  const TargetCheck done = check(collected({guest("g1", "windows", count(4))}), with_storage_attested());
  EXPECT_EQ(done.state, AccessState::complete);
  EXPECT_THAT(done.clauses, IsEmpty());
  EXPECT_EQ(done.account, "me");
  EXPECT_EQ(done.reached, true);
  EXPECT_EQ(done.signed_in, true);
  // It lacks, but no policy asks for it.
  EXPECT_TRUE(fact(done, "guest.tpm").lacks());
  EXPECT_FALSE(fact(done, "guest.tpm").needed);
}

TEST(Access, ARefusedFactNamesItsClausesPrivilegeAndRemedy) {
  const TargetCheck done = check(collected({guest("g1", "windows", refused())}), with_storage_attested());
  EXPECT_EQ(done.state, AccessState::lacks);
  ASSERT_EQ(done.clauses.size(), 1u);
  EXPECT_EQ(done.clauses[0].policy, "house");
  EXPECT_EQ(done.clauses[0].revision, "2026-01-01");
  EXPECT_EQ(done.clauses[0].clause, "c1");
  EXPECT_EQ(done.clauses[0].where, "1");
  EXPECT_THAT(done.clauses[0].carriers, ElementsAre("rule r1", "rule r2"));
  EXPECT_THAT(done.clauses[0].facts, ElementsAre("guest.vcpu.count"));
  EXPECT_EQ(done.clauses[0].guests, 1u);
  const FactReach& reach = fact(done, "guest.vcpu.count");
  EXPECT_EQ(reach.supply, Supply::rights);
  EXPECT_EQ(reach.privilege, "count");
  ASSERT_EQ(reach.reasons.size(), 1u);
  EXPECT_EQ(reach.reasons[0].remedy, "grant count");
}

TEST(Access, AFactThatNoPluginTellsIsForTheSiteFile) {
  const TargetCheck done = check(collected({guest("g1", "windows", count(4))}));
  EXPECT_EQ(done.state, AccessState::lacks);
  ASSERT_EQ(done.clauses.size(), 1u);
  EXPECT_EQ(done.clauses[0].clause, "c2");
  EXPECT_THAT(done.clauses[0].carriers, ElementsAre("boundary b1"));
  const FactReach& reach = fact(done, "guest.storage.software");
  EXPECT_EQ(reach.supply, Supply::site);
  EXPECT_FALSE(reach.declared);
  EXPECT_EQ(reach.privilege, "");
}

// The plugin does not report it, and yet it is for want of what the plugin would report that it is unknown.
TEST(Access, AFactThatIsMadeOfOthersLacksForTheirReason) {
  Record silent = guest("g1", "windows", count(4));
  silent.facts.set("guest.storage.software", Fact::missing("agent-off", "", "start the agent"));
  EXPECT_EQ(fact(check(collected({silent})), "guest.storage.software").supply, Supply::guest);
}

TEST(Access, KnownOfSomeIsKnownInPart) {
  const TargetCheck done = check(collected({guest("g1", "windows", refused()), guest("g2", "windows", count(4)),
                                            guest("g3", "windows", refused())}),
                                 with_storage_attested());
  const FactReach& reach = fact(done, "guest.vcpu.count");
  EXPECT_EQ(reach.known, 1u);
  EXPECT_EQ(reach.tried, 3u);
  EXPECT_EQ(reach.reasons.at(0).records, 2u);
  EXPECT_EQ(done.clauses.at(0).guests, 2u);
}

TEST(Access, Rights) {
  const TargetCheck done = check(collected({guest("g1", "windows", refused()), guest("g2", "windows", count(4))}));
  ASSERT_EQ(done.rights.size(), 3u);
  EXPECT_EQ(done.rights[0].privilege, "look");
  EXPECT_EQ(done.rights[0].state, RightState::has);
  EXPECT_EQ(done.rights[0].known, 2u);
  EXPECT_EQ(done.rights[1].state, RightState::part);
  EXPECT_EQ(done.rights[2].state, RightState::lacks);
  EXPECT_EQ(done.rights[2].refused, 1u);
  EXPECT_EQ(check(collected({})).rights[1].state, RightState::untried);
}

TEST(Access, WhatIsAcceptedLacksNoMore) {
  const CollectedTarget target = collected({guest("g1", "windows", refused())});
  EXPECT_EQ(check(target, with_storage_attested(), {"guest.vcpu.*"}).state, AccessState::complete);
  const TargetCheck half = check(target, {}, {"guest.vcpu.count"});
  EXPECT_EQ(half.state, AccessState::lacks);
  ASSERT_EQ(half.clauses.size(), 1u) << "the other clause waits for accepted facts alone";
  EXPECT_EQ(half.clauses[0].clause, "c2");
}

TEST(Access, GuestsThatNoPolicySpeaksOfAreTriedAsIfOneDid) {
  const TargetCheck done = check(collected({guest("g1", "linux", refused())}), with_storage_attested());
  EXPECT_EQ(done.as_if, "windows-server-2022");
  EXPECT_EQ(done.state, AccessState::lacks);
  EXPECT_EQ(done.clauses.at(0).clause, "c1");
  EXPECT_EQ(check(collected({guest("g1", "windows", count(4)), guest("g2", "linux", count(4))})).as_if, "")
      << "one of them is spoken of";
}

TEST(Access, NoGuestIsNoProof) {
  EXPECT_EQ(check(collected({}), with_storage_attested()).state, AccessState::untried);
  Record templates = guest("t1", "windows", count(4));
  templates.facts.set("guest.template", Fact::of(Value(true), "test"));
  EXPECT_EQ(check(collected({templates}), with_storage_attested()).state, AccessState::untried);
}

TEST(Access, ASampleIsNoFailureAndACutOffTargetIs) {
  CollectedTarget target = collected({guest("g1", "windows", count(4))});
  target.inventory.complete = false;
  EXPECT_EQ(check(target, with_storage_attested()).state, AccessState::failed);
  target.sampled = true;
  EXPECT_EQ(check(target, with_storage_attested()).state, AccessState::complete);
  EXPECT_TRUE(check(target, with_storage_attested()).more);
  target.complaints = {{"line 3: no record", true}};
  EXPECT_EQ(check(target, with_storage_attested()).state, AccessState::failed);
}

struct ContactCase {
  const char* code;
  std::optional<bool> reached;
  std::optional<bool> signed_in;
};

TEST(Access, HowFarItGot) {
  const std::optional<bool> unknown;
  for (const auto& [code, reached, signed_in] : {ContactCase{"unreachable", false, false},
                                                 {"auth", true, false},
                                                 {"tls", true, false},
                                                 {"not-permitted", true, true},
                                                 {"timeout", unknown, unknown},
                                                 {"plugin-crash", unknown, unknown}}) {
    CollectedTarget target = collected({});
    target.inventory.hosts.clear();
    target.inventory.complete = false;
    target.inventory.errors = {{"target", "", code, "t", "r"}};
    const TargetCheck done = check(target);
    EXPECT_EQ(done.reached, reached) << code;
    EXPECT_EQ(done.signed_in, signed_in) << code;
  }
}

TEST(Access, TheOptionNamesTheAccount) {
  CollectedTarget target = collected({});
  target.target.options = R"({"username": "reader@vsphere.local"})";
  EXPECT_EQ(check(target).account, "reader@vsphere.local");
  target.target = {};
  target.target.uri = "x://me:secret@lab/a@b";
  EXPECT_EQ(check(target).account, "me");
  target.target.uri = "x:///lab@b";
  EXPECT_EQ(check(target).account, "");
}

}  // namespace
}  // namespace hvcompat::testing
