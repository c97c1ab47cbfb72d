// The plugin against a real libvirtd of the test's own, with TCG guests: running, off, ballooned, with an agent.
#include <gtest/gtest.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <thread>

#include "plugins/lent_host.hpp"

namespace {

using hvtest::fact;
using hvtest::LentHost;
using hvtest::Told;

constexpr int kSkipped = 77;

struct Daemon {
  std::string dir;
  std::string uri;
  virConnectPtr connection = nullptr;
};
Daemon g_daemon;

int run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int daemon_script(const std::string& verb) {
  return run(std::string(HVC_TEST_DIR "/private_libvirtd.sh ") + verb + " " + g_daemon.dir + " >/dev/null");
}

std::string read_all(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string domain_xml(const std::string& name, int number, const std::string& os, const std::string& rest,
                       const std::string& devices) {
  return "<domain type='qemu'><name>" + name + "</name><uuid>7c000000-0000-4000-8000-00000000000" +
         std::to_string(number) + "</uuid>" + rest + "<memory unit='MiB'>" + (os.empty() ? "64" : "256") +
         "</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='q35'>hvm</type>" + os +
         "</os><features><acpi/></features><devices>" + devices + "</devices></domain>";
}

const std::string kOsinfo =
    "<metadata><libosinfo:libosinfo xmlns:libosinfo='http://libosinfo.org/xmlns/libvirt/domain/1.0'>"
    "<libosinfo:os id='http://debian.org/debian/11'/></libosinfo:libosinfo></metadata>";
const std::string kAgentDevices =
    "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel><memballoon model='virtio'/>";

template <class Probe>
bool wait_for(Probe probe) {
  for (int i = 0; i < 300; ++i) {
    if (probe()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return false;
}

std::string description(const char* name) {
  virDomainPtr domain = virDomainLookupByName(g_daemon.connection, name);
  char* xml = domain ? virDomainGetXMLDesc(domain, 0) : nullptr;
  const std::string text = xml ? xml : "";
  free(xml);
  if (domain) virDomainFree(domain);
  return text;
}

bool connected(const char* name) {
  return wait_for([&] { return description(name).find("state='connected'") != std::string::npos; });
}

bool start_linux(const char* name, int number, const std::string& words) {
  const std::string image = g_daemon.dir + "/agent.cpio.gz";
  const std::string os = "<kernel>" + image + ".kernel</kernel><initrd>" + image +
                         "</initrd><cmdline>console=ttyS0 quiet " + words + "</cmdline>";
  const std::string xml = domain_xml(name, number, os, kOsinfo, kAgentDevices);
  virDomainPtr domain = virDomainCreateXML(g_daemon.connection, xml.c_str(), 0);
  if (domain) virDomainFree(domain);
  return domain != nullptr;
}

bool start_agent_guests() {
  if (run(std::string(HVC_TEST_DIR "/agent_initramfs.sh ") + g_daemon.dir + "/agent.cpio.gz") != 0) return false;
  if (!start_linux("agent-01", 1, "") || !start_linux("deaf-01", 5, "agent=deaf")) return false;
  if (!connected("agent-01") || !connected("deaf-01")) return false;
  virDomainPtr domain = virDomainLookupByName(g_daemon.connection, "agent-01");
  virDomainSetMemoryFlags(domain, 192 * 1024, VIR_DOMAIN_AFFECT_LIVE);
  virDomainFree(domain);
  return true;
}

class PrivateDaemon : public testing::Test {
 protected:
  static Told collect(const std::string& options = "{}") {
    LentHost host(HVC_PLUGIN);
    return host.collect(g_daemon.uri, options);
  }
};

TEST_F(PrivateDaemon, TellsTheHost) {
  const Told told = collect();
  ASSERT_EQ(told.result, HVC_OK) << told.failures.at(0).text;
  ASSERT_EQ(told.of_kind("host").size(), 1u);
  const auto& host = *told.of_kind("host")[0];
  EXPECT_EQ(fact(host, "hypervisor.family"), "\"qemu-tcg\"");
  EXPECT_EQ(fact(host, "host.memory.page_sharing"), "false");
  EXPECT_EQ(fact(host, "host.migration.enabled"), "true");
  EXPECT_EQ(hvtest::evidence(host, "host.memory.total_mib"), "virNodeGetMemoryStats total");
  EXPECT_EQ(hvtest::evidence(host, "host.os.product"), "/etc/os-release ID") << "the daemon runs on this machine";
}

TEST_F(PrivateDaemon, TellsRunningAndStoppedGuests) {
  const Told told = collect();
  EXPECT_EQ(told.of_kind("guest").size(), description("agent-01").empty() ? 3u : 5u);
  EXPECT_EQ(told.of_kind("error").size(), 0u);
  EXPECT_EQ(fact(told.named("guest", "run-01"), "guest.power"), "\"running\"");
  EXPECT_EQ(fact(told.named("guest", "run-01"), "guest.migration.since_power_on"), "false");
  EXPECT_EQ(fact(told.named("guest", "run-01"), "guest.migration.running"), "false");
  EXPECT_EQ(fact(told.named("guest", "run-01"), "guest.tools.status"), "\"absent\"");
  EXPECT_EQ(fact(told.named("guest", "pause-01"), "guest.power"), "\"paused\"");
  EXPECT_EQ(fact(told.named("guest", "off-01"), "guest.power"), "\"off\"");
  EXPECT_EQ(fact(told.named("guest", "off-01"), "guest.firmware"), "\"bios\"");
  EXPECT_EQ(fact(told.named("guest", "off-01"), "guest.memory.ballooned_mib"), "0");
  EXPECT_EQ(fact(told.named("guest", "off-01"), "guest.disk.targets"), "[]");
}

TEST_F(PrivateDaemon, TheBalloonIsWhatTheGuestsDriverGaveBack) {
  if (description("agent-01").empty()) GTEST_SKIP() << "SKIPPED: no guest with an agent";
  ASSERT_TRUE(
      wait_for([] { return fact(collect().named("guest", "agent-01"), "guest.memory.ballooned_mib") == "64"; }));
  const auto guest = collect().named("guest", "agent-01");
  EXPECT_EQ(fact(guest, "guest.memory.configured_mib"), "256");
  EXPECT_EQ(fact(guest, "guest.memory.current_mib"), "192");
}

TEST_F(PrivateDaemon, AgentsAreRefusedOnTheReadOnlyConnection) {
  if (description("agent-01").empty()) GTEST_SKIP() << "SKIPPED: no guest with an agent";
  const Told told = collect();
  const auto& guest = told.named("guest", "agent-01");
  EXPECT_EQ(fact(guest, "guest.os.family"), "unknown: not-permitted");
  EXPECT_EQ(hvtest::remedy(guest, "guest.os.family"),
            "set the target's option \"agent\": true, or attest guest.os.product in the site file");
  EXPECT_EQ(fact(guest, "guest.os.source"), "\"declared\"");
}

TEST_F(PrivateDaemon, TheOptionAsksThem) {
  if (description("agent-01").empty()) GTEST_SKIP() << "SKIPPED: no guest with an agent";
  const Told told = collect(R"({"agent":true})");
  const auto& guest = told.named("guest", "agent-01");
  EXPECT_EQ(fact(guest, "guest.os.family"), "\"linux\"");
  EXPECT_EQ(fact(guest, "guest.os.reported_id"), "\"debian\"");
  EXPECT_EQ(fact(guest, "guest.os.source"), "\"agent\"");
  EXPECT_EQ(fact(guest, "guest.os.declared_id"), "\"http://debian.org/debian/11\"") << "what was declared stays";
  EXPECT_EQ(fact(told.named("guest", "run-01"), "guest.os.family"), "unknown: agent-off");
}

// The calls of the plugin alone: what stands in the daemon's log behind `from`.
std::set<std::string> calls_since(std::size_t from) {
  std::istringstream lines(read_all(g_daemon.dir + "/log/calls.log").substr(from));
  std::set<std::string> calls;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("debug : vir");
    if (at != std::string::npos) calls.insert(line.substr(at + 8, line.find(':', at + 8) - at - 8));
  }
  return calls;
}

const std::set<std::string> kReadingCalls = {"virConnectGetAllDomainStats",
                                             "virConnectGetCapabilities",
                                             "virConnectGetHostname",
                                             "virConnectGetSysinfo",
                                             "virConnectGetType",
                                             "virConnectListAllDomains",
                                             "virConnectListAllStoragePools",
                                             "virConnectOpen",
                                             "virConnectOpenReadOnly",
                                             "virConnectClose",
                                             "virConnectRegisterCloseCallback",
                                             "virConnectUnregisterCloseCallback",
                                             "virConnectSupportsFeature",
                                             "virDomainFree",
                                             "virDomainGetInfo",
                                             "virDomainGetJobStats",
                                             "virDomainGetXMLDesc",
                                             "virDomainSnapshotNum",
                                             "virDomainStatsRecordListFree",
                                             "virNodeGetInfo",
                                             "virNodeGetMemoryParameters",
                                             "virNodeGetMemoryStats",
                                             "virStoragePoolFree",
                                             "virStoragePoolGetXMLDesc"};

TEST_F(PrivateDaemon, OnlyReads) {
  const std::size_t before = read_all(g_daemon.dir + "/log/calls.log").size();
  ASSERT_EQ(collect().result, HVC_OK);
  const std::set<std::string> calls = calls_since(before);
  EXPECT_TRUE(calls.count("virDomainGetXMLDesc")) << "the log shows calls at all";
  for (const std::string& call : calls) EXPECT_TRUE(kReadingCalls.count(call)) << call;
}

TEST_F(PrivateDaemon, OnlyReadsWithAgentsToo) {
  std::set<std::string> allowed = kReadingCalls;
  for (const char* call : {"virDomainGetGuestInfo", "virDomainLookupByUUID", "virConnectGetDomainCapabilities"})
    allowed.insert(call);
  const std::size_t before = read_all(g_daemon.dir + "/log/calls.log").size();
  ASSERT_EQ(collect(R"({"agent":true})").result, HVC_OK);
  for (const std::string& call : calls_since(before)) EXPECT_TRUE(allowed.count(call)) << call;
}

TEST_F(PrivateDaemon, AnAgentThatHangsCostsItsBoundAndNoMore) {
  if (description("deaf-01").empty()) GTEST_SKIP() << "SKIPPED: no guest with an agent";
  const auto begin = std::chrono::steady_clock::now();
  const Told told = collect(R"({"agent":true,"agent_timeout_s":1})");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(15));
  EXPECT_EQ(told.result, HVC_OK);
  const auto& guest = told.named("guest", "deaf-01");
  EXPECT_EQ(fact(guest, "guest.os.family"), "unknown: timeout");
  EXPECT_EQ(fact(guest, "guest.tools.status"), "\"degraded\"");
  EXPECT_EQ(fact(told.named("guest", "agent-01"), "guest.os.family"), "\"linux\"") << "the others answer";
}

// Last: libvirtd keeps the call that hangs until QEMU goes on.
TEST_F(PrivateDaemon, AGuestWhoseQemuHangsDoesNotHoldUpTheOthers) {
  const std::string pid = read_all(g_daemon.dir + "/run/qemu/run-01.pid");
  ASSERT_EQ(run("kill -STOP " + pid), 0);
  const Told told = collect();
  run("kill -CONT " + pid);
  EXPECT_EQ(told.result, HVC_OK);
  EXPECT_EQ(fact(told.named("guest", "run-01"), "guest.power"), "\"running\"");
  EXPECT_EQ(fact(told.named("guest", "run-01"), "guest.migration.running"), "unknown: timeout");
  EXPECT_EQ(fact(told.named("guest", "off-01"), "guest.migration.running"), "false");
  EXPECT_EQ(fact(told.named("guest", "pause-01"), "guest.migration.running"), "false");
}

bool start_daemon() {
  char pattern[] = "/tmp/hvc-lv-XXXXXX";
  g_daemon.dir = mkdtemp(pattern);
  const int status = daemon_script("start");
  if (status != 0) {
    std::cerr << "SKIPPED: no private libvirtd (status " << status << "), see the line above\n";
    return false;
  }
  g_daemon.uri = "qemu:///system?socket=" + g_daemon.dir + "/run/libvirt-sock";
  g_daemon.connection = virConnectOpen(g_daemon.uri.c_str());
  return g_daemon.connection != nullptr;
}

void start_guests() {
  const std::string balloon = "<memballoon model='virtio'/>";
  for (const auto& [name, number] : {std::pair("run-01", 2), std::pair("pause-01", 3)}) {
    const unsigned int flags = number == 3 ? static_cast<unsigned int>(VIR_DOMAIN_START_PAUSED) : 0u;
    virDomainPtr domain =
        virDomainCreateXML(g_daemon.connection, domain_xml(name, number, "", "", balloon).c_str(), flags);
    if (domain) virDomainFree(domain);
  }
  if (virDomainPtr domain = virDomainDefineXML(g_daemon.connection, domain_xml("off-01", 4, "", kOsinfo, "").c_str()))
    virDomainFree(domain);
  if (!start_agent_guests()) std::cerr << "SKIPPED: no guest with an agent could be started\n";
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  virSetErrorFunc(nullptr, [](void*, virErrorPtr) {});
  if (!start_daemon()) {
    if (!g_daemon.dir.empty()) daemon_script("stop");
    return kSkipped;
  }
  start_guests();
  const int result = RUN_ALL_TESTS();
  virConnectClose(g_daemon.connection);
  daemon_script("stop");
  return result;
}
