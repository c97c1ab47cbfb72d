// One inventory of the fleet: its head, clusters, hosts and end, and the names that guests are told by.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fleet_platforms.hpp"
#include "fleet_random.hpp"

namespace hvcompat::bench {

struct FleetSite {
  const Platform* platform = nullptr;
  std::uint64_t number = 0;  // of the inventory, from 1
  std::uint64_t guests = 0;
  std::uint64_t host_count = 0;
  std::vector<std::string> hosts;  // ids, sorted; filled when they are written
};

// Inventories with their shares of guests and hosts; the shares sum up to what is asked for.
std::vector<FleetSite> plan_sites(std::uint64_t guests, std::uint64_t hosts, std::uint64_t inventories);

// An id that is greater than that of every smaller `number`: of `total` equally long ones.
std::string sorted_uuid(Draws& draws, std::uint64_t number, std::uint64_t total);
// `YYYY-MM-DDThh:mm:ssZ`, so many seconds before the fleet was collected.
std::string time_before(std::int64_t seconds);

void write_head(const FleetSite& site, std::string& out);
void write_clusters_and_hosts(FleetSite& site, Draws& draws, std::string& out);
void write_end(const FleetSite& site, std::string& out);

}  // namespace hvcompat::bench
