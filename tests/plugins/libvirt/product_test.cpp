// The product behind libvirt: certain, or unknown with the line for the site file.
#include "product.hpp"

#include <gtest/gtest.h>

namespace hvlibvirt {
namespace {

ProductClues clues() {
  ProductClues result;
  result.driver = driver_of_type("QEMU");
  result.target_name = "lab";
  return result;
}

TEST(Product, FromThisMachinesOsRelease) {
  ProductClues rhel = clues();
  rhel.os_release = "NAME=\"Red Hat Enterprise Linux\"\nID=\"rhel\"\nVERSION_ID=\"9.4\"\n# ID=x\n";
  const hvc::Facts facts = identify_product(rhel);
  EXPECT_EQ(facts.value("hypervisor.vendor"), "\"redhat\"");
  EXPECT_EQ(facts.value("hypervisor.product"), "\"rhel-kvm\"");
  EXPECT_EQ(facts.value("hypervisor.version"), "\"9.4\"");
  EXPECT_EQ(facts.value("host.os.product"), "\"rhel\"");
  EXPECT_EQ(facts.evidence("hypervisor.product"), "/etc/os-release ID");
}

TEST(Product, Distributions) {
  const std::tuple<const char*, const char*, const char*> rows[] = {{"debian", "\"debian\"", "\"qemu-kvm\""},
                                                                    {"ubuntu", "\"canonical\"", "\"ubuntu-kvm\""},
                                                                    {"sles", "\"suse\"", "\"sles-kvm\""},
                                                                    {"fedora", "\"fedora\"", "\"fedora-kvm\""},
                                                                    {"arch", "", ""}};
  for (const auto& [id, vendor, product] : rows) {
    ProductClues one = clues();
    one.os_release = "ID=" + std::string(id) + "\nVERSION_ID='12'\n";
    const hvc::Facts facts = identify_product(one);
    EXPECT_EQ(facts.value("hypervisor.vendor"), vendor) << id;
    EXPECT_EQ(facts.value("hypervisor.product"), product) << id;
    EXPECT_EQ(facts.value("host.os.product"), "\"" + std::string(id) + "\"");
  }
}

TEST(Product, AVersionThatIsNoneStaysUnknown) {
  ProductClues sid = clues();
  sid.os_release = "ID=debian\nVERSION_ID=trixie/sid\n";
  const hvc::Facts facts = identify_product(sid);
  EXPECT_FALSE(facts.known("hypervisor.version"));
  EXPECT_FALSE(facts.known("host.os.version"));
}

TEST(Product, AMachineTypeSuggestsTheLineAndNothingMore) {
  ProductClues far = clues();
  far.machine = "pc-q35-rhel9.4.0";
  const hvc::Facts facts = identify_product(far);
  EXPECT_FALSE(facts.known("hypervisor.product"));
  EXPECT_EQ(facts.why_unknown("hypervisor.product")->remedy,
            R"(add to `attest` of the site file: {"target":"lab","host":"*","facts":{"hypervisor.vendor":"redhat",)"
            R"("hypervisor.product":"rhel-kvm","hypervisor.version":"9.4"}} )"
            R"((machine type pc-q35-rhel9.4.0 suggests it; clones carry it too))");
}

TEST(Product, TheSuggestedLine) {
  EXPECT_EQ(suggested_attestation("a\"b", "pc-i440fx-jammy"),
            R"({"target":"a\"b","host":"*","facts":{"hypervisor.vendor":"canonical",)"
            R"("hypervisor.product":"ubuntu-kvm","hypervisor.version":"22.04"}})");
  EXPECT_EQ(suggested_attestation("lab", "pc-q35-7.2"),
            R"({"target":"lab","host":"*","facts":{"hypervisor.vendor":"…","hypervisor.product":"…",)"
            R"("hypervisor.version":"…"}})");
  EXPECT_NE(suggested_attestation("lab", "pc-i440fx-rhel7.6.0").find("\"7.6\""), std::string::npos);
}

TEST(Product, TheLatestMachineTypeThatNamesAProductIsTakenInAnyOrder) {
  for (const auto& [a, b] : {std::pair<const char*, const char*>{"pc-q35-rhel9.4.0", "pc-i440fx-rhel7.6.0"},
                             {"pc-q35-rhel9.4.0", "pc-q35-7.2"},
                             {"pc-q35-rhel9.4.0", ""},
                             {"pc-q35-rhel9.10.0", "pc-q35-rhel9.4.0"}}) {
    EXPECT_EQ(more_telling_machine(a, b), a);
    EXPECT_EQ(more_telling_machine(b, a), a);
  }
}

TEST(Product, TheManagerThatSignsTheGuests) {
  ProductClues ovirt = clues();
  ovirt.guest_manager = "oVirt";
  EXPECT_EQ(identify_product(ovirt).value("hypervisor.product"), "\"ovirt\"");
  ProductClues ahv = clues();
  ahv.guest_manager = "Nutanix";
  EXPECT_EQ(identify_product(ahv).value("hypervisor.product"), "\"ahv\"");
  EXPECT_FALSE(identify_product(ahv).known("hypervisor.version"));
}

TEST(Product, TheHostsFirmware) {
  ProductClues nutanix = clues();
  nutanix.host_sysinfo =
      "<sysinfo type='smbios'><system><entry name='manufacturer'>Nutanix</entry>"
      "<entry name='product'>NX-3060-G7</entry></system></sysinfo>";
  const hvc::Facts facts = identify_product(nutanix);
  EXPECT_EQ(facts.value("host.system.vendor"), "\"Nutanix\"");
  EXPECT_EQ(facts.value("host.system.model"), "\"NX-3060-G7\"");
  EXPECT_EQ(facts.value("hypervisor.product"), "\"ahv\"");
  nutanix.os_release = "ID=debian\nVERSION_ID=12\n";
  EXPECT_EQ(identify_product(nutanix).value("hypervisor.product"), "\"qemu-kvm\"")
      << "the system that runs there counts";
}

TEST(Product, OtherDriversAreNoQemu) {
  ProductClues xen = clues();
  xen.driver = driver_of_type("Xen");
  xen.os_release = "ID=debian\nVERSION_ID=12\n";
  const hvc::Facts facts = identify_product(xen);
  EXPECT_FALSE(facts.known("hypervisor.product"));
  EXPECT_EQ(facts.value("host.os.product"), "\"debian\"");
}

}  // namespace
}  // namespace hvlibvirt
