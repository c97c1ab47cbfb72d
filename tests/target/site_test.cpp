// A site file's content, and the targets that a command line asks for.
#include "target/site.hpp"

#include <gmock/gmock.h>

namespace hvcompat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Site site_of(const std::string& text) {
  auto site = parse_site("/etc/hv/site.json", text);
  EXPECT_TRUE(site.has_value()) << (site ? "" : to_text(site.error()));
  return site ? *site : Site{};
}

TEST(Site, Empty) {
  const Site site = site_of("{}");
  EXPECT_THAT(site.targets, IsEmpty());
  EXPECT_EQ(site.profile, "");
  EXPECT_EQ(site.sha256, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
}

TEST(Site, Targets) {
  const Site site = site_of(R"({"targets":[
    {"name":"lab","uri":"qemu:///system","secret":{"env":"LAB"},"options":{"agent":true, "n":[1,2]}},
    {"name":"two","uri":"xen+ssh://h/","secrets":{"password":{"file":"keys/two"},"token":{"command":["pass","two"]}}}]})");
  ASSERT_EQ(site.targets.size(), 2U);
  EXPECT_EQ(site.targets[0].secrets.at("password").name, "LAB");
  EXPECT_EQ(site.targets[0].options, R"({"agent":true,"n":[1,2]})");
  EXPECT_EQ(site.targets[1].scheme, "xen+ssh");
  EXPECT_EQ(site.targets[1].secrets.at("password").name, "/etc/hv/keys/two");
  EXPECT_THAT(site.targets[1].secrets.at("token").command, ElementsAre("pass", "two"));
}

TEST(Site, FactsOfTheCustomer) {
  const Site site = site_of(R"({"customer":{"support_agreement":"premier","customer.spla":false}})");
  EXPECT_EQ(*site.facts.customer.text("customer.support_agreement"), "premier");
  EXPECT_EQ(*site.facts.customer.boolean("customer.spla"), false);
  EXPECT_EQ(site.facts.customer.find("customer.spla")->evidence, "site file, customer");
}

TEST(Site, Vendors) {
  const Site site = site_of(R"({"vendors":{"acme":{"relationship":"none"},"best":{"relationship":"established"}}})");
  EXPECT_EQ(site.facts.vendors.at("acme"), "none");
  EXPECT_EQ(site.facts.vendors.at("best"), "established");
}

TEST(Site, Attested) {
  const Site site = site_of(R"({"attest":[
    {"target":"lab","facts":{"hypervisor.version":"9.4","host.memory.total_mib":4096}},
    {"guest":"sql-*","host":"h?","override":true,"facts":{"guest.role":["sql-server","dns","dns"],"x.acme.tier":"gold"}}]})");
  ASSERT_EQ(site.facts.attest.size(), 2U);
  EXPECT_EQ(site.facts.attest[0].target, "lab");
  EXPECT_EQ(site.facts.attest[0].host, "*");
  EXPECT_FALSE(site.facts.attest[0].overrides);
  EXPECT_EQ(*site.facts.attest[0].facts.integer("host.memory.total_mib"), 4096);
  EXPECT_TRUE(site.facts.attest[1].overrides);
  EXPECT_THAT(*site.facts.attest[1].facts.list("guest.role"), ElementsAre("dns", "sql-server"));
  EXPECT_EQ(*site.facts.attest[1].facts.text("x.acme.tier"), "gold");
  EXPECT_EQ(site.facts.attest[1].facts.find("guest.role")->evidence, "site file, attest[1]");
}

TEST(Site, PathsAreRelativeToTheFile) {
  const Site site =
      site_of(R"({"catalogs":["our.json","/abs.json"],"policies":["../p/acme.json"],"profile":"strict.json"})");
  EXPECT_THAT(site.catalogs, ElementsAre("/etc/hv/our.json", "/abs.json"));
  EXPECT_THAT(site.policies, ElementsAre("/etc/p/acme.json"));
  EXPECT_EQ(site.profile, "/etc/hv/strict.json");
  EXPECT_EQ(site_of(R"({"profile":"strict"})").profile, "strict");
}

TEST(Site, Waivers) {
  const Site site = site_of(R"({"waivers":[
    {"guest":"web-*","rule":"a7-overcommit","reason":"r","owner":"o","expires":"2027-01-31"}]})");
  ASSERT_EQ(site.waivers.size(), 1U);
  EXPECT_EQ(site.waivers[0].guest, "web-*");
  EXPECT_EQ(site.waivers[0].host, "");
  EXPECT_EQ(site.waivers[0].rule, "a7-overcommit");
  EXPECT_EQ(site.waivers[0].expires, "2027-01-31");
  EXPECT_EQ(site.waivers[0].where.line, 2);
}

class Selection : public testing::Test {
 protected:
  Result<std::vector<Target>> select(std::vector<std::string> words) const { return select_targets(words, &site_); }
  std::string error_of(std::vector<std::string> words) const { return to_text(select(std::move(words)).error()); }

  Site site_ = site_of(R"({"targets":[{"name":"lab","uri":"qemu:///system","options":{"agent":true}},
                                      {"name":"two","uri":"xen:///"}]})");
};

TEST_F(Selection, AllWhereNothingIsNamed) { EXPECT_EQ(select({}).value().size(), 2U); }

TEST_F(Selection, ByNameAndByUri) {
  const auto targets = select({"two", "qemu:///system", "test:///default"}).value();
  ASSERT_EQ(targets.size(), 3U);
  EXPECT_EQ(targets[0].uri, "xen:///");
  EXPECT_EQ(targets[1].name, "lab");
  EXPECT_EQ(targets[1].options, R"({"agent":true})");
  EXPECT_EQ(targets[2].name, "test:///default");
}

TEST_F(Selection, UnknownName) {
  EXPECT_EQ(error_of({"labb"}), "`labb` is neither a target of `/etc/hv/site.json` nor a URI\n    did you mean `lab`?");
  EXPECT_EQ(error_of({"something"}),
            "`something` is neither a target of `/etc/hv/site.json` nor a URI\n    it names lab, two");
}

TEST_F(Selection, Twice) { EXPECT_EQ(error_of({"lab", "qemu:///system"}), "target `lab` is given twice"); }

TEST_F(Selection, Nothing) {
  EXPECT_EQ(to_text(select_targets({}, nullptr).error()),
            "there is nothing to read: no target is given\n"
            "    name a URI such as `qemu:///system`, or give a site file with `targets`");
}

}  // namespace
}  // namespace hvcompat
