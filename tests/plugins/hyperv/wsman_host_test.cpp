// Trouble with some classes of a host, and how it is told.
#include "wsman_host.hpp"

#include <gtest/gtest.h>

#include <map>

using namespace hvhyperv;

namespace {

const std::vector<ClassQuery> kQueries = {{kVirtualization, "Msvm_ComputerSystem", ""},
                                          {kVirtualization, "Msvm_DiskDrive", ""},
                                          {kCimv2, "Win32_Processor", ""},
                                          {kCluster, "MSCluster_Cluster", ""},
                                          {kCluster, "MSCluster_Node", ""}};

ClassReading found() { return {{Instance("Any")}, std::nullopt}; }
ClassReading not_found(hvc::Reason reason) { return {{}, hvc::UnknownFact{reason, "why", "what to do"}}; }

struct Host {
  std::map<std::string_view, ClassReading> readings;
  std::vector<std::string_view> silent;
  int asked = 0;

  HostReading read() {
    const ReadClass one = [this](const ClassQuery& query, bool& is_silent) {
      ++asked;
      is_silent = std::find(silent.begin(), silent.end(), query.class_name) != silent.end();
      const auto at = readings.find(query.class_name);
      return at == readings.end() ? found() : at->second;
    };
    return read_classes(kQueries, one, [] {});
  }
};

}  // namespace

TEST(WsmanHost, EverythingRead) {
  const HostReading host = Host().read();
  EXPECT_TRUE(host.faults.empty());
  EXPECT_EQ(host.instances.of("MSCluster_Node").instances.size(), 1u);
}

TEST(WsmanHost, DeniedNamespaceIsToldOnce) {
  Host host;
  host.readings["MSCluster_Cluster"] = host.readings["MSCluster_Node"] = not_found(hvc::Reason::not_permitted);
  const HostReading reading = host.read();
  ASSERT_EQ(reading.faults.size(), 1u);
  EXPECT_EQ(reading.faults[0].code, HVC_FAIL_PERMISSION);
  EXPECT_EQ(reading.faults[0].scope, "target");
  EXPECT_EQ(reading.faults[0].text, "why, and the same for 1 more class there");
  EXPECT_EQ(reading.faults[0].remedy, "what to do");
  EXPECT_EQ(reading.instances.of("MSCluster_Node").unknown->reason, hvc::Reason::not_permitted);
}

TEST(WsmanHost, WhatAHostDoesNotHaveIsNoFault) {
  Host host;
  host.readings["MSCluster_Cluster"] = host.readings["MSCluster_Node"] = not_found(hvc::Reason::not_exposed);
  EXPECT_TRUE(host.read().faults.empty());
}

TEST(WsmanHost, ButAHostWithoutHyperVIs) {
  Host host;
  host.readings["Msvm_ComputerSystem"] = host.readings["Msvm_DiskDrive"] = not_found(hvc::Reason::not_exposed);
  ASSERT_EQ(host.read().faults.size(), 1u);
}

TEST(WsmanHost, AHostThatDoesNotShowItselfHidesItsGuests) {
  Host host;
  host.readings["Msvm_ComputerSystem"] = host.readings["Msvm_DiskDrive"] = ClassReading{};
  const HostReading reading = host.read();
  EXPECT_EQ(reading.instances.of("Msvm_ComputerSystem").unknown->reason, hvc::Reason::not_permitted);
  EXPECT_EQ(reading.instances.of("Msvm_DiskDrive").unknown->reason, hvc::Reason::not_permitted);
  EXPECT_FALSE(reading.instances.of("Win32_Processor").unknown);
  ASSERT_EQ(reading.faults.size(), 1u);
  EXPECT_NE(reading.faults[0].remedy.find("Hyper-V Administrators"), std::string::npos);
}

TEST(WsmanHost, AnEmptyClassOfAHostThatShowsItselfIsEmpty) {
  Host host;
  host.readings["Msvm_DiskDrive"] = ClassReading{};
  EXPECT_FALSE(host.read().instances.of("Msvm_DiskDrive").unknown);
}

TEST(WsmanHost, AClassThatTimedOutLeavesTheRest) {
  Host host;
  host.readings["Win32_Processor"] = not_found(hvc::Reason::timeout);
  host.silent = {"Win32_Processor"};
  const HostReading reading = host.read();
  EXPECT_EQ(host.asked, 5);
  ASSERT_EQ(reading.faults.size(), 1u);
  EXPECT_EQ(reading.faults[0].code, HVC_FAIL_TIMEOUT);
  EXPECT_FALSE(reading.given_up);
}

TEST(WsmanHost, AHostThatStaysSilentIsNotAskedForTheRest) {
  Host host;
  for (const std::string_view name : {"Msvm_DiskDrive", "Win32_Processor", "MSCluster_Cluster"}) {
    host.readings[name] = not_found(hvc::Reason::timeout);
    host.silent.push_back(name);
  }
  const HostReading reading = host.read();
  EXPECT_EQ(host.asked, 4);
  EXPECT_EQ(reading.instances.of("MSCluster_Node").unknown->reason, hvc::Reason::timeout);
  EXPECT_EQ(reading.faults.size(), 3u) << "one for each class that was asked";
  ASSERT_TRUE(reading.given_up);
  EXPECT_EQ(reading.given_up->code, HVC_FAIL_TIMEOUT);
  EXPECT_EQ(std::string(reading.given_up->what()), "the host fell silent, and was not asked for 1 more class: why");
}

TEST(WsmanHost, NothingReadIsAFailure) {
  Host host;
  for (const ClassQuery& query : kQueries) host.readings[query.class_name] = not_found(hvc::Reason::not_permitted);
  try {
    host.read();
    FAIL();
  } catch (const hvc::Failure& failure) {
    EXPECT_EQ(failure.code, HVC_FAIL_PERMISSION);
    EXPECT_EQ(failure.remedy, "what to do");
  }
}

TEST(WsmanHost, CancellingIsAskedForBeforeEachClass) {
  int left = 2;
  const ReadClass read = [](const ClassQuery&, bool&) { return found(); };
  const auto before = [&] {
    if (left-- == 0) throw hvc::Failure(HVC_FAIL_CANCELLED, "stop");
  };
  EXPECT_THROW(read_classes(kQueries, read, before), hvc::Failure);
}
