// Firmware, Secure Boot, TPM, nested virtualization: true and false only where the definition says so.
#include "capabilities.hpp"
#include "reading.hpp"

namespace hvlibvirt {
namespace {

std::string os(const std::string& attributes, const std::string& inner) {
  return domain("<os " + attributes + "><type arch='x86_64' machine='q35'>hvm</type>" + inner + "</os>");
}

TEST(Firmware, FromTheSelectionOrTheLoader) {
  EXPECT_EQ(read_text(os("firmware='efi'", "")).value("guest.firmware"), "\"uefi\"");
  EXPECT_EQ(read_text(os("firmware='bios'", "")).value("guest.firmware"), "\"bios\"");
  EXPECT_EQ(read_text(os("", "<loader type='pflash'>/x/OVMF_CODE.fd</loader>")).value("guest.firmware"), "\"uefi\"");
  EXPECT_EQ(read_text(os("", "")).value("guest.firmware"), "\"bios\"");
  EXPECT_EQ(reason(read_text(os("", "<loader type='rom'>/x/firmware.bin</loader>")), "guest.firmware"), "not-exposed");
  EXPECT_EQ(reason(read_text(domain("<os><type arch='aarch64'>hvm</type></os>")), "guest.firmware"), "not-exposed");
}

TEST(SecureBoot, NeedsEnrolledKeys) {
  const std::string both =
      "<firmware><feature enabled='yes' name='secure-boot'/>"
      "<feature enabled='yes' name='enrolled-keys'/></firmware>";
  EXPECT_EQ(read_text(os("firmware='efi'", both)).value("guest.secure_boot"), "true");
  const std::string capable = "<firmware><feature enabled='yes' name='secure-boot'/></firmware><loader secure='yes'/>";
  const hvc::Facts unsure = read_text(os("firmware='efi'", capable));
  EXPECT_EQ(reason(unsure, "guest.secure_boot"), "not-exposed");
  EXPECT_EQ(detail(unsure, "guest.secure_boot"),
            "whether keys are enrolled stands in the guest's NVRAM, which libvirt does not show");
  const std::string no_keys = "<firmware><feature enabled='no' name='enrolled-keys'/></firmware>";
  EXPECT_EQ(read_text(os("firmware='efi'", no_keys)).value("guest.secure_boot"), "false");
  EXPECT_EQ(read_text(os("", "")).value("guest.secure_boot"), "false") << "a BIOS has none";
}

TEST(SecureBoot, AVariableTemplateWithKeysTells) {
  const std::string loader = "<loader secure='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.ms.fd</loader>";
  EXPECT_EQ(read_text(os("", loader + "<nvram template='/usr/share/OVMF/OVMF_VARS_4M.ms.fd'>/n</nvram>"))
                .value("guest.secure_boot"),
            "true");
  EXPECT_EQ(reason(read_text(os("", loader + "<nvram template='/usr/share/OVMF/OVMF_VARS_4M.fd'>/n</nvram>")),
                   "guest.secure_boot"),
            "not-exposed");
}

TEST(Nested, AnExplicitFeatureDecides) {
  const auto cpu = [](const std::string& feature) {
    return x86("<cpu mode='custom'><model>Skylake-Server</model>" + feature + "</cpu>");
  };
  EXPECT_EQ(read_text(cpu("<feature policy='require' name='vmx'/>")).value("guest.nested_virtualization"), "true");
  EXPECT_EQ(read_text(cpu("<feature policy='force' name='svm'/>")).value("guest.nested_virtualization"), "true");
  EXPECT_EQ(read_text(cpu("<feature policy='disable' name='vmx'/>")).value("guest.nested_virtualization"), "false");
  EXPECT_EQ(reason(read_text(cpu("<feature policy='optional' name='vmx'/>")), "guest.nested_virtualization"),
            "not-exposed");
  EXPECT_EQ(read_text(cpu("")).value("guest.nested_virtualization"), "false");
}

TEST(Nested, TheHostsProcessorIsAsTheHostSays) {
  const std::string passthrough = x86("<cpu mode='host-passthrough'/>");
  EXPECT_EQ(reason(read_text(passthrough), "guest.nested_virtualization"), "not-exposed");
  HostView host = qemu_host();
  host.nested = true;
  host.nested_evidence = "somebody";
  const hvc::Facts facts = read_text(passthrough, host);
  EXPECT_EQ(facts.value("guest.nested_virtualization"), "true");
  EXPECT_EQ(facts.evidence("guest.nested_virtualization"), "somebody");
}

TEST(Nested, AModelWithSvmIsSettledWhenTheGuestRuns) {
  const std::string cpu = "<cpu mode='custom'><model>EPYC-Rome</model></cpu>";
  EXPECT_EQ(read_text(x86(cpu)).value("guest.nested_virtualization"), "true");
  const std::string off = domain("<os><type arch='x86_64'>hvm</type></os>" + cpu, false);
  EXPECT_EQ(reason(read_text(off), "guest.nested_virtualization"), "not-exposed");
}

TEST(Nested, OtherArchitecturesAreNotGuessed) {
  EXPECT_EQ(reason(read_text(domain("<os><type arch='aarch64'>hvm</type></os>")), "guest.nested_virtualization"),
            "not-exposed");
}

TEST(Vbs, NeedsAllThree) {
  const std::string secure =
      "<firmware><feature enabled='yes' name='secure-boot'/>"
      "<feature enabled='yes' name='enrolled-keys'/></firmware>";
  const std::string efi = "<os firmware='efi'><type arch='x86_64'>hvm</type>" + secure + "</os>";
  const std::string vmx =
      "<cpu mode='custom'><model>Skylake-Server</model><feature policy='require' name='vmx'/></cpu>";
  EXPECT_EQ(read_text(domain(efi + vmx)).value("guest.vbs_enabled"), "true");
  EXPECT_EQ(read_text(domain(efi)).value("guest.vbs_enabled"), "false");
  EXPECT_EQ(reason(read_text(domain(efi + "<cpu mode='host-passthrough'/>")), "guest.vbs_enabled"), "not-exposed");
  EXPECT_EQ(read_text(x86(vmx)).value("guest.vbs_enabled"), "false") << "a BIOS";
}

TEST(Confidential, IsTheLaunchSecurityType) {
  EXPECT_EQ(read_text(x86("<launchSecurity type='sev-snp'/>")).value("guest.confidential"), "\"sev-snp\"");
  EXPECT_EQ(read_text(x86("")).value("guest.confidential"), "\"none\"");
}

TEST(Tpm, IsADevice) {
  EXPECT_EQ(read_text(x86("<devices><tpm model='tpm-crb'/></devices>")).value("guest.tpm"), "true");
  EXPECT_EQ(read_text(x86("<devices/>")).value("guest.tpm"), "false");
}

}  // namespace
}  // namespace hvlibvirt
