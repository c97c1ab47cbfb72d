// Look-ups on small catalogs.
#include "catalog/lookup.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

Catalogs with_names(std::vector<std::string> ids) {
  Catalogs catalogs;
  for (std::string& id : ids) catalogs.guest_os_names.push_back({std::move(id), "linux", {"acme"}, "", ""});
  return catalogs;
}

TEST(OsName, VersionIsCaptured) {
  const Catalogs catalogs = with_names({"rhel{version}_64Guest", "http://acme/{version}"});
  EXPECT_EQ(find_os_name(catalogs, "rhel9_64Guest")->version, "9");
  EXPECT_EQ(find_os_name(catalogs, "http://acme/9.2")->version, "9.2");
  EXPECT_FALSE(find_os_name(catalogs, "rhelGuest"));
  EXPECT_FALSE(find_os_name(catalogs, "rhel9Guest"));
  EXPECT_FALSE(find_os_name(catalogs, "http://acme/9.2-unknown"));
  EXPECT_FALSE(find_os_name(catalogs, "http://acme/9..2"));
}

TEST(OsName, TheFirstRowWins) {
  Catalogs catalogs = with_names({"* 2012 R2*", "* 2012*"});
  catalogs.guest_os_names[0].products = {"r2"};
  EXPECT_EQ(find_os_name(catalogs, "Windows Server 2012 R2 Standard")->row->products.front(), "r2");
  EXPECT_EQ(find_os_name(catalogs, "Windows Server 2012 Standard")->row->products.front(), "acme");
}

TEST(Release, DigitGroupsDecide) {
  const std::tuple<const char*, const char*, bool> table[] = {
      {"9.4", "9", true},     {"9", "9", true},        {"90", "9", false},     {"8.0.3", "8.0", true},
      {"8", "8.0", true},     {"8.1", "8.0", false},   {"9.1", "9.0", false},  {"12", "12.0", true},
      {"15.4", "15.4", true}, {"22.4", "22.04", true}, {"5.10", "5.1", false}, {"4.9", "4.10", false}};
  for (const auto& [version, release, covered] : table) {
    EXPECT_EQ(is_of_release(*Version::parse(version), release), covered) << version << " of " << release;
  }
}

TEST(Release, TheClosestCovers) {
  HypervisorProduct product;
  product.releases = {{"7", {}, ""}, {"7.5", {}, ""}};
  EXPECT_EQ(find_release(product, *Version::parse("7.5.1"))->version, "7.5");
  EXPECT_EQ(find_release(product, *Version::parse("7.6"))->version, "7");
  EXPECT_EQ(find_release(product, *Version::parse("8")), nullptr);
}

TEST(WindowsBuild, OfBuildAndOfFullVersion) {
  const std::pair<const char*, std::int64_t> table[] = {{"17763", 17763},      {"17763.1339", 17763},
                                                        {"10.0.17763", 17763}, {"10.0.17763.1339", 17763},
                                                        {"6.1.7601", 7601},    {"0", 0}};
  for (const auto& [text, build] : table) EXPECT_EQ(windows_build(*Version::parse(text)), build) << text;
}

TEST(Hypervisor, AnAliasOfSeveralVendorsNeedsTheVendor) {
  Catalogs catalogs;
  catalogs.hypervisors.push_back({"debian", "debian", {"qemu-kvm"}, {}, {}, ""});
  catalogs.hypervisors.push_back({"ubuntu", "canonical", {"qemu-kvm"}, {}, {}, ""});
  EXPECT_EQ(find_hypervisor(catalogs, "", "qemu-kvm"), nullptr);
  EXPECT_EQ(find_hypervisor(catalogs, "canonical", "qemu-kvm")->id, "ubuntu");
  EXPECT_EQ(find_hypervisor(catalogs, "acme", "qemu-kvm"), nullptr);
}

}  // namespace
}  // namespace hvcompat
