// The catalogs that we ship: they load, their schemas hold, and what they say of well-known systems.
#include <gtest/gtest.h>

#include "catalog/catalogs.hpp"
#include "catalog/lookup.hpp"
#include "schema_check.hpp"
#include "text/json_document.hpp"

namespace hvcompat {
namespace {

const std::filesystem::path kConfigs = HVCOMPAT_CONFIGS;

const Catalogs& shipped() {
  static const Catalogs catalogs = [] {
    auto loaded = load_catalogs(catalog_files_in(kConfigs / "catalogs").value());
    if (!loaded) ADD_FAILURE() << to_text(loaded.error());
    return loaded ? *loaded : Catalogs{};
  }();
  return catalogs;
}

std::string first_violation(const std::filesystem::path& file, const std::filesystem::path& schema) {
  return testing::schema_violation(schema.string(), testing::bytes_of(file.string()));
}

TEST(Shipped, EveryKindOnce) {
  std::vector<std::string> ids;
  for (const CatalogFile& file : shipped().files) ids.push_back(file.id);
  EXPECT_EQ(ids,
            (std::vector<std::string>{"guest-os-names", "hyperv-guests", "hypervisors", "svvp", "vendors", "windows"}));
}

TEST(Shipped, SchemasHold) {
  for (const CatalogFile& file : shipped().files) {
    EXPECT_EQ(first_violation(file.file, kConfigs / "schema" / ("catalog-" + file.id + ".schema.json")), "") << file.id;
  }
}

TEST(Shipped, SchemasRefuseOtherKinds) {
  EXPECT_NE(first_violation(kConfigs / "catalogs/windows.json", kConfigs / "schema/catalog-svvp.schema.json"), "");
}

TEST(Shipped, EveryRowHasASource) {
  for (const auto& row : shipped().windows) EXPECT_FALSE(row.source.empty()) << row.id;
  for (const auto& row : shipped().svvp) EXPECT_FALSE(row.source.empty() || row.as_of.empty()) << row.id;
  for (const auto& row : shipped().vendors) EXPECT_FALSE(row.source.empty() || row.as_of.empty()) << row.vendor;
}

TEST(Shipped, NamesOfEveryApi) {
  struct Case {
    const char* id;
    std::vector<std::string> products;
    const char* version;
  };
  const std::vector<Case> table = {{"http://microsoft.com/win/2k19", {"windows-server-2019"}, ""},
                                   {"http://microsoft.com/win/2k8r2", {"windows-server-2008-r2"}, ""},
                                   {"http://microsoft.com/win/11", {"windows-11"}, ""},
                                   {"win2k25", {"windows-server-2025"}, ""},
                                   {"http://redhat.com/rhel/9.2", {"rhel"}, "9.2"},
                                   {"http://redhat.com/rhel/9-unknown", {"rhel"}, ""},
                                   {"http://debian.org/debian/12", {"debian"}, "12"},
                                   {"debian12", {"debian"}, "12"},
                                   {"http://ubuntu.com/ubuntu/22.04", {"ubuntu"}, "22.04"},
                                   {"http://libosinfo.org/linux/2022", {}, ""},
                                   {"windows2019srvNext_64Guest", {"windows-server-2022"}, ""},
                                   {"windows8Server64Guest", {"windows-server-2012-r2", "windows-server-2012"}, ""},
                                   {"debian12_64Guest", {"debian"}, "12"},
                                   {"rockylinux_64Guest", {"rocky"}, ""},
                                   {"other5xLinux64Guest", {}, ""},
                                   {"mswindows:2012r2:server", {"windows-server-2012-r2"}, ""},
                                   {"mswindows:11:client", {"windows-11"}, ""},
                                   {"mswindows", {}, ""},
                                   {"rhel:9.4", {"rhel"}, "9.4"},
                                   {"debian", {"debian"}, ""},
                                   {"Microsoft Windows Server 2012 R2 Standard", {"windows-server-2012-r2"}, ""},
                                   {"Windows 10 Pro", {"windows-10"}, ""}};
  for (const Case& row : table) {
    const auto named = find_os_name(shipped(), row.id);
    ASSERT_TRUE(named) << row.id;
    EXPECT_EQ(named->row->products, row.products) << row.id;
    EXPECT_EQ(named->version, row.version) << row.id;
  }
}

TEST(Shipped, BuildsOfServersAndClients) {
  EXPECT_EQ(windows_products_of_build(shipped(), 26100, true), (std::vector<std::string>{"windows-server-2025"}));
  EXPECT_EQ(windows_products_of_build(shipped(), 26100, false), (std::vector<std::string>{"windows-11"}));
  EXPECT_EQ(windows_products_of_build(shipped(), 17763, true),
            (std::vector<std::string>{"windows-server-1809", "windows-server-2019"}));
}

TEST(Shipped, NoListingIsCalledComplete) {
  for (const SvvpVendor& vendor : shipped().svvp_vendors) EXPECT_FALSE(vendor.complete) << vendor.vendor;
}

TEST(Shipped, ThePartnersOfTheArticle) {
  EXPECT_EQ(shipped().vendors_as_of, "2021-10-09");
  for (const char* vendor : {"canonical", "citrix", "nutanix", "redhat", "suse", "virtuozzo", "vmware"}) {
    ASSERT_TRUE(find_relationship(shipped(), vendor)) << vendor;
    EXPECT_FALSE(find_relationship(shipped(), vendor)->established.empty()) << vendor;
  }
}

}  // namespace
}  // namespace hvcompat
