// First steps.
#include "verdict/first_steps.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <ranges>

#include "catalog/lookup.hpp"
#include "text/lists.hpp"

namespace hvcompat {
namespace {

constexpr const char* kOldestHost = "windows-server-2012-r2";
constexpr std::array<std::string_view, 2> kLookedAt = {"hypervisor.family", "host.os.product"};
constexpr std::ptrdiff_t kMostHosts = 10;

std::string vendor_of(const Facts& facts) {
  const std::string* vendor = facts.text("hypervisor.vendor");
  return vendor ? "the hypervisor's vendor (" + *vendor + ")" : "the hypervisor's vendor";
}

// Of an area whose level is the vendor's, the rule's obligations say which vendor.
std::string whom(const AreaVerdict& area, const Facts& facts) {
  switch (area.level) {
    case Level::microsoft:
      return "Microsoft";
    case Level::joint:
      return "Microsoft and " + vendor_of(facts);
    case Level::investigate:
      return "Microsoft, which will look into it";
    case Level::reproduce_first:
      return "Microsoft, once the problem was shown away from this hypervisor";
    case Level::vendor:
      return "the vendor, not Microsoft";
    case Level::not_supported:
      return "nobody, as the guest stands: first mend what the rule names";
    case Level::indeterminate:
      return "not known: supply the missing facts first";
    default:
      return {};
  }
}

}  // namespace

std::span<const std::string_view> reproduction_facts() { return kLookedAt; }

bool serves_reproductions(const Facts& host, const Catalogs& catalogs) {
  const std::string* family = host.text(kLookedAt[0]);
  const std::string* product = host.text(kLookedAt[1]);
  if (!family || *family != "hyper-v" || !product) return false;
  const std::string day = server_released(catalogs, *product);
  return !day.empty() && day >= server_released(catalogs, kOldestHost);
}

std::vector<std::string> reproduction_hosts(const std::vector<Inventory>& inventories, const Catalogs& catalogs) {
  std::vector<std::string> hosts;
  for (const Inventory& inventory : inventories)
    for (const Record& host : inventory.hosts)
      if (serves_reproductions(host.facts, catalogs))
        hosts.push_back(inventory.target + "/" + (host.name.empty() ? host.id : host.name));
  return hosts;
}

FirstSteps first_steps(const Verdict& verdict, const Facts& facts, const std::vector<std::string>& reproduction_hosts) {
  FirstSteps steps;
  for (const AreaVerdict& area : verdict.areas) {
    if (const std::string who = whom(area, facts); !who.empty()) add_new(steps.call, area.area + ": " + who);
    for (const PackVerdict& pack : area.packs) add_all_new(steps.reproduce_on, pack.reproduce_on);
  }
  for (const BoundaryVerdict& boundary : verdict.boundaries)
    if (boundary.state == BoundaryState::crossed) add_new(steps.call, boundary.why + ": " + boundary.responsible);
  if (!steps.reproduce_on.empty())
    std::ranges::copy(reproduction_hosts | std::views::take(kMostHosts), std::back_inserter(steps.hosts));
  return steps;
}

}  // namespace hvcompat
