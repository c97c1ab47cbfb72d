// Who gets in, by which certificate, and what an account may not read.
#include "plugins/vmware/vcsim_reading.hpp"

namespace {

using hvtest::Asked;
using hvtest::detail;
using hvtest::fact;
using hvtest::kRich;
using hvtest::read;
using hvtest::Reading;
using hvtest::Vcsim;
using hvtest::with_fronts;

TEST(Credentials, AWrongPassword) {
  const Vcsim vcsim({});
  const Reading reading = read(vcsim, {.password = "guess"});
  EXPECT_EQ(reading.result, HVC_FAILED);
  EXPECT_EQ(reading.failure(),
            "auth: " + vcsim.authority() + " refuses the login (InvalidLogin): user name or password is wrong");
  EXPECT_EQ(reading.remedy(),
            "look at `username` (for vCenter with its domain, as user@vsphere.local) and at the target's secret");
  EXPECT_TRUE(reading.records.empty());
  EXPECT_EQ(reading.count("Login"), 1U) << "accounts are locked by more";
}

TEST(Credentials, AWrongUser) {
  EXPECT_TRUE(read(Vcsim({}), {{{"username", "somebody"}}}).failure().starts_with("auth: "));
}

TEST(Credentials, NoPassword) {
  const Reading reading = read(Vcsim({}), {.password = ""});
  EXPECT_EQ(reading.failure(), "auth: no password is given for 127.0.0.1");
  EXPECT_EQ(reading.remedy(), R"(write "secret": {"env": "…"}, {"file": …} or {"command": …} into the target)");
  EXPECT_TRUE(reading.calls.empty());
}

TEST(Credentials, NoUser) {
  const Reading reading = read(Vcsim({}), {{{"username", ""}}});
  EXPECT_EQ(reading.failure(), "auth: no user name is given for 127.0.0.1");
  EXPECT_TRUE(reading.calls.empty());
}

TEST(Credentials, TheUserMayStandInTheUri) {
  const Vcsim vcsim({});
  hvtest::LentHost host(HVC_PLUGIN);
  host.secrets["password"] = hvtest::kPassword;
  const hvtest::Told told = host.collect("vsphere://administrator%40vsphere.local@" + vcsim.authority(),
                                         R"({"ca_file":")" + vcsim.ca() + "\"}");
  EXPECT_EQ(told.result, HVC_OK);
}

TEST(Credentials, AnAccountThatMayNotEvenLogIn) {
  const Vcsim vcsim(with_fronts({}, {"deny-method=Login"}));
  EXPECT_EQ(read(vcsim).failure(),
            "not-permitted: " + vcsim.authority() + " does not permit Login (NoPermission): System.View");
}

TEST(Certificates, TheRightAuthority) { EXPECT_EQ(read(Vcsim({})).result, HVC_OK); }

TEST(Certificates, AnRsaKey) { EXPECT_EQ(read(Vcsim({"--key", "rsa"})).result, HVC_OK); }

TEST(Certificates, AnotherAuthority) {
  const Vcsim vcsim({});
  const Reading reading = read(vcsim, {{{"ca_file", vcsim.other_ca()}}});
  EXPECT_EQ(reading.failure(),
            "tls: " + vcsim.authority() +
                ": the server's certificate is refused: self-signed certificate in certificate chain");
  EXPECT_EQ(reading.remedy(),
            "name the authority that signed it with the option `ca_file`, or pin it with the option `fingerprint`");
  EXPECT_TRUE(reading.calls.empty()) << "no password goes to a server that is not known";
}

TEST(Certificates, TheSystemsAuthoritiesDoNotKnowIt) {
  const Reading reading = read(Vcsim({}), {{{"ca_file", ""}}});
  EXPECT_TRUE(reading.failure().starts_with("tls: ")) << reading.failure();
  EXPECT_TRUE(reading.calls.empty());
}

TEST(Certificates, AnExpiredOne) {
  const Vcsim vcsim({"--certificate", "expired"});
  const Reading reading = read(vcsim);
  EXPECT_EQ(reading.failure(),
            "tls: " + vcsim.authority() + ": the server's certificate is refused: certificate has expired");
  EXPECT_EQ(reading.remedy(), "have the server's certificate renewed, or pin it with the option `fingerprint`");
  EXPECT_TRUE(reading.calls.empty());
}

TEST(Certificates, OneThatIsItsOwnAuthority) {
  const Vcsim vcsim({"--certificate", "self-signed"});
  const Reading reading = read(vcsim);
  EXPECT_EQ(reading.failure(),
            "tls: " + vcsim.authority() + ": the server's certificate is refused: self-signed certificate");
  EXPECT_TRUE(reading.calls.empty());
}

TEST(Certificates, OneOfAnotherName) {
  const Vcsim vcsim({"--certificate", "wrong-host"});
  const Reading reading = read(vcsim);
  EXPECT_TRUE(reading.failure().starts_with("tls: " + vcsim.authority() + ": the server's certificate is refused: "));
  EXPECT_NE(reading.failure().find("'127.0.0.1'"), std::string::npos) << reading.failure();
  EXPECT_EQ(reading.remedy(), "use the name that stands in the certificate, or pin it with the option `fingerprint`");
  EXPECT_TRUE(reading.calls.empty());
}

TEST(Certificates, APinnedOneNeedsNoAuthorityNameOrDate) {
  for (const char* wrong : {"good", "expired", "wrong-host", "self-signed"}) {
    const Vcsim vcsim({"--certificate", wrong});
    EXPECT_EQ(read(vcsim, {{{"ca_file", ""}, {"fingerprint", vcsim.fingerprint()}}}).result, HVC_OK) << wrong;
  }
}

TEST(Certificates, APinAndAnAuthorityHaveBothToHold) {
  const Vcsim vcsim({});
  EXPECT_EQ(read(vcsim, {{{"fingerprint", vcsim.fingerprint()}}}).result, HVC_OK);
  const Reading reading = read(vcsim, {{{"fingerprint", vcsim.fingerprint()}, {"ca_file", vcsim.other_ca()}}});
  EXPECT_TRUE(reading.failure().starts_with("tls: ")) << reading.failure();
}

TEST(Certificates, AnotherThanThePinnedOne) {
  const Vcsim vcsim({});
  const Reading reading = read(vcsim, {{{"ca_file", ""}, {"fingerprint", std::string(64, '0')}}});
  EXPECT_EQ(reading.failure(), "tls: " + vcsim.authority() +
                                   ": the certificate is not the pinned one: its SHA-256 fingerprint is " +
                                   vcsim.fingerprint());
  EXPECT_TRUE(reading.calls.empty());
}

TEST(Certificates, AFingerprintThatIsNone) {
  EXPECT_EQ(read(Vcsim({}), {{{"fingerprint", "00:11"}}}).failure(),
            "bad-target: option `fingerprint`: `00:11` is no SHA-256 fingerprint");
}

TEST(Permissions, AGuestThatIsHiddenIsMissedByItsHost) {
  const Reading all = read(Vcsim(kRich));
  const Reading reading = read(Vcsim(with_fronts(kRich, {"hide-vm=plain"})));
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(reading.of_kind("guest").size() + 1, all.of_kind("guest").size());
  ASSERT_EQ(reading.of_kind("error").size(), all.of_kind("error").size() + 1);
  const auto& error = *reading.of_kind("error").back();
  EXPECT_EQ(error.at("scope"), "host");
  EXPECT_EQ(error.at("code"), HVC_FAIL_PERMISSION);
  EXPECT_EQ(error.at("id"), all.guest("plain").at("host"));
  EXPECT_EQ(std::string(error.at("text").as_string()), "the host has guests that the account does not see (" +
                                                           std::string(all.guest("plain").at("id").as_string()) + ")");
}

TEST(Permissions, APropertyThatMayNotBeRead) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"deny=config.firmware,guest.guestId,snapshot"})));
  EXPECT_EQ(reading.result, HVC_OK);
  const auto& plain = reading.guest("plain");
  for (const char* name : {"guest.firmware", "guest.os.reported_id", "guest.os.family", "guest.snapshot.count"})
    EXPECT_EQ(fact(plain, name), "unknown: not-permitted") << name;
  EXPECT_EQ(detail(plain, "guest.firmware"),
            "the account may not read VirtualMachine config.firmware: it lacks System.Read");
  EXPECT_EQ(hvtest::remedy(plain, "guest.firmware"),
            "give the account a role with the privilege System.Read on this object (Read-only has System.Read)");
  EXPECT_EQ(fact(plain, "guest.vcpu.count"), "2");
  EXPECT_EQ(fact(plain, "guest.snapshot.allowed"), "true");
}

// What rests on the configuration is not taken for unset where the configuration may not be read.
TEST(Permissions, NoConfigurationAtAll) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"deny=config"})));
  const auto& plain = reading.guest("plain");
  for (const char* name : {"guest.vcpu.count",
                           "guest.memory.configured_mib",
                           "guest.memory.locked",
                           "guest.memory.limit_mib",
                           "guest.memory.dynamic",
                           "guest.memory.balloon_device",
                           "guest.memory.page_sharing_allowed",
                           "guest.firmware",
                           "guest.secure_boot",
                           "guest.tpm",
                           "guest.confidential",
                           "guest.isolation",
                           "guest.nested_virtualization",
                           "guest.hot_add",
                           "guest.replication",
                           "guest.disk.kinds",
                           "guest.disk.targets",
                           "guest.snapshot.allowed",
                           "guest.migratable",
                           "guest.suspend.allowed",
                           "guest.os.declared_id",
                           "x.vmware.encrypted"})
    EXPECT_EQ(fact(plain, name), "unknown: not-permitted") << name;
  EXPECT_EQ(fact(plain, "guest.power"), "\"running\"");
  EXPECT_EQ(fact(plain, "guest.memory.ballooned_mib"), "0");
}

TEST(Permissions, HostsAndDatastores) {
  const Reading reading = read(
      Vcsim(with_fronts(kRich, {"deny=config.option,config.storageDevice.scsiLun,summary.hardware,hardware.cpuPkg"})));
  const auto& host = reading.named("host", "host-intel-salted");
  for (const char* name : {"host.cpu.vendor", "host.cpu.model", "host.memory.total_mib", "host.memory.page_sharing"})
    EXPECT_EQ(fact(host, name), "unknown: not-permitted") << name;
  const auto& plain = reading.guest("plain");
  EXPECT_EQ(fact(plain, "guest.memory.page_sharing_allowed"), "unknown: not-permitted");
  EXPECT_EQ(fact(plain, "guest.memory.shared_mib"), "0") << "the statistic itself is zero";
  EXPECT_EQ(detail(plain, "guest.disk.targets"),
            "the account may not read HostSystem config.storageDevice.scsiLun: it lacks System.Read");
  EXPECT_EQ(fact(reading.guest("on-nfs"), "guest.disk.targets"), R"(["nfs"])");
}

TEST(Permissions, Clusters) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"deny=configurationEx"})));
  EXPECT_EQ(fact(reading.named("cluster", "drs-automated-ha"), "cluster.ha"), "unknown: not-permitted");
  EXPECT_EQ(fact(reading.named("cluster", "drs-automated-ha"), "cluster.migration.automation"),
            "unknown: not-permitted");
  EXPECT_EQ(fact(reading.named("cluster", "drs-automated-ha"), "cluster.hosts"), "3");
}

TEST(Permissions, NoEvents) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"deny-method=CreateCollectorForEvents"})));
  EXPECT_EQ(reading.result, HVC_OK);
  const auto& plain = reading.guest("plain");
  for (const char* name : {"guest.migration.last", "guest.migration.since_power_on"}) {
    EXPECT_EQ(fact(plain, name), "unknown: not-permitted") << name;
    EXPECT_EQ(detail(plain, name), "the account may not call CreateCollectorForEvents: it lacks System.View");
  }
  EXPECT_EQ(fact(plain, "guest.migration.running"), "false");
  EXPECT_EQ(fact(plain, "guest.memory.configured_mib"), "4096");
}

TEST(Permissions, NoTasks) {
  for (const char* denied : {"deny=recentTask", "deny=info"}) {
    const Reading reading = read(Vcsim(with_fronts(kRich, {denied})));
    const auto& plain = reading.guest("plain");
    for (const char* name : {"guest.migration.running", "guest.storage_migration.running"}) {
      EXPECT_EQ(fact(plain, name), "unknown: not-permitted") << denied << " " << name;
      EXPECT_NE(detail(plain, name).find("System.Read"), std::string::npos) << detail(plain, name);
    }
    EXPECT_EQ(fact(reading.guest("migrated-since-boot"), "guest.migration.since_power_on"), "true");
    EXPECT_EQ(fact(reading.guest("powered-off"), "guest.migration.running"), "false");
  }
}

TEST(Permissions, NoRetrievalIsTheWholeTargetsFailure) {
  const Vcsim vcsim(with_fronts({}, {"deny-method=RetrievePropertiesEx"}));
  const Reading reading = read(vcsim);
  EXPECT_EQ(reading.failure(), "not-permitted: " + vcsim.authority() +
                                   " does not permit RetrievePropertiesEx (NoPermission): System.View");
  EXPECT_EQ(reading.remedy(), "give the account the role Read-only on the vCenter or ESXi root, with propagation");
}

}  // namespace
