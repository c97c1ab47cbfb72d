// Operating systems by key-value pairs, as Windows, Linux and FreeBSD send them.
#include "facts_host.hpp"

namespace hvhyperv {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

hvc::Facts telling(const Pairs& pairs) {
  std::vector<std::string> items;
  for (const auto& [name, data] : pairs) items.push_back(pair_xml(name, data));
  return server_2022().telling(items).guest();
}

TEST(GuestOs, WindowsServer) {
  expect_facts(server_2022().guest(), {{"guest.os.family", "\"windows\""},
                                       {"guest.os.reported_id", "\"Windows Server 2022 Datacenter\""},
                                       {"guest.os.version", "\"10.0.20348\""},
                                       {"guest.os.build", "\"20348\""},
                                       {"guest.os.edition", "\"datacenter\""},
                                       {"guest.os.product_type", "\"server\""},
                                       {"guest.os.service_pack", "0"},
                                       {"guest.os.arch", "\"x86_64\""},
                                       {"guest.os.source", "\"agent\""},
                                       {"guest.tools.version", "\"10.0.20348\""}});
  EXPECT_EQ(server_2022().guest().evidence("guest.os.build"),
            "Msvm_KvpExchangeComponent.GuestIntrinsicExchangeItems OSBuildNumber");
}

TEST(GuestOs, WindowsByNumbersWhateverItsName) {
  const hvc::Facts facts = telling({{"OSName", "ウィンドウズ"},
                                    {"OSPlatformId", "2"},
                                    {"ProductType", "2"},
                                    {"OSEditionId", "7"},
                                    {"ServicePackMajor", "1"},
                                    {"ProcessorArchitecture", "0"}});
  expect_facts(facts, {{"guest.os.family", "\"windows\""},
                       {"guest.os.product_type", "\"domain-controller\""},
                       {"guest.os.edition", "\"standard\""},
                       {"guest.os.service_pack", "1"},
                       {"guest.os.arch", "\"i686\""}});
  EXPECT_EQ(reason(facts, "guest.os.build"), "not-exposed");
}

TEST(GuestOs, EditionsAndChannelsOfClients) {
  const auto client = [](const std::string& sku, const std::string& type = "1") {
    return telling({{"OSName", "Windows 10"},
                    {"OSPlatformId", "2"},
                    {"ProductType", type},
                    {"OSEditionId", sku},
                    {"OSMajorVersion", "10"}});
  };
  expect_facts(client("48"), {{"guest.os.edition", "\"pro\""}, {"guest.os.channel", "\"gac\""}});
  expect_facts(client("125"), {{"guest.os.edition", "\"enterprise\""}, {"guest.os.channel", "\"ltsc\""}});
  expect_facts(client("191"), {{"guest.os.edition", "\"iot-enterprise\""}, {"guest.os.channel", "\"ltsc\""}});
  EXPECT_EQ(reason(client("99999"), "guest.os.edition"), "not-exposed");
  EXPECT_EQ(reason(client("175", "3"), "guest.os.product_type"), "not-exposed")
      << "multi-session calls itself a server";
}

struct Distribution {
  Pairs pairs;
  std::string id, version;
};

TEST(GuestOs, DistributionsOfLinux) {
  const std::vector<Distribution> table = {
      {{{"OSName", "Ubuntu"}, {"OSMajorVersion", "22.04"}}, "\"Ubuntu\"", "\"22.04\""},
      {{{"OSName", "Debian GNU/Linux"}, {"OSMajorVersion", "12"}}, "\"Debian GNU/Linux\"", "\"12\""},
      {{{"OSName", "Red Hat Enterprise Linux"}, {"OSMajorVersion", "9.3"}}, "\"Red Hat Enterprise Linux\"", "\"9.3\""},
      {{{"OSName", "SLES"}, {"OSMajorVersion", "15.5"}}, "\"SLES\"", "\"15.5\""},
      // os-release came later: the lines of SuSE-release and redhat-release
      {{{"OSName", "SUSE Linux Enterprise Server 11 (x86_64)"},
        {"OSMajorVersion", "VERSION = 11"},
        {"OSMinorVersion", "PATCHLEVEL = 3"}},
       "\"SUSE Linux Enterprise Server 11 (x86_64)\"",
       "\"11.3\""},
      {{{"OSName", "CentOS release 6.5 (Final)"}, {"OSMajorVersion", ""}}, "\"CentOS release 6.5 (Final)\"", ""},
      {{{"OSName", "Linux"}}, "\"Linux\"", ""},
  };
  for (Distribution row : table) {
    row.pairs.insert(row.pairs.end(), {{"OSVersion", "5.15.0"},
                                       {"OSBuildNumber", "5.15.0-91-generic"},
                                       {"ProcessorArchitecture", "x86_64"},
                                       {"IntegrationServicesVersion", "3.1"}});
    const hvc::Facts facts = telling(row.pairs);
    EXPECT_EQ(facts.value("guest.os.family"), "\"linux\"") << row.id;
    EXPECT_EQ(facts.value("guest.os.reported_id"), row.id);
    EXPECT_EQ(facts.value("guest.os.version"), row.version) << row.id;
    EXPECT_EQ(facts.value("guest.os.arch"), "\"x86_64\"");
    EXPECT_EQ(facts.value("x.hyperv.guest_kernel"), "\"5.15.0-91-generic\"");
    EXPECT_EQ(reason(facts, "guest.os.build"), "not-exposed") << "a kernel is no build of Windows";
    EXPECT_EQ(facts.value("guest.os.source"), "\"agent\"");
  }
}

TEST(GuestOs, FreeBsd) {
  expect_facts(telling({{"OSName", "FreeBSD"},
                        {"OSBuildNumber", "13.2"},
                        {"OSVersion", "13.2"},
                        {"ProcessorArchitecture", "amd64"}}),
               {{"guest.os.family", "\"freebsd\""},
                {"guest.os.version", "\"13.2\""},
                {"guest.os.arch", "\"x86_64\""},
                {"guest.os.reported_id", "\"FreeBSD\""}});
}

TEST(GuestOs, OthersThatSpeakTheProtocol) {
  EXPECT_EQ(telling({{"OSName", "OpenBSD"}, {"ProcessorArchitecture", "amd64"}}).value("guest.os.family"), "\"other\"");
  EXPECT_EQ(reason(telling({{"OSName", "Haiku"}, {"ProcessorArchitecture", "amd64"}}), "guest.os.family"),
            "not-exposed");
}

TEST(GuestOs, ProcessorsThatAreNoSlugAreLeftOut) {
  const hvc::Facts facts = telling({{"OSName", "Linux"}, {"ProcessorArchitecture", "<x 86>\n"}});
  EXPECT_EQ(reason(facts, "guest.os.arch"), "error") << "broken XML";
  EXPECT_EQ(reason(telling({{"OSName", "Linux"}, {"ProcessorArchitecture", "X 86"}}), "guest.os.arch"), "not-exposed");
}

TEST(GuestOs, BrokenPairsAreCountedAndTheOthersKept) {
  const hvc::Facts facts = server_2022()
                               .telling({pair_xml("OSName", "Ubuntu"), "<INSTANCE><PROPERTY", "", "no xml",
                                         "<INSTANCE CLASSNAME=\"x\"></INSTANCE>",
                                         "<!DOCTYPE x [<!ENTITY e \"y\">]><INSTANCE><PROPERTY "
                                         "NAME=\"Name\"><VALUE>&e;</VALUE></PROPERTY></INSTANCE>",
                                         pair_xml("ProcessorArchitecture", "x86_64")})
                               .guest();
  EXPECT_EQ(facts.value("guest.os.family"), "\"linux\"");
  EXPECT_EQ(reason(facts, "guest.os.version"), "error");
  EXPECT_EQ(detail(facts, "guest.os.version"),
            "5 of 7 key-value pairs of the guest are no instance of Msvm_KvpExchangeDataItem");
}

TEST(GuestOs, BrokenThroughoutIsAnError) {
  const hvc::Facts facts = server_2022().telling({"<", "<INSTANCE>"}).guest();
  for (const char* fact : {"guest.os.family", "guest.os.reported_id", "guest.os.build", "guest.tools.version"})
    EXPECT_EQ(reason(facts, fact), "error") << fact;
  EXPECT_FALSE(facts.known("guest.os.source"));
}

TEST(GuestOs, TheFirstOfAPairThatComesTwice) {
  const hvc::Facts facts =
      telling({{"OSName", "Ubuntu"}, {"OSName", "Debian GNU/Linux"}, {"ProcessorArchitecture", "x86_64"}});
  EXPECT_EQ(facts.value("guest.os.reported_id"), "\"Ubuntu\"");
}

TEST(GuestOs, SilenceHasItsReason) {
  EXPECT_EQ(reason(server_2022().telling({}).guest(), "guest.os.family"), "agent-off");
  EXPECT_EQ(detail(server_2022().telling({}).guest(), "guest.os.family"),
            "the guest has handed over no key-value pairs");
  const Host off =
      server_2022().with("Msvm_KvpExchangeComponent", {"SystemName=" + kGuest + ";EnabledState=3"}).telling({});
  EXPECT_EQ(detail(off.guest(), "guest.os.family"), "data exchange is switched off for this guest");
  EXPECT_EQ(reason(server_2022().without("Msvm_KvpExchangeComponent", hvc::Reason::not_permitted).guest(),
                   "guest.os.reported_id"),
            "not-permitted");
}

TEST(GuestOs, PairsOfTheNetworkAloneTellNoSystem) {
  const hvc::Facts facts = telling({{"NetworkAddressIPv4", "10.0.0.1"}, {"FullyQualifiedDomainName", "a.b"}});
  EXPECT_EQ(reason(facts, "guest.os.family"), "not-exposed");
  EXPECT_FALSE(facts.known("guest.os.source"));
}

}  // namespace
}  // namespace hvhyperv
