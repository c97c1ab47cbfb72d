// Questions to the catalogs: pure look-ups.
#include "catalog/lookup.hpp"

#include <algorithm>
#include <charconv>

#include "text/lists.hpp"

namespace hvcompat {

namespace {

constexpr std::string_view kVersionMark = "{version}";
constexpr std::string_view kVersionDigits = "0123456789.";

// `pattern` holds at most one `{version}`; around it only literals and `*`.
std::optional<std::string> match_name(std::string_view pattern, std::string_view id) {
  const std::size_t mark = pattern.find(kVersionMark);
  if (mark == std::string_view::npos) return glob_match(pattern, id) ? std::optional(std::string{}) : std::nullopt;
  if (!id.starts_with(pattern.substr(0, mark))) return std::nullopt;
  const std::size_t end = std::min(id.find_first_not_of(kVersionDigits, mark), id.size());
  const std::string_view version = id.substr(mark, end - mark);
  if (!Version::parse(version) || !glob_match(pattern.substr(mark + kVersionMark.size()), id.substr(end))) {
    return std::nullopt;
  }
  return std::string(version);
}

template <class Rows, class Member>
const typename Rows::value_type* find_by(const Rows& rows, Member member, std::string_view wanted) {
  const auto found = std::ranges::find(rows, wanted, member);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

std::optional<NamedOs> find_os_name(const Catalogs& catalogs, std::string_view id) {
  for (const GuestOsName& row : catalogs.guest_os_names) {
    if (auto version = match_name(row.id, id)) {
      return NamedOs{&row, version->empty() ? row.version : std::string(*version)};
    }
  }
  return std::nullopt;
}

std::vector<const WindowsRelease*> windows_releases(const Catalogs& catalogs, std::string_view product) {
  std::vector<const WindowsRelease*> releases;
  for (const WindowsRelease& release : catalogs.windows) {
    if (release.product == product) releases.push_back(&release);
  }
  return releases;
}

std::string server_released(const Catalogs& catalogs, std::string_view product) {
  std::string first;
  for (const WindowsRelease* release : windows_releases(catalogs, product))
    if (release->server && (first.empty() || release->dates.released < first)) first = release->dates.released;
  return first;
}

std::vector<std::string> windows_products_of_build(const Catalogs& catalogs, std::int64_t build,
                                                   std::optional<bool> server) {
  std::vector<std::string> products;
  for (const WindowsRelease& release : catalogs.windows) {
    if (release.build != build || build == 0 || (server && release.server != *server)) continue;
    add_new(products, release.product);
  }
  return products;
}

std::optional<bool> is_windows_server(const Catalogs& catalogs, std::string_view product) {
  if (const auto* release = find_by(catalogs.windows, &WindowsRelease::product, product)) return release->server;
  if (product.starts_with("windows-server-")) return true;
  return product.starts_with("windows-") ? std::optional(false) : std::nullopt;
}

std::int64_t windows_build(const Version& version) {
  const auto& groups = version.groups;
  if (groups.empty()) return 0;
  const bool spelled_out = groups.size() >= 3 && groups[0] >= 4 && groups[0] <= 10 && groups[1] < 10;
  return static_cast<std::int64_t>(spelled_out ? groups[2] : groups[0]);
}

bool is_of_release(const Version& version, std::string_view release) {
  std::size_t group = 0;
  for (std::size_t at = 0; at <= release.size(); ++group) {
    const std::size_t end = std::min(release.find('.', at), release.size());
    std::uint64_t wanted = 0;
    std::from_chars(release.data() + at, release.data() + end, wanted);
    if (wanted != (group < version.groups.size() ? version.groups[group] : 0)) return false;
    at = end + 1;
  }
  return true;
}

const ProductRelease* find_release(const HypervisorProduct& product, const Version& version) {
  const ProductRelease* best = nullptr;
  for (const ProductRelease& release : product.releases) {
    const bool closer = !best || std::ranges::count(release.version, '.') > std::ranges::count(best->version, '.');
    if (closer && is_of_release(version, release.version)) best = &release;
  }
  return best;
}

const HypervisorProduct* find_hypervisor(const Catalogs& catalogs, std::string_view vendor, std::string_view product) {
  const HypervisorProduct* found = nullptr;
  for (const HypervisorProduct& row : catalogs.hypervisors) {
    if (!contains(row.products, product) || (!vendor.empty() && row.vendor != vendor)) continue;
    if (found) return nullptr;
    found = &row;
  }
  return found;
}

const HypervisorProduct* find_os_product(const Catalogs& catalogs, std::string_view os_product) {
  const auto found = std::ranges::find_if(
      catalogs.hypervisors, [&](const HypervisorProduct& row) { return contains(row.os_products, os_product); });
  return found == catalogs.hypervisors.end() ? nullptr : &*found;
}

const VendorRelationship* find_relationship(const Catalogs& catalogs, std::string_view vendor) {
  return find_by(catalogs.vendors, &VendorRelationship::vendor, vendor);
}

const SvvpVendor* find_svvp_vendor(const Catalogs& catalogs, std::string_view vendor) {
  return find_by(catalogs.svvp_vendors, &SvvpVendor::vendor, vendor);
}

}  // namespace hvcompat
