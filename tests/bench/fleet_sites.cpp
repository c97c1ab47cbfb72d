// Heads, clusters and hosts of the invented fleet.
#include "fleet_sites.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "fleet_record.hpp"

namespace hvcompat::bench {

namespace {

constexpr std::uint64_t kHostsPerCluster = 16;

struct Machine {
  std::string_view vendor, model, cpu_vendor, cpu;
  std::int64_t threads, memory_gib;
};
constexpr Machine kMachines[] = {
    {"Dell Inc.", "PowerEdge R740", "intel", "Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz", 80, 768},
    {"Dell Inc.", "PowerEdge R7525", "amd", "AMD EPYC 7543 32-Core Processor", 128, 1024},
    {"HPE", "ProLiant DL380 Gen10", "intel", "Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz", 64, 512},
    {"HPE", "ProLiant DL385 Gen11", "amd", "AMD EPYC 9354 32-Core Processor", 128, 1536},
    {"Lenovo", "ThinkSystem SR650 V3", "intel", "Intel(R) Xeon(R) Gold 6438Y+", 128, 2048},
    {"Supermicro", "SYS-6029P-TR", "intel", "Intel(R) Xeon(R) Silver 4214 CPU @ 2.20GHz", 48, 384},
};

std::string_view api_name(Api api) {
  constexpr std::string_view kNames[] = {"vim25", "libvirt", "wsman", "other"};
  return kNames[static_cast<std::size_t>(api)];
}

std::string host_id(const FleetSite& site, Draws& draws, std::uint64_t number) {
  if (site.platform->api == Api::vim) return fmt::format("host-{}", 100000 + number);
  return sorted_uuid(draws, number, site.host_count);
}

void add_product(FleetRecord& record, const Platform& platform, Draws& draws) {
  const std::string_view release = draws.one_of(platform.versions);
  const std::size_t space = release.find(' ');
  record.text("hypervisor.family", platform.family, "the API of the platform");
  record.text("hypervisor.api", api_name(platform.api), "the API of the platform");
  record.text("hypervisor.vendor", platform.vendor, "the product that the API tells");
  record.text("hypervisor.product", platform.product, "the product that the API tells");
  record.text("hypervisor.version", release.substr(0, space), "the product that the API tells");
  if (space != std::string_view::npos)
    record.text("hypervisor.build", release.substr(space + 1), "the product that the API tells");
  if (platform.os_product.empty())
    record.unknown("host.os.product", "not-exposed", "the API does not tell the host's operating system",
                   "attest host.os.product in the site file");
  else
    record.text("host.os.product", platform.os_product, "the host's own operating system");
}

void add_hardware(FleetRecord& record, Draws& draws) {
  const Machine& machine = draws.one_of(std::span(kMachines));
  record.text("host.system.vendor", machine.vendor, "firmware of the host");
  record.text("host.system.model", machine.model, "firmware of the host");
  record.text("host.cpu.vendor", machine.cpu_vendor, "processors of the host");
  record.text("host.cpu.model", machine.cpu, "processors of the host");
  record.number("host.cpu.threads", machine.threads, "processors of the host");
  // Firmware keeps some of it.
  record.number("host.memory.total_mib", machine.memory_gib * 1024 - draws.between(180, 1400), "memory of the host");
}

void add_memory_and_migration(FleetRecord& record, const Platform& platform, Draws& draws) {
  record.boolean("host.migration.enabled", !draws.in_thousand(40), "settings of the host");
  if (platform.api == Api::vim) {
    record.boolean("host.memory.admission", false, "ESXi admits a guest by its reservation");
    record.unknown("host.memory.page_sharing", "not-exposed",
                   "ESXi does not tell pages shared between guests from pages shared inside of one",
                   "look at guest.memory.page_sharing_allowed, or set Mem.ShareScanGHz to 0");
    return;
  }
  record.boolean("host.memory.page_sharing", draws.in_thousand(platform.api == Api::libvirt ? 120 : 0),
                 "memory counters of the host");
  record.number("host.memory.swapped_mib", draws.in_thousand(150) ? draws.between(1, 9000) : 0,
                "memory counters of the host");
}

void write_clusters(const FleetSite& site, Draws& draws, std::string& out) {
  constexpr std::string_view kAutomation[] = {"full", "partial", "manual", "off"};
  for (std::uint64_t first = 0; first < site.host_count; first += kHostsPerCluster) {
    FleetRecord record;
    record.number("cluster.hosts", static_cast<std::int64_t>(std::min(kHostsPerCluster, site.host_count - first)),
                  "members of the cluster");
    record.text("cluster.migration.automation", draws.one_of(std::span(kAutomation)), "settings of the cluster");
    record.boolean("cluster.ha", !draws.in_thousand(100), "settings of the cluster");
    const std::uint64_t number = first / kHostsPerCluster;
    record.write("cluster", fmt::format("c-{}", 10000 + number), fmt::format("{}-{:03}", site.platform->target, number),
                 {}, {}, out);
  }
}

}  // namespace

std::vector<FleetSite> plan_sites(std::uint64_t guests, std::uint64_t hosts, std::uint64_t inventories) {
  const std::span<const Platform> all = platforms();
  std::vector<FleetSite> sites(inventories);
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < inventories; ++i) {
    sites[i].platform = &all[i % all.size()];
    sites[i].number = i + 1;
    total += sites[i].platform->weight;
  }
  // What is rounded off goes to the first, which is the largest.
  std::uint64_t guests_left = guests, hosts_left = hosts;
  for (FleetSite& site : sites) {
    site.guests = guests * site.platform->weight / total;
    site.host_count = std::max<std::uint64_t>(1, hosts * site.platform->weight / total);
    guests_left -= site.guests;
    hosts_left -= std::min(hosts_left, site.host_count);
  }
  sites[0].guests += guests_left;
  sites[0].host_count += hosts_left;
  return sites;
}

std::string sorted_uuid(Draws& draws, std::uint64_t number, std::uint64_t total) {
  const std::uint64_t step = (std::uint64_t{1} << 32) / total;
  const std::uint64_t rest = draws.bits();
  return fmt::format("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", number * step + draws.below(step), rest >> 48,
                     (rest >> 36) & 0xFFF, (rest >> 24) & 0xFFF, draws.bits() >> 16);
}

std::string time_before(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds collected = sys_days{2026y / November / 20} + 22h + 42min;
  const sys_seconds at = collected - std::chrono::seconds(seconds);
  const year_month_day day{floor<days>(at)};
  const hh_mm_ss clock{at - floor<days>(at)};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

void write_head(const FleetSite& site, std::string& out) {
  const Platform& platform = *site.platform;
  out += fmt::format(R"({{"record":"inventory","schema":1,"target":"{}-{:02}","uri":"{}-{:02}.example.net",)",
                     platform.target, site.number, platform.uri, site.number);
  out += fmt::format(R"("collected_at":"{}","plugin":{{"name":"{}","version":"{}"}}}})", time_before(0),
                     platform.plugin, platform.plugin_version);
  out += '\n';
}

void write_clusters_and_hosts(FleetSite& site, Draws& draws, std::string& out) {
  write_clusters(site, draws, out);
  FleetRecord record;
  for (std::uint64_t number = 0; number < site.host_count; ++number) {
    record.clear();
    add_product(record, *site.platform, draws);
    add_hardware(record, draws);
    add_memory_and_migration(record, *site.platform, draws);
    site.hosts.push_back(host_id(site, draws, number));
    record.write("host", site.hosts.back(), fmt::format("{}-{:05}.example.net", site.platform->target, number),
                 "cluster", fmt::format("c-{}", 10000 + number / kHostsPerCluster), out);
  }
}

void write_end(const FleetSite& site, std::string& out) {
  const std::uint64_t clusters = (site.host_count + kHostsPerCluster - 1) / kHostsPerCluster;
  out += fmt::format(R"({{"record":"end","clusters":{},"hosts":{},"guests":{},"errors":0}})", clusters, site.host_count,
                     site.guests);
  out += '\n';
}

}  // namespace hvcompat::bench
