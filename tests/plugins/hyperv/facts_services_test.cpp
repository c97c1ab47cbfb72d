// Integration services: how six numbers make one status.
#include "facts_host.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kStatus = "guest.integration.status";
constexpr const char* kTools = "guest.tools.status";

// The services by the part of their class's name that is theirs: "2", "3,32775", "off 12", "none" (no instance).
Host with_services(const std::map<std::string, std::string>& services) {
  Host host = server_2022();
  for (const auto& [name, text] : services) {
    auto& instances = host.classes["Msvm_" + name + "Component"];
    if (text == "none") {
      instances.clear();
      continue;
    }
    const bool off = text.starts_with("off ");
    std::string numbers = off ? text.substr(4) : text;
    std::string statuses;
    for (std::size_t at = 0; at < numbers.size();) {
      const std::size_t end = std::min(numbers.find(',', at), numbers.size());
      statuses += ";OperationalStatus=" + numbers.substr(at, end - at);
      at = end + 1;
    }
    instances = {"SystemName=" + kGuest + ";EnabledState=" + (off ? "3" : "2") + statuses};
  }
  return host;
}

std::string status(const std::map<std::string, std::string>& services) {
  const hvc::Facts facts = with_services(services).guest();
  return facts.known(kStatus) ? facts.value(kStatus) : reason(facts, kStatus);
}

TEST(Services, OneStatusOfSix) {
  const std::vector<std::pair<std::map<std::string, std::string>, std::string>> table = {
      {{}, "\"ok\""},
      {{{"Heartbeat", "3,32775"}}, "\"degraded\""},
      {{{"Vss", "3,32775"}}, "\"degraded\""},
      {{{"Heartbeat", "2,32775"}}, "\"ok\""},
      {{{"Vss", "7"}}, "\"non-recoverable\""},
      {{{"Vss", "7"}, {"Heartbeat", "3"}}, "\"non-recoverable\""},
      {{{"Vss", "7"}, {"Heartbeat", "99"}}, "\"non-recoverable\""},
      {{{"Heartbeat", "12"}}, "\"no-contact\""},
      {{{"Heartbeat", "13"}}, "\"no-contact\""},
      {{{"Heartbeat", "12"}, {"Vss", "3"}}, "\"degraded\""},
      {{{"Vss", "12"}, {"KvpExchange", "12"}}, "\"ok\""},
      {{{"Heartbeat", "off 12"}}, "\"ok\""},
      {{{"Vss", "off 7"}}, "\"ok\""},
      {{{"Vss", "off 3"}}, "\"ok\""},
      {{{"Heartbeat", "off 2"},
        {"Shutdown", "12"},
        {"TimeSync", "12"},
        {"Vss", "12"},
        {"KvpExchange", "12"},
        {"GuestServiceInterface", "12"}},
       "\"no-contact\""},
      {{{"Heartbeat", "15"}}, "error"},
      {{{"Heartbeat", ""}}, "not-exposed"},
      {{{"Vss", ""}, {"Heartbeat", "3"}}, "not-exposed"},
      {{{"GuestServiceInterface", "none"}}, "\"ok\""},
  };
  int row = 0;
  for (const auto& [services, expected] : table) EXPECT_EQ(status(services), expected) << "row " << row++;
}

TEST(Services, SwitchedOffAltogetherSayNothing) {
  const hvc::Facts facts = with_services({{"Heartbeat", "off 2"},
                                          {"Shutdown", "off 2"},
                                          {"TimeSync", "off 2"},
                                          {"Vss", "off 2"},
                                          {"KvpExchange", "off 2"},
                                          {"GuestServiceInterface", "off 2"}})
                               .guest();
  EXPECT_EQ(reason(facts, kStatus), "agent-off");
  EXPECT_EQ(detail(facts, kStatus), "all integration services are switched off for this guest");
}

TEST(Services, OfAGuestThatDoesNotRunSpeakOfNobody) {
  for (const char* state : {"3", "6", "9"}) {
    const Host host =
        with_services({{"Heartbeat", "12"}}).with("Msvm_ComputerSystem", {"Name=" + kGuest + ";EnabledState=" + state});
    EXPECT_EQ(reason(host.guest(), kStatus), "agent-off") << state;
  }
  const Host unknown = server_2022().with("Msvm_ComputerSystem", {"Name=" + kGuest});
  EXPECT_EQ(reason(unknown.guest(), kStatus), "not-exposed");
}

TEST(Services, OneThatCouldNotBeReadLeavesItUnknown) {
  EXPECT_EQ(reason(server_2022().without("Msvm_VssComponent", hvc::Reason::timeout).guest(), kStatus), "timeout");
  EXPECT_EQ(
      server_2022().without("Msvm_GuestServiceInterfaceComponent", hvc::Reason::not_exposed).guest().value(kStatus),
      "\"ok\"")
      << "the host has no such service";
  EXPECT_EQ(
      with_services({{"Heartbeat", "7"}}).without("Msvm_VssComponent", hvc::Reason::timeout).guest().value(kStatus),
      "\"non-recoverable\"");
}

TEST(Services, WhichOnesAreTold) {
  expect_facts(
      with_services({{"Vss", "12"}, {"KvpExchange", "13"}, {"Heartbeat", "2,32775"}, {"TimeSync", "3,32775"}}).guest(),
      {{"x.hyperv.integration.no_contact", "[\"key-value-pairs\",\"vss\"]"},
       {"x.hyperv.integration.protocol_mismatch", "[\"heartbeat\",\"time-sync\"]"}});
}

std::string tools(const Host& host) {
  const hvc::Facts facts = host.guest();
  return facts.known(kTools) ? facts.value(kTools) : reason(facts, kTools);
}

TEST(Tools, FollowTheServices) {
  EXPECT_EQ(tools(server_2022()), "\"ok\"");
  EXPECT_EQ(tools(with_services({{"Heartbeat", "3"}})), "\"degraded\"");
  EXPECT_EQ(tools(with_services({{"Heartbeat", "13"}})), "\"stopped\"");
  EXPECT_EQ(tools(with_services({{"Heartbeat", "12"}})), "agent-off");
}

TEST(Tools, AreOutdatedOnlyInWindows) {
  const Host mismatch = server_2022().with("Msvm_SummaryInformation",
                                           {"Name=" + kGuest + ";MemoryUsage=1;IntegrationServicesVersionState=2"});
  EXPECT_EQ(tools(mismatch), "\"outdated\"");
  EXPECT_EQ(tools(mismatch.telling({pair_xml("OSName", "Ubuntu"), pair_xml("ProcessorArchitecture", "x86_64")})),
            "\"ok\"");
}

}  // namespace
}  // namespace hvhyperv
