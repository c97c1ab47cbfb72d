// The plugin through its C ABI against libvirt's test driver and the example lab.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include "plugins/lent_host.hpp"

namespace {

using hvtest::fact;
using hvtest::LentHost;
using hvtest::Told;

const std::string kLab = "test://" + std::filesystem::canonical(HVC_LAB).string();

class Lab : public testing::Test {
 protected:
  static void SetUpTestSuite() { told_ = new Told(LentHost(HVC_PLUGIN).collect(kLab)); }
  static void TearDownTestSuite() { delete told_; }
  const boost::json::object& guest(const char* name) const { return told_->named("guest", name); }
  static const Told* told_;
};
const Told* Lab::told_ = nullptr;

TEST_F(Lab, IsReadWhole) {
  EXPECT_EQ(told_->result, HVC_OK);
  EXPECT_TRUE(told_->failures.empty());
  EXPECT_EQ(told_->of_kind("host").size(), 1u);
  EXPECT_EQ(told_->of_kind("guest").size(), 13u);
  const boost::json::object& end = told_->records.back();
  EXPECT_EQ(end.at("record").as_string(), "end");
  EXPECT_EQ(end.at("hosts").as_int64(), 1);
  EXPECT_EQ(end.at("guests").as_int64(), 13);
  EXPECT_EQ(end.at("errors").as_int64(), 0);
  EXPECT_EQ(told_->progress.back(), std::pair(std::uint64_t{13}, std::uint64_t{13}));
}

TEST_F(Lab, TheHostHasItsFilesNameAndNotThisMachines) {
  const auto& host = told_->named("host", "lab");
  EXPECT_EQ(fact(host, "hypervisor.family"), "\"other\"");
  EXPECT_EQ(fact(host, "hypervisor.api"), "\"libvirt\"");
  EXPECT_EQ(fact(host, "host.cpu.threads"), "64");
  EXPECT_EQ(fact(host, "host.memory.total_mib"), "393216");
  EXPECT_EQ(fact(host, "host.os.product"), "unknown: not-exposed") << "never this machine's os-release";
  EXPECT_EQ(fact(host, "host.memory.page_sharing"), "unknown: not-exposed");
  EXPECT_NE(hvtest::remedy(host, "hypervisor.product").find(R"("hypervisor.version":"9.4")"), std::string::npos);
}

TEST_F(Lab, PowerStates) {
  EXPECT_EQ(fact(guest("web-01"), "guest.power"), "\"running\"");
  EXPECT_EQ(fact(guest("print-01"), "guest.power"), "\"off\"");
  EXPECT_EQ(fact(guest("appliance"), "guest.power"), "\"paused\"");
  EXPECT_EQ(fact(guest("old-test"), "guest.power"), "\"suspended\"");
  EXPECT_EQ(fact(guest("old-test"), "guest.suspended_state"), "true");
}

TEST_F(Lab, Memory) {
  EXPECT_EQ(fact(guest("web-01"), "guest.memory.configured_mib"), "16384");
  EXPECT_EQ(fact(guest("web-01"), "guest.memory.current_mib"), "10240");
  EXPECT_EQ(fact(guest("web-01"), "guest.memory.ballooned_mib"), "6144");
  EXPECT_EQ(fact(guest("web-02"), "guest.memory.ballooned_mib"), "0");
  EXPECT_EQ(fact(guest("sql-01"), "guest.memory.locked"), "true");
  EXPECT_EQ(fact(guest("sql-01"), "guest.memory.reserved_mib"), "65536");
  EXPECT_EQ(fact(guest("sql-01"), "guest.memory.balloon_device"), "false");
  EXPECT_EQ(fact(guest("sql-01"), "guest.memory.page_sharing_allowed"), "false");
}

TEST_F(Lab, DeclaredSystems) {
  EXPECT_EQ(fact(guest("dc-01"), "guest.os.declared_id"), "\"http://microsoft.com/win/2k22\"");
  EXPECT_EQ(fact(guest("rhel-db"), "guest.os.declared_id"), "\"http://redhat.com/rhel/9.4\"");
  EXPECT_EQ(fact(guest("appliance"), "guest.os.declared_id"), "unknown: not-exposed");
  EXPECT_EQ(fact(guest("print-01"), "guest.os.family"), "unknown: agent-off");
}

TEST_F(Lab, SecurityAndHotAdd) {
  EXPECT_EQ(fact(guest("dc-01"), "guest.secure_boot"), "true");
  EXPECT_EQ(fact(guest("dc-01"), "guest.tpm"), "true");
  EXPECT_EQ(fact(guest("dc-01"), "guest.nested_virtualization"), "false");
  EXPECT_EQ(fact(guest("ai-01"), "guest.vbs_enabled"), "true");
  EXPECT_EQ(fact(guest("ai-01"), "guest.hot_add"), R"(["cpu","memory"])");
  EXPECT_EQ(fact(guest("ai-01"), "guest.vcpu.count"), "4");
}

TEST_F(Lab, Disks) {
  EXPECT_EQ(fact(guest("sql-01"), "guest.disk.targets"), R"(["fibre-channel","local-file"])");
  EXPECT_EQ(fact(guest("exch-01"), "guest.disk.targets"), R"(["iscsi","local-file"])");
  EXPECT_EQ(fact(guest("print-01"), "guest.disk.targets"), R"(["nfs"])");
}

TEST_F(Lab, Snapshots) {
  EXPECT_EQ(fact(guest("web-02"), "guest.snapshot.count"), "2");
  EXPECT_EQ(fact(guest("web-02"), "guest.snapshot.quiesced"), "unknown: not-exposed");
  EXPECT_EQ(fact(guest("web-01"), "guest.snapshot.count"), "0");
  EXPECT_EQ(fact(guest("web-01"), "guest.snapshot.allowed"), "true");
}

TEST_F(Lab, EveryFactStandsInTheManifestAndHasEvidence) {
  const boost::json::value manifest = boost::json::parse(LentHost(HVC_PLUGIN).plugin().manifest);
  std::set<std::string> promised;
  for (const auto& one : manifest.at("facts").as_array()) promised.emplace(one.at("name").as_string());
  for (const auto& record : told_->records) {
    if (!record.contains("facts")) continue;
    for (const auto& told : record.at("facts").as_object()) {
      EXPECT_TRUE(told.key().starts_with("x.libvirt.") || promised.count(told.key())) << told.key();
      EXPECT_NE(hvtest::evidence(record, told.key()), "") << told.key();
    }
    for (const auto& unknown : hvtest::part(record, "unknown"))
      EXPECT_NE(unknown.value().at("detail").as_string(), "") << unknown.key();
  }
}

TEST(TestDriver, AFileThatIsNotThere) {
  const Told told = LentHost(HVC_PLUGIN).collect("test:///nowhere/lab.xml");
  EXPECT_EQ(told.result, HVC_FAILED);
  ASSERT_EQ(told.failures.size(), 1u);
  EXPECT_EQ(told.failures[0].code, "bad-target");
  EXPECT_EQ(told.failures[0].text, "libvirt: XML error: failed to parse xml document '/nowhere/lab.xml'");
  EXPECT_EQ(told.failures[0].remedy,
            "check the path of the file behind test:// and that it is a <node> of libvirt's test driver");
}

TEST(TestDriver, AGuestThatSleepsInS3IsPausedSinceItHoldsItsMemory) {
  const std::string path = testing::TempDir() + "hvcompat_sleeping_lab.xml";
  std::ofstream(path) << "<node><domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>"
                         "<name>sleeper</name><memory>1048576</memory><os><type>hvm</type></os>"
                         "<test:runstate>7</test:runstate></domain></node>";
  const Told told = LentHost(HVC_PLUGIN).collect("test://" + path);
  std::filesystem::remove(path);
  EXPECT_EQ(fact(told.named("guest", "sleeper"), "guest.power"), "\"paused\"");
}

TEST(TestDriver, CancelledBetweenGuests) {
  LentHost host(HVC_PLUGIN);
  host.cancelled = [](const Told& so_far) { return so_far.of_kind("guest").size() == 3; };
  const Told told = host.collect(kLab);
  EXPECT_EQ(told.result, HVC_FAILED);
  EXPECT_EQ(told.of_kind("guest").size(), 3u);
  EXPECT_EQ(told.of_kind("end").size(), 0u);
  ASSERT_EQ(told.failures.size(), 1u);
  EXPECT_EQ(told.failures[0].code, "cancelled");
}

TEST(TestDriver, TheHostsNameMayBeGiven) {
  const Told told = LentHost(HVC_PLUGIN).collect(kLab, R"({"host_name":"kvm01"})");
  EXPECT_EQ(told.named("host", "kvm01").at("id").as_string(), "kvm01");
}

TEST(Connecting, NobodyListens) {
  const Told told = LentHost(HVC_PLUGIN).collect("qemu:///system?socket=/nonexistent/sock");
  ASSERT_EQ(told.failures.size(), 1u);
  EXPECT_EQ(told.failures[0].code, "unreachable");
  EXPECT_EQ(told.failures[0].text,
            "libvirt: Failed to connect socket to '/nonexistent/sock': No such file or directory");
  EXPECT_EQ(told.failures[0].remedy,
            "check that libvirtd (or virtqemud) runs there and that its socket or port is right");
}

TEST(Connecting, ARefusedPort) {
  const Told told = LentHost(HVC_PLUGIN).collect("qemu+tcp://127.0.0.1:1/system");
  ASSERT_EQ(told.failures.size(), 1u);
  EXPECT_EQ(told.failures[0].code, "unreachable");
  EXPECT_EQ(told.failures[0].text, "libvirt: unable to connect to server at '127.0.0.1:1': Connection refused");
}

TEST(Plugin, ExportsOneSymbol) {
  FILE* pipe = popen("nm -D --defined-only " HVC_PLUGIN " | awk '{print $3}'", "r");
  std::string text;
  for (int c = 0; pipe && (c = fgetc(pipe)) != EOF;) text += static_cast<char>(c);
  if (pipe) pclose(pipe);
  EXPECT_EQ(text, "hvcompat_plugin\n");
}

}  // namespace
