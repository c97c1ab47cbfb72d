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

hvc::Facts signed_by(const char* manufacturer, const char* product, const char* os_release = "") {
  ProductClues signed_guests = clues();
  signed_guests.signature = {manufacturer, product};
  signed_guests.os_release = os_release;
  return identify_product(signed_guests);
}

TEST(Product, TheManagerThatSignsTheGuests) {
  EXPECT_EQ(signed_by("oVirt", "oVirt Node").value("hypervisor.product"), "\"ovirt\"");
  EXPECT_EQ(signed_by("Nutanix", "AHV").value("hypervisor.product"), "\"ahv\"");
  EXPECT_FALSE(signed_by("Nutanix", "AHV").known("hypervisor.version"));
}

TEST(Product, RedHatAloneIsNoManager) {
  const std::pair<const char*, const char*> rows[] = {{"RHEV Hypervisor", "\"rhv\""},
                                                      {"RHV", "\"rhv\""},
                                                      {"RHEL", "\"rhv\""},
                                                      {"OpenStack Compute", "\"openstack\""},
                                                      {"OpenShift Virtualization", ""},
                                                      {"KVM", ""},
                                                      {"", ""}};
  for (const auto& [product, told] : rows) {
    const hvc::Facts facts = signed_by("Red Hat", product);
    EXPECT_EQ(facts.value("hypervisor.product"), told) << product;
    EXPECT_EQ(facts.value("hypervisor.vendor"), *told ? "\"redhat\"" : "") << product;
  }
  EXPECT_FALSE(signed_by("RDO", "OpenStack Compute").known("hypervisor.product")) << "not Red Hat's";
}

TEST(Product, AGuestsSignatureDoesNotBeatTheHostsOwnSystem) {
  const char* debian = "ID=debian\nVERSION_ID=12\n";
  for (const auto& [manufacturer, product] :
       {std::pair("Red Hat", "RHEV Hypervisor"), std::pair("Red Hat", "OpenStack Compute"), std::pair("Nutanix", "AHV"),
        std::pair("oVirt", "oVirt Node")}) {
    const hvc::Facts facts = signed_by(manufacturer, product, debian);
    EXPECT_EQ(facts.value("hypervisor.product"), "\"qemu-kvm\"") << product;
    EXPECT_EQ(facts.value("hypervisor.version"), "\"12\"") << product;
  }
  EXPECT_FALSE(signed_by("Red Hat", "RHEV Hypervisor", "ID=arch\n").known("hypervisor.product"));
}

TEST(Product, WhereAManagerMayStandNeitherItNorTheDistributionIsTold) {
  const hvc::Facts facts = signed_by("Nutanix", "AHV", "ID=\"centos\"\nVERSION_ID=\"7\"\n");
  for (const char* fact : {"hypervisor.vendor", "hypervisor.product", "hypervisor.version"})
    EXPECT_FALSE(facts.known(fact)) << fact;
  EXPECT_EQ(facts.value("host.os.product"), "\"centos\"");
}

TEST(Product, AManagersVersionIsNotThatOfTheSystemUnderIt) {
  const hvc::Facts rhv = signed_by("Red Hat", "RHEL", "ID=\"rhel\"\nVERSION_ID=\"8.6\"\n");
  EXPECT_EQ(rhv.value("hypervisor.product"), "\"rhv\"");
  EXPECT_EQ(rhv.value("host.os.version"), "\"8.6\"");
  ASSERT_TRUE(rhv.why_unknown("hypervisor.version"));
  EXPECT_EQ(rhv.why_unknown("hypervisor.version")->detail, "libvirt does not tell the manager's version");
  EXPECT_EQ(signed_by("oVirt", "RHEL", "ID=\"centos\"\n").value("hypervisor.product"), "\"ovirt\"");
}

TEST(Product, TheSignatureStandsInTheGuestsDefinition) {
  pugi::xml_document document;
  ASSERT_TRUE(
      document.load_string("<domain><sysinfo type='smbios'><system><entry name='manufacturer'>Red Hat</entry>"
                           "<entry name='product'>RHEL</entry></system></sysinfo></domain>"));
  const GuestSignature signature = signature_of(document.child("domain"));
  EXPECT_EQ(signature.manufacturer, "Red Hat");
  EXPECT_EQ(signature.product, "RHEL");
  EXPECT_EQ(signature_of({}).manufacturer, "");
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
