// Writes an invented fleet as an inventory file, for benches: the same options give the same bytes on every machine.
//
// usage: fleet_generator --guests N [--hosts N/25, at least 40] [--seed S] [--inventories K] > fleet.ndjson
//
// The bytes are those that hvcompat itself would save. A line of a real guest is several times longer, most of it
// evidence (plugins give it for every fact); here few facts carry it and a third of the guests have the rarer facts, so
// that a guest takes about 900 bytes and a bench measures facts rather than prose. An inventory stands for all that one
// platform of the fleet told; platforms take turns, the large ones first.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>

#include "fleet_guest.hpp"
#include "fleet_sites.hpp"

namespace {

using namespace hvcompat::bench;

constexpr std::size_t kBuffer = std::size_t{4} << 20;  // bytes

bool flush(std::string& text) {
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  text.clear();
  return whole;
}

bool write_site(FleetSite& site, Draws& draws, std::string& text) {
  write_head(site, text);
  write_clusters_and_hosts(site, draws, text);
  FleetRecord record;
  for (std::uint64_t number = 0; number < site.guests; ++number) {
    write_guest(site, number, draws, record, text);
    if (text.size() > kBuffer && !flush(text)) return false;
  }
  write_end(site, text);
  return flush(text);
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t guests = 1000, hosts = 0, seed = 1, inventories = platforms().size();
  CLI::App app("Writes an invented fleet as an inventory file");
  app.add_option("--guests", guests)->required()->check(CLI::Range(1, 4000000));
  app.add_option("--hosts", hosts)->check(CLI::Range(1, 400000));
  app.add_option("--seed", seed);
  app.add_option("--inventories", inventories)->check(CLI::Range(1, 40));
  CLI11_PARSE(app, count, arguments);
  if (hosts == 0) hosts = std::max<std::uint64_t>(40, guests / 25);

  Draws draws(seed);
  std::string text;
  for (FleetSite& site : plan_sites(guests, std::max(hosts, inventories), inventories))
    if (!write_site(site, draws, text)) {
      std::fprintf(stderr, "fleet_generator: cannot write all of it\n");
      return 1;
    }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
