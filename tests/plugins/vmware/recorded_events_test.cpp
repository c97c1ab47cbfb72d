// The history of events, answered from recorded pages that were written from the API's documentation (vSphere Web
// Services API reference: EventHistoryCollector, VmMigratedEvent, VmBeingHotMigratedEvent, DrsVmMigratedEvent), not
// recorded from a server: the simulator neither filters by time nor chains its events.
#include "plugins/vmware/vcsim_reading.hpp"

namespace {

using hvtest::detail;
using hvtest::fact;
using hvtest::kRich;
using hvtest::read;
using hvtest::Reading;
using hvtest::TempFolder;
using hvtest::Vcsim;

// Every guest of the scenario booted on 2024-05-01 at 08:00.
constexpr const char* kLongAgo = "2000-01-01T00:00:00Z";
constexpr const char* kBeforeBoot = "2024-04-01T00:00:00Z";
constexpr const char* kAfterBoot = "2024-06-01T00:00:00Z";

std::string event(const char* type, const std::string& guest, const char* time, int chain) {
  return std::string("<returnval xsi:type=\"") + type + "\"><key>" + std::to_string(chain) + "1</key><chainId>" +
         std::to_string(chain) + "</chainId><createdTime>" + time +
         "</createdTime><userName/><vm><name>x</name><vm type=\"VirtualMachine\">" + guest + "</vm></vm></returnval>";
}

std::string page(const std::string& events) {
  return "<?xml version=\"1.0\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><ReadNextEventsResponse "
         "xmlns=\"urn:vim25\">" +
         events + "</ReadNextEventsResponse></soapenv:Body></soapenv:Envelope>";
}

// The scenario's guests have the same references in each run.
std::string id_of(const char* name) {
  static const Reading reading = read(Vcsim(kRich), {{{"event_days", 0}}});
  return std::string(reading.guest(name).at("id").as_string());
}

// A run in which the nth reading of events is answered with the nth page, and every further one with the last.
Reading read_history(const std::vector<std::string>& pages) {
  const TempFolder folder;
  std::vector<std::string> fronts;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::string file = folder.write("page-" + std::to_string(i), page(pages[i]));
    const bool last = i + 1 == pages.size();
    fronts.push_back("replace-on=ReadNextEvents" + (last ? "" : "@" + std::to_string(i + 1)) + ":" + file);
  }
  return read(Vcsim(hvtest::with_fronts(kRich, fronts)), {{{"event_days", 3650}}});
}

const std::string kKeptSinceLongAgo = event("VmPoweredOnEvent", "vm-1", kLongAgo, 1);

TEST(History, NoMoveSinceTheStart) {
  const Reading reading = read_history({kKeptSinceLongAgo, ""});
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.since_power_on"), "false");
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.last"), "unknown: not-exposed");
  EXPECT_EQ(fact(reading.guest("powered-off"), "guest.migration.since_power_on"), "not asked");
}

TEST(History, AMoveBeforeTheStartIsLiveOnlyByItsChain) {
  const std::string plain = id_of("plain");
  const std::string cold = id_of("efi");
  const Reading reading = read_history(
      {kKeptSinceLongAgo,
       event("VmBeingHotMigratedEvent", plain, kBeforeBoot, 7) + event("VmMigratedEvent", plain, kBeforeBoot, 7) +
           event("VmBeingHotMigratedEvent", plain, kBeforeBoot, 8) + event("VmMigratedEvent", cold, kBeforeBoot, 8),
       ""});
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.last"), "\"2024-04-01T00:00:00Z\"");
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.since_power_on"), "false");
  EXPECT_EQ(fact(reading.guest("efi"), "guest.migration.last"), "unknown: not-exposed") << "another guest's chain";
  EXPECT_EQ(fact(reading.guest("efi"), "guest.migration.since_power_on"), "false");
}

TEST(History, AMoveSinceTheStartWasALiveOne) {
  const Reading reading = read_history({kKeptSinceLongAgo, event("VmMigratedEvent", id_of("plain"), kAfterBoot, 7),
                                        event("DrsVmMigratedEvent", id_of("efi"), kAfterBoot, 8), ""});
  for (const char* name : {"plain", "efi"}) {
    EXPECT_EQ(fact(reading.guest(name), "guest.migration.since_power_on"), "true") << name;
    EXPECT_EQ(fact(reading.guest(name), "guest.migration.last"), "\"2024-06-01T00:00:00Z\"") << name;
  }
  EXPECT_EQ(fact(reading.guest("hot-add"), "guest.migration.since_power_on"), "false");
  EXPECT_EQ(reading.count("ReadNextEvents"), 4U);
}

TEST(History, WhatIsNoMoveIsPassedOver) {
  const Reading reading =
      read_history({kKeptSinceLongAgo, event("VmPoweredOnEvent", id_of("plain"), kAfterBoot, 7), ""});
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.since_power_on"), "false");
}

TEST(History, KeptForLessThanTheGuestRuns) {
  const Reading reading = read_history({"", event("VmPoweredOnEvent", "vm-1", kAfterBoot, 1), ""});
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.since_power_on"), "unknown: not-exposed");
  EXPECT_EQ(detail(reading.guest("plain"), "guest.migration.since_power_on"),
            "the guest runs since 2024-05-01T08:00:00Z, the migrations known of begin at 2024-06-01T00:00:00Z");
}

TEST(History, ThatDoesNotEndIsReadUpToABound) {
  const std::string before = event("VmBeingHotMigratedEvent", id_of("efi"), kBeforeBoot, 8) +
                             event("VmMigratedEvent", id_of("efi"), kBeforeBoot, 8);
  const Reading reading =
      read_history({kKeptSinceLongAgo, before + event("VmMigratedEvent", id_of("plain"), kAfterBoot, 7)});
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(reading.count("ReadNextEvents"), 1U + 20U);
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.since_power_on"), "true");
  EXPECT_EQ(fact(reading.guest("efi"), "guest.migration.since_power_on"), "unknown: not-exposed")
      << "later events are not known";
  EXPECT_EQ(fact(reading.guest("efi"), "guest.migration.last"), "unknown: not-exposed") << "it may be a later one";
}

TEST(History, IsNotReadWhereItIsNotAskedFor) {
  const Reading reading = read(Vcsim(kRich), {{{"event_days", 0}}});
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.last"), "unknown: not-asked");
  EXPECT_EQ(reading.count("ReadNextEvents"), 0U);
}

}  // namespace
