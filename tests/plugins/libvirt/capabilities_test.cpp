// Capabilities: family of the hypervisor, processor, what nested guests see.
#include "capabilities.hpp"

#include <gtest/gtest.h>

namespace hvlibvirt {
namespace {

std::string capabilities(const std::string& cpu, const std::string& domains) {
  return "<capabilities><host><uuid>u</uuid><cpu><arch>x86_64</arch>" + cpu +
         "</cpu><migration_features><live/></migration_features></host><guest><os_type>hvm</os_type><arch "
         "name='x86_64'>" +
         domains + "</arch></guest></capabilities>";
}

const std::string kKvm = "<domain type='qemu'/><domain type='kvm'/>";
const std::string kTcg = "<domain type='qemu'/>";

TEST(Family, KvmWhereTheHostOffersItAndAGuestUsesIt) {
  const Driver qemu = driver_of_type("QEMU");
  const Capabilities kvm = parse_capabilities(capabilities("", kKvm));
  EXPECT_EQ(family_of(qemu, kvm, true), "kvm");
  EXPECT_EQ(family_of(qemu, kvm, std::nullopt), "kvm") << "no guest to tell";
  EXPECT_EQ(family_of(qemu, kvm, false), "qemu-tcg") << "all its guests are emulated";
  EXPECT_EQ(family_of(qemu, parse_capabilities(capabilities("", kTcg)), true), "qemu-tcg");
}

TEST(Family, OtherDrivers) {
  const Capabilities none;
  EXPECT_EQ(family_of(driver_of_type("Xen"), none, {}), "xen");
  EXPECT_EQ(family_of(driver_of_type("LXC"), none, {}), "lxc");
  EXPECT_EQ(family_of(driver_of_type("BHYVE"), none, {}), "bhyve");
  EXPECT_EQ(family_of(driver_of_type("TEST"), none, {}), "other");
  EXPECT_EQ(family_of(driver_of_type("VBOX"), none, {}), "other");
  EXPECT_EQ(family_of(driver_of_type("what is this"), none, {}), "other");
}

TEST(Capabilities, Processor) {
  const Capabilities intel = parse_capabilities(
      capabilities("<model>Skylake-Server</model><vendor>Intel</vendor><feature name='vmx'/>", kKvm));
  EXPECT_EQ(intel.cpu_vendor, "intel");
  EXPECT_EQ(intel.cpu_model, "Skylake-Server");
  EXPECT_EQ(intel.cpu_virtualization, true);
  EXPECT_TRUE(intel.live_migration);
  EXPECT_EQ(parse_capabilities(capabilities("<model>EPYC</model><vendor>AMD</vendor>", kKvm)).cpu_virtualization, true);
  EXPECT_EQ(parse_capabilities(capabilities("<model>kvm64</model>", kKvm)).cpu_virtualization, false);
  EXPECT_EQ(parse_capabilities(capabilities("", kKvm)).cpu_virtualization, std::nullopt);
}

TEST(Capabilities, GarbageTellsNothing) {
  for (const char* text : {"", "<capabilities", "{}"}) {
    const Capabilities result = parse_capabilities(text);
    EXPECT_EQ(result.uuid, "");
    EXPECT_FALSE(result.offers_kvm);
    EXPECT_EQ(result.cpu_virtualization, std::nullopt);
  }
}

TEST(DomainCapabilities, HostModelTellsWhatNestedGuestsSee) {
  const auto parse = [](const std::string& inner) {
    return parse_nested_capability(
        "<domainCapabilities><arch>x86_64</arch><cpu><mode name='host-model' supported='yes'>" + inner +
        "</mode></cpu></domainCapabilities>");
  };
  EXPECT_EQ(parse("<model>Skylake-Server</model><feature policy='require' name='vmx'/>"), true);
  EXPECT_EQ(parse("<model>Skylake-Server</model>"), false);
  EXPECT_EQ(parse("<model>EPYC-Rome</model>"), true);
  EXPECT_EQ(parse("<model>EPYC-Rome</model><feature policy='disable' name='svm'/>"), false);
  EXPECT_EQ(parse_nested_capability("<domainCapabilities/>"), std::nullopt);
  EXPECT_EQ(parse_nested_capability(""), std::nullopt);
}

}  // namespace
}  // namespace hvlibvirt
