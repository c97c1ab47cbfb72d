// Questions to the catalogs: pure look-ups, without any fact of a guest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalogs.hpp"

namespace hvcompat {

// What an identifier stands for. `version` is what the identifier spells, empty where it spells none.
struct NamedOs {
  const GuestOsName* row = nullptr;
  std::string version;
};
std::optional<NamedOs> find_os_name(const Catalogs& catalogs, std::string_view id);

// The releases of a product, in the order of the catalog.
std::vector<const WindowsRelease*> windows_releases(const Catalogs& catalogs, std::string_view product);
// The day on which a Windows Server first appeared; empty where the catalog does not know the product as a server.
std::string server_released(const Catalogs& catalogs, std::string_view product);
// The products with that build; `server` empty: of both kinds.
std::vector<std::string> windows_products_of_build(const Catalogs& catalogs, std::int64_t build,
                                                   std::optional<bool> server);
// Whether the product is a server; by the catalog, else by the slug; empty for what is no Windows.
std::optional<bool> is_windows_server(const Catalogs& catalogs, std::string_view product);

// The number that the catalog counts builds in: 17763 of "17763", "17763.1339" and "10.0.17763.1339".
std::int64_t windows_build(const Version& version);

// Whether `version` belongs to `release` ("9" covers 9.4, "8.0" covers 8.0.3 and 8).
bool is_of_release(const Version& version, std::string_view release);
// The release that covers the version most closely, or null.
const ProductRelease* find_release(const HypervisorProduct& product, const Version& version);

// By hypervisor.vendor (empty: not known) and hypervisor.product; null where none or several fit.
const HypervisorProduct* find_hypervisor(const Catalogs& catalogs, std::string_view vendor, std::string_view product);
// By an operating system's slug.
const HypervisorProduct* find_os_product(const Catalogs& catalogs, std::string_view os_product);

const VendorRelationship* find_relationship(const Catalogs& catalogs, std::string_view vendor);
const SvvpVendor* find_svvp_vendor(const Catalogs& catalogs, std::string_view vendor);

}  // namespace hvcompat
