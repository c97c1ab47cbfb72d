// Which system a guest runs, who said so, and where sources disagree.
#include <gmock/gmock.h>

#include "derive_fixture.hpp"

namespace hvcompat {
namespace {

constexpr const char* kProduct = "guest.os.product";
constexpr const char* kKind = "guest.kind";

std::vector<std::string> told(const JudgedGuest& judged) {
  std::vector<std::string> texts;
  for (const FactConflict& conflict : judged.conflicts) texts.push_back(conflict.fact + ": " + conflict.text);
  return texts;
}

SiteFacts attesting(const Given& given, bool overrides = false) {
  SiteFacts site;
  site.attest.push_back({"*", "*", "*", facts_of(given), overrides});
  return site;
}

TEST(GuestOs, DeclaredByIdentifier) {
  const Facts facts = derived({{"guest.os.declared_id", text("http://microsoft.com/win/2k19")}});
  EXPECT_EQ(state(facts, kProduct), "windows-server-2019");
  EXPECT_EQ(state(facts, "guest.os.declared_product"), "windows-server-2019");
  EXPECT_EQ(state(facts, "guest.os.source"), "declared");
  EXPECT_EQ(state(facts, "guest.os.family"), "windows");
  EXPECT_EQ(state(facts, kKind), "windows-server");
  EXPECT_EQ(facts.find(kProduct)->evidence, "derived from guest.os.declared_id");
}

TEST(GuestOs, WhatThePluginToldKeepsItsEvidence) {
  const Facts facts =
      derived({{"guest.os.declared_id", text("http://redhat.com/rhel/9.2")}, {"guest.os.source", text("declared")}});
  EXPECT_EQ(facts.find("guest.os.source")->evidence, "test");
}

TEST(GuestOs, VersionFromTheIdentifier) {
  const Facts facts = derived({{"guest.os.declared_id", text("http://redhat.com/rhel/9.2")}});
  EXPECT_EQ(state(facts, kProduct), "rhel");
  EXPECT_EQ(state(facts, "guest.os.version"), "9.2");
  EXPECT_EQ(state(facts, kKind), "non-microsoft");
}

TEST(GuestOs, AnIdentifierInNoCatalog) {
  const Facts facts = derived({{"guest.os.declared_id", text("http://acme.example/os/1")}});
  EXPECT_EQ(state(facts, kProduct), "{}");
  const Unknown& cause = facts.find(kProduct)->unknown;
  EXPECT_EQ(cause.reason, "not-exposed");
  EXPECT_EQ(cause.detail, "`http://acme.example/os/1` is in no catalog of guest OS names");
  EXPECT_EQ(cause.remedy, "attest `guest.os.product` in the site file");
}

TEST(GuestOs, AnAmbiguousIdentifierKeepsCandidates) {
  const Facts facts = derived({{"guest.os.declared_id", text("windows8Server64Guest")}});
  EXPECT_EQ(state(facts, kProduct), "{windows-server-2012-r2, windows-server-2012}");
  EXPECT_EQ(facts.find(kProduct)->unknown.detail,
            "`windows8Server64Guest` stands for windows-server-2012-r2 or windows-server-2012");
  EXPECT_EQ(state(facts, kKind), "windows-server");
}

TEST(GuestOs, TheBuildSettlesWhatToolsReport) {
  const Facts facts = derived({{"guest.os.reported_id", text("windows9Server64Guest")},
                               {"guest.os.build", text("17763")},
                               {"hypervisor.api", text("vim25")}});
  EXPECT_EQ(state(facts, kProduct), "windows-server-2019");
  EXPECT_EQ(state(facts, "guest.os.source"), "tools");
}

TEST(GuestOs, TheBuildCorrectsAnOldAgent) {
  EXPECT_EQ(state(derived({{"guest.os.reported_id", text("mswindows:2022:server")}, {"guest.os.build", text("26100")}}),
                  kProduct),
            "windows-server-2025");
}

TEST(GuestOs, ABuildAloneNeedsTheProductType) {
  const Given build = {
      {"guest.os.source", text("agent")}, {"guest.os.build", text("26100")}, {"guest.os.family", text("windows")}};
  EXPECT_EQ(state(derived(build), kProduct), "{windows-server-2025, windows-11}");
  EXPECT_EQ(state(derived(build), kKind), "{windows-server, windows-client} from guest.os.product");
  Given server = build;
  server.emplace_back("guest.os.product_type", text("domain-controller"));
  EXPECT_EQ(state(derived(server), kProduct), "windows-server-2025");
  EXPECT_EQ(state(derived(server), kKind), "windows-server");
}

TEST(GuestOs, AgentBeforeDeclaredAndTheConflictIsNamed) {
  const JudgedGuest judged = first(inventory_of({{"guest.os.reported_id", text("mswindows:2019:server")},
                                                 {"guest.os.declared_id", text("http://microsoft.com/win/2k16")}}));
  EXPECT_EQ(state(judged.facts, kProduct), "windows-server-2019");
  EXPECT_EQ(state(judged.facts, "guest.os.source"), "agent");
  EXPECT_EQ(state(judged.facts, "guest.os.declared_product"), "windows-server-2016");
  EXPECT_EQ(told(judged),
            (std::vector<std::string>{"guest.os.product: declared windows-server-2016, reported windows-server-2019"}));
}

TEST(GuestOs, AnAgentWithoutAProductLeavesItToTheDefinition) {
  const Given agent = {{"guest.os.reported_id", text("mswindows")}, {"guest.os.family", text("windows")}};
  EXPECT_EQ(state(derived(agent), kProduct), "{}");
  Given declared = agent;
  declared.emplace_back("guest.os.declared_id", text("http://microsoft.com/win/2k19"));
  EXPECT_EQ(state(derived(declared), kProduct), "windows-server-2019");
  EXPECT_EQ(state(derived(declared), "guest.os.source"), "declared");
  Given other = agent;
  other.emplace_back("guest.os.declared_id", text("http://redhat.com/rhel/9.2"));
  EXPECT_EQ(state(derived(other), kProduct), "{}");
}

TEST(GuestOs, AWindowsThatNoCatalogNamesIsNotTheOneOfTheDefinition) {
  const auto product = [](const char* reported, const char* declared) {
    const Facts facts = derived({{"guest.os.reported_id", text(reported)},
                                 {"guest.os.declared_id", text(declared)},
                                 {"guest.os.family", text("windows")}});
    return state(facts, kProduct) + " by " + state(facts, "guest.os.source");
  };
  EXPECT_EQ(product("mswindows:2028", "http://microsoft.com/win/2k22"), "{} by agent");
  EXPECT_EQ(product("winNTGuest", "windows2019srv_64Guest"), "{} by agent");
  EXPECT_EQ(product("Windows Server 2031", "windows2019srv_64Guest"), "{} by agent");
}

TEST(GuestOs, AnAttestedProductSaysOfWhatKindAndFamilyItIs) {
  const JudgedGuest client = first(inventory_of({{"guest.os.reported_id", text("mswindows:2025:server")},
                                                 {"guest.os.product_type", text("server")},
                                                 {"guest.os.family", text("windows")}}),
                                   attesting({{kProduct, text("windows-11")}}, true));
  EXPECT_EQ(state(client.facts, kKind), "windows-client");
  const JudgedGuest server =
      first(inventory_of({{"guest.os.reported_id", text("rhel:9.2")}, {"guest.os.family", text("linux")}}),
            attesting({{kProduct, text("windows-server-2022")}}, true));
  EXPECT_EQ(state(server.facts, "guest.os.family"), "windows");
  EXPECT_EQ(state(server.facts, kKind), "windows-server");
  EXPECT_THAT(told(server),
              ::testing::Contains("guest.os.family: attested windows-server-2022 is of windows, told linux"));
}

TEST(GuestOs, AnAttestedProductIsNotPutBeforeWhatWasToldFromInside) {
  const SiteFacts site = attesting({{kProduct, text("windows-server-2022")}});
  const JudgedGuest linux = first(inventory_of({{"guest.os.source", text("agent")},
                                                {"guest.os.reported_id", text("cachyos:1")},
                                                {"guest.os.family", text("linux")}}),
                                  site);
  EXPECT_EQ(state(linux.facts, "guest.os.family"), "linux");
  EXPECT_EQ(state(linux.facts, kKind), "non-microsoft");
  EXPECT_EQ(state(linux.facts, kProduct), "{}");
  EXPECT_EQ(linux.facts.find(kProduct)->unknown.remedy, "if the attestation is right, add `\"override\": true` to it");
  EXPECT_EQ(told(linux),
            (std::vector<std::string>{"guest.os.family: attested windows-server-2022 is of windows, told linux"}));
  const JudgedGuest client = first(inventory_of({{"guest.os.source", text("agent")},
                                                 {"guest.os.reported_id", text("winNTGuest")},
                                                 {"guest.os.product_type", text("workstation")}}),
                                   site);
  EXPECT_EQ(state(client.facts, kKind), "windows-client");
  EXPECT_EQ(state(client.facts, kProduct), "{}");
  EXPECT_EQ(told(client), (std::vector<std::string>{
                              "guest.os.product_type: attested windows-server-2022 is of a server, told workstation"}));
  const JudgedGuest other = first(inventory_of({{"guest.os.reported_id", text("windows8Server64Guest")}}), site);
  EXPECT_EQ(state(other.facts, kProduct), "{windows-server-2012-r2, windows-server-2012}");
  EXPECT_EQ(state(other.facts, "guest.os.source"), "agent");
}

TEST(GuestOs, WhatIsAttestedOfAnotherProductThanWasToldFromInsideIsNotTaken) {
  const Inventory tools = inventory_of({{"guest.os.reported_id", text("windows8Server64Guest")}});
  const JudgedGuest built = first(tools, attesting({{"guest.os.build", text("20348")}}));
  EXPECT_EQ(state(built.facts, kProduct), "{windows-server-2012-r2, windows-server-2012}");
  EXPECT_EQ(state(built.facts, "guest.os.build"), "absent");
  EXPECT_EQ(told(built), (std::vector<std::string>{"guest.os.build: attested 20348 is of windows-server-2022, told "
                                                   "windows-server-2012-r2 or windows-server-2012"}));
  const JudgedGuest versioned = first(tools, attesting({{"guest.os.version", text("10.0.20348")}}));
  EXPECT_EQ(state(versioned.facts, kProduct), "{windows-server-2012-r2, windows-server-2012}");
  EXPECT_EQ(versioned.conflicts.size(), 1U);
  const JudgedGuest both =
      first(tools, attesting({{"guest.os.build", text("20348")}, {kProduct, text("windows-server-2022")}}));
  EXPECT_EQ(state(both.facts, kProduct), "{windows-server-2012-r2, windows-server-2012}");
  EXPECT_EQ(both.conflicts.size(), 2U);
  const JudgedGuest forced = first(tools, attesting({{"guest.os.build", text("20348")}}, true));
  EXPECT_EQ(state(forced.facts, kProduct), "windows-server-2022");
  EXPECT_EQ(told(forced), (std::vector<std::string>{"guest.os.product: build 20348 is of windows-server-2022, told "
                                                    "windows-server-2012-r2 or windows-server-2012"}));
}

TEST(GuestOs, AnAttestedTypeDoesNotMakeAServerOfAClient) {
  const Inventory client = inventory_of({{"guest.os.reported_id", text("mswindows:11")},
                                         {"guest.os.build", text("26100")},
                                         {"guest.os.family", text("windows")}});
  const JudgedGuest judged = first(client, attesting({{"guest.os.product_type", text("server")}}));
  EXPECT_EQ(state(judged.facts, kKind), "windows-client");
  EXPECT_EQ(told(judged),
            (std::vector<std::string>{"guest.os.product_type: attested server is of a server, told windows-11"}));
  EXPECT_EQ(state(first(client, attesting({{"guest.os.product_type", text("server")}}, true)).facts, kKind),
            "windows-server");
}

TEST(GuestOs, AnAttestedProductIsHeldAgainstTheVersionThatWasTold) {
  const auto of_version = [](const char* version) {
    return first(inventory_of({{"guest.os.source", text("agent")},
                               {"guest.os.reported_id", text("mswindows")},
                               {"guest.os.version", text(version)}}),
                 attesting({{kProduct, text("windows-server-2022")}}));
  };
  EXPECT_EQ(state(of_version("6.1").facts, kProduct), "{}");
  EXPECT_EQ(told(of_version("6.1")),
            (std::vector<std::string>{"guest.os.version: attested windows-server-2022 is of 10.0, told 6.1"}));
  EXPECT_EQ(state(of_version("10.0").facts, kProduct), "windows-server-2022");
}

TEST(GuestOs, AttestedBeforeDeclared) {
  const JudgedGuest judged = first(inventory_of({{"guest.os.declared_id", text("http://redhat.com/rhel/9.2")}}),
                                   attesting({{kProduct, text("windows-server-2022")}}));
  EXPECT_EQ(state(judged.facts, kProduct), "windows-server-2022");
  EXPECT_EQ(state(judged.facts, "guest.os.family"), "windows");
  EXPECT_EQ(state(judged.facts, "guest.os.source"), "attested");
  EXPECT_EQ(state(judged.facts, "guest.os.declared_product"), "rhel");
  EXPECT_EQ(state(judged.facts, "guest.os.version"), "{}");
  EXPECT_EQ(told(judged), (std::vector<std::string>{"guest.os.product: attested windows-server-2022, declared rhel"}));
}

TEST(GuestOs, AgentBeforeAttestedUnlessItOverrides) {
  const Inventory inventory = inventory_of({{"guest.os.reported_id", text("mswindows:2019:server")}});
  const Given attested = {{kProduct, text("windows-server-2022")}};
  const JudgedGuest agent = first(inventory, attesting(attested));
  EXPECT_EQ(state(agent.facts, kProduct), "windows-server-2019");
  EXPECT_EQ(told(agent),
            (std::vector<std::string>{"guest.os.product: attested windows-server-2022, reported windows-server-2019"}));
  const JudgedGuest forced = first(inventory, attesting(attested, true));
  EXPECT_EQ(state(forced.facts, kProduct), "windows-server-2022");
  EXPECT_EQ(state(forced.facts, "guest.os.source"), "attested");
}

TEST(GuestOs, AttestationChoosesAmongCandidates) {
  const Inventory inventory = inventory_of({{"guest.os.reported_id", text("windows8Server64Guest")}});
  EXPECT_TRUE(told(first(inventory, attesting({{kProduct, text("windows-server-2012")}}))).empty());
  EXPECT_EQ(told(first(inventory, attesting({{kProduct, text("windows-10")}}))),
            (std::vector<std::string>{
                "guest.os.product: attested windows-10, reported windows-server-2012-r2 or windows-server-2012"}));
  EXPECT_EQ(state(first(inventory, attesting({{"guest.os.build", text("9200")}})).facts, kProduct),
            "windows-server-2012");
}

TEST(GuestOs, KindWithoutAProduct) {
  EXPECT_EQ(state(derived({{"guest.os.family", text("linux")}}), kKind), "non-microsoft");
  EXPECT_EQ(state(derived({{"guest.os.family", text("windows")}}), kKind),
            "{windows-server, windows-client} from guest.os.product");
  EXPECT_EQ(
      state(derived({{"guest.os.family", text("windows")}, {"guest.os.product_type", text("workstation")}}), kKind),
      "windows-client");
  EXPECT_EQ(state(derived({}), kKind), "{windows-server, windows-client, non-microsoft} from guest.os.family");
  EXPECT_EQ(state(derived({{kProduct, text("windows-server-2031")}}), kKind), "windows-server");
}

TEST(GuestOs, AProductThatNoCatalogKnowsIsNoOtherMakersSystem) {
  for (const char* product : {"win2k22", "ws2022", "windows", "widnows-server-2022"})
    EXPECT_EQ(state(derived({{"guest.os.family", text("windows")}, {kProduct, text(product)}}), kKind),
              "{windows-server, windows-client}")
        << product;
  EXPECT_EQ(state(derived({{kProduct, text("win2k22")}}), kKind), "{windows-server, windows-client, non-microsoft}");
  EXPECT_EQ(state(derived({{"guest.os.family", text("linux")}, {kProduct, text("tuxlinux")}}), kKind), "non-microsoft");
  const Facts typo = derived({{"guest.os.family", text("windows")}, {kProduct, text("win2k22")}});
  EXPECT_EQ(typo.find(kKind)->unknown.detail,
            "the catalogs know no product `win2k22`, as an identifier it is windows-server-2022");
}

TEST(GuestOs, AProductOfAnotherFamilyLeavesTheKindOpen) {
  const JudgedGuest server = first(inventory_of({{"guest.os.family", text("linux")},
                                                 {kProduct, text("windows-server-2019")},
                                                 {"guest.os.source", text("agent")}}));
  EXPECT_EQ(state(server.facts, kKind), "{windows-server, non-microsoft}");
  EXPECT_THAT(told(server), ::testing::ElementsAre("guest.os.family: guest.os.product windows-server-2019 is of "
                                                   "windows, guest.os.family is linux"));
  const JudgedGuest ubuntu = first(inventory_of({{"guest.os.family", text("windows")}, {kProduct, text("ubuntu")}}));
  EXPECT_EQ(state(ubuntu.facts, kKind), "{non-microsoft, windows-server, windows-client}");
  const JudgedGuest overridden =
      first(inventory_of({{"guest.os.reported_id", text("mswindows:2019:server")}, {"guest.os.build", text("17763")}}),
            attesting({{"guest.os.family", text("linux")}}, true));
  EXPECT_EQ(state(overridden.facts, kKind), "{windows-server, non-microsoft}");
}

TEST(Attest, ElsewhereItWinsOnlyOverUnknown) {
  Inventory inventory = inventory_of({{"guest.vcpu.count", number(2)}}, {{"hypervisor.product", text("qemu-kvm")}});
  inventory.guests[0].facts.set("guest.role", Fact::missing("not-exposed"));
  const Given attested = {{"guest.vcpu.count", number(4)},
                          {"guest.role", Value(TextList{"exchange"})},
                          {"hypervisor.product", text("rhel-kvm")},
                          {"hypervisor.version", text("9.4")}};
  const JudgedGuest judged = first(inventory, attesting(attested));
  EXPECT_EQ(state(judged.facts, "guest.vcpu.count"), "2");
  EXPECT_EQ(state(judged.facts, "guest.role"), "exchange");
  EXPECT_EQ(state(judged.facts, "hypervisor.product"), "qemu-kvm");
  EXPECT_EQ(state(judged.facts, "hypervisor.version"), "9.4");
  EXPECT_EQ(told(judged), (std::vector<std::string>{"guest.vcpu.count: attested 4, collected 2",
                                                    "hypervisor.product: attested rhel-kvm, collected qemu-kvm"}));
  EXPECT_EQ(state(first(inventory, attesting(attested, true)).facts, "hypervisor.product"), "rhel-kvm");
}

TEST(Attest, TheFirstMatchingRuleGives) {
  SiteFacts site;
  const auto rule = [](const char* target, const char* host, const char* guest, const char* value) {
    return AttestRule{target, host, guest, facts_of({{"guest.os.edition", text(value)}}), false};
  };
  site.attest = {rule("other", "*", "*", "a"), rule("*", "esx*", "*", "b"), rule("*", "*", "db-*", "c"),
                 rule("lab", "kvm??", "web-*", "d"), rule("*", "*", "*", "e")};
  const JudgedGuest judged = first(inventory_of({}), site);
  EXPECT_EQ(state(judged.facts, "guest.os.edition"), "d");
  EXPECT_TRUE(judged.conflicts.empty());
}

TEST(Attest, RulesThatOverrideComeBeforeTheOthers) {
  const Inventory inventory = inventory_of({}, {{"hypervisor.version", text("3.5")}});
  const auto rule = [](const char* version, bool overrides) {
    return AttestRule{"*", "*", "*", facts_of({{"hypervisor.version", text(version)}}), overrides};
  };
  SiteFacts site;
  site.attest = {rule("3.5", false), rule("4.1", true), rule("5", true)};
  const JudgedGuest judged = first(inventory, site);
  EXPECT_EQ(state(judged.facts, "hypervisor.version"), "4.1");
  EXPECT_EQ(told(judged), (std::vector<std::string>{"hypervisor.version: attested 4.1, collected 3.5"}));
}

TEST(Attest, CustomerFactsAreEveryGuests) {
  SiteFacts site;
  site.customer = facts_of({{"customer.support_agreement", text("premier")}});
  EXPECT_EQ(state(first(inventory_of({}), site).facts, "customer.support_agreement"), "premier");
}

}  // namespace
}  // namespace hvcompat
