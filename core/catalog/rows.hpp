// The rows of the catalogs: facts about products that no hypervisor tells, each with its source and the date it was
// read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/words.hpp"

namespace hvcompat {

// Last days of the phases, YYYY-MM-DD; the last day still counts. Empty: the catalog names none.
struct LifecycleDates {
  std::string released;
  std::string mainstream_end;
  std::string extended_end;
  std::string esu_end;  // of updates that are paid for
};

enum class Phase { prerelease, mainstream, extended, paid, ended };
// Without any end the product is in its mainstream phase from its release on.
Phase phase_on(const LifecycleDates& dates, std::string_view day);

// A release of Windows. Several rows of one product differ in channel, editions, service pack or build.
struct WindowsRelease {
  std::string id;
  std::string product;  // slug as in guest.os.product
  bool server = false;
  std::string nt_version;  // "10.0"
  std::int64_t build = 0;
  std::string channel;                // ltsc, sac, ac, gac, fixed
  std::vector<std::string> editions;  // empty: every edition
  std::optional<std::int64_t> service_pack;
  LifecycleDates dates;
  std::string source;
};

// What an API calls an operating system. `id` is literal but for `{version}`, a run of digits and dots that is the
// system's version, and `*`, anything. Several products: the id alone cannot tell them apart.
struct GuestOsName {
  std::string id;
  std::string family;
  std::vector<std::string> products;  // empty: the family alone is known
  std::string version;                // where the id stands for one version without spelling it
  std::string source;
};

struct ProductRelease {
  std::string version;  // covers every version that begins with these digit groups: 9 covers 9.4, 8.0 covers 8.0.3
  LifecycleDates dates;
  std::string source;
};

// A hypervisor as its vendor sells it, and the operating system that its host runs.
struct HypervisorProduct {
  std::string id;
  std::string vendor;
  std::vector<std::string> products;     // slugs as in hypervisor.product
  std::vector<std::string> os_products;  // slugs as in host.os.product and guest.os.product with the same life cycle
  std::vector<ProductRelease> releases;
  std::string source;
};

// One version, or from `from` to below `below`; either may be missing.
struct VersionRange {
  std::optional<Version> from;
  std::optional<Version> below;
  bool contains(const Version& version) const;
};

// A listing of the Server Virtualization Validation Program.
struct SvvpListing {
  std::string id;
  std::string vendor;
  std::string product;  // slug as in hypervisor.product
  std::vector<VersionRange> versions;
  std::vector<std::string> cpu_vendors;  // empty: every one
  std::vector<std::string> guests;       // slugs that the listing names; empty: the source names none
  std::optional<std::int64_t> max_vcpus;
  std::map<std::string, std::int64_t> max_memory_mib;  // by guest.os.arch, or `any`
  std::vector<std::string> qualifications;
  std::string status;  // validated, vendor-states-certified
  std::string as_of;
  std::string source;
};

// How far a vendor's listings are known.
struct SvvpVendor {
  std::string vendor;
  bool complete = false;  // true: what is not among them was not listed on `as_of`
  std::string as_of;
};

// A vendor's support relationship with Microsoft. Products in neither list: not known.
struct VendorRelationship {
  std::string vendor;
  std::vector<std::string> established;  // its server products that the relationship covers
  std::vector<std::string> none;         // its products that it does not cover
  std::string as_of;
  std::string source;
};

// A guest that Microsoft lists for Hyper-V on the hosts named. Without hosts the source tells none.
struct HypervGuest {
  std::string product;
  std::vector<VersionRange> versions;        // empty: every version
  std::optional<std::int64_t> service_pack;  // at least
  std::vector<std::string> hosts;            // slugs as in host.os.product
  std::string source;
};

// The hosts for which the rows of a product, or of a whole family, are all there are.
struct HypervTable {
  std::string product;  // empty: every product of the family that has no table of its own
  std::string family;
  std::vector<std::string> hosts;
  std::string as_of;
};

}  // namespace hvcompat
