// Fleets at random.
#include "random_fleet.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hvcompat::testing {

namespace {

const std::vector<std::string> kVersions = {
    "6.3.9600", "10.0.14393.5850", "10.0.17763.5936", "10.0.20348", "9.4", "8.0.3", "7.0",
    "6.5",      "10.0.26100.1",    "6.1.7601",        "22.04",      "12"};
const std::vector<std::string> kTimes = {"2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "2025-06-01T10:00:00Z"};
const std::vector<std::string> kWords = {"none", "sev-snp", "tdx", "standard", "datacenter", "x86_64", "i686"};

std::vector<std::string> products(const Catalogs& catalogs) {
  std::vector<std::string> names;
  for (const WindowsRelease& row : catalogs.windows) names.push_back(row.product);
  for (const HypervisorProduct& row : catalogs.hypervisors)
    names.insert(names.end(), row.os_products.begin(), row.os_products.end());
  return names;
}

}  // namespace

std::string RandomFleet::text_of(const FactSpec& spec) {
  const std::string name(spec.name);
  if (name.ends_with("_id")) {
    const std::string id = one_of(catalogs_.guest_os_names).id;
    return id.find_first_of("{*") == std::string::npos ? id : "CentOS Linux 7";
  }
  if (name == "hypervisor.vendor") return one_of(catalogs_.hypervisors).vendor;
  if (name == "hypervisor.product") return one_of(one_of(catalogs_.hypervisors).products);
  if (name.ends_with("os.product") || name.ends_with("declared_product")) return one_of(products(catalogs_));
  if (name == "host.cpu.vendor") return in_hundred(50) ? "intel" : "amd";
  return one_of(kWords);
}

Value RandomFleet::value_of(const FactSpec& spec) {
  switch (spec.type) {
    case FactType::boolean:
      return in_hundred(50);
    case FactType::integer:
      return in_hundred(zeros_) ? 0 : std::max(one_of(numbers_), spec.minimum.value_or(0));
    case FactType::number:
      return 0.5;
    case FactType::enumeration:
      return std::string(spec.values[below(spec.values.size())]);
    case FactType::version:
      return one_of(kVersions);
    case FactType::date:
      return std::string("2026-01-01");
    case FactType::time:
      return one_of(kTimes);
    case FactType::list: {
      TextList list;
      for (std::size_t i = below(3); i > 0; --i)
        list.emplace_back(spec.values.empty() ? one_of(kWords) : std::string(spec.values[below(spec.values.size())]));
      return *check_value(spec, list);
    }
    default:
      return text_of(spec);
  }
}

RandomFleet::RandomFleet(const Catalogs& catalogs, std::uint64_t seed) : catalogs_(catalogs), draws_(seed) {
  // Few numbers are often equal, and where most are 0 a single one can decide.
  static const std::vector<std::int64_t> kNumbers = {1, 2, 4, 64, 256, 4096, 4095, 65536, 4194304, 25165824, 25165825};
  numbers_ = in_hundred(50) ? kNumbers : std::vector<std::int64_t>{4095, 4096, 8192};
  zeros_ = in_hundred(50) ? 10 : 85;
}

Facts RandomFleet::facts_of(Entity entity) {
  const std::size_t told = 40 + below(61);
  const std::size_t known = 50 + below(51);
  Facts facts;
  for (const FactSpec& spec : vocabulary()) {
    if (spec.entity != entity || spec.origin != FactOrigin::collected || !in_hundred(told)) continue;
    if (spec.name == "guest.template" && in_hundred(90)) continue;
    facts.set(std::string(spec.name), in_hundred(known)
                                          ? Fact::of(value_of(spec), in_hundred(30) ? "read \"there\"" : "")
                                          : Fact::missing(in_hundred(50) ? "agent-off" : "not-permitted",
                                                          in_hundred(50) ? fmt::format("fault {}", below(3)) : "",
                                                          in_hundred(50) ? fmt::format("do {}", below(3)) : ""));
  }
  if (in_hundred(10)) facts.set("x.acme.tier", Fact::of(std::string("gold"), ""));
  return facts;
}

Inventory RandomFleet::inventory(const std::string& target, std::size_t guests) {
  Inventory inventory;
  inventory.target = target;
  inventory.plugin_name = "test";
  inventory.plugin_version = "1";
  const std::size_t hosts = 1 + below(4);
  for (std::size_t i = 0; i < 2; ++i)
    inventory.clusters.push_back({fmt::format("c{}", i), "", "", facts_of(Entity::cluster)});
  const Facts model = facts_of(Entity::host);
  for (std::size_t i = 0; i < hosts; ++i) {
    inventory.hosts.push_back({fmt::format("h{}", i), fmt::format("kvm{}", i),
                               in_hundred(70) ? fmt::format("c{}", below(3)) : "",
                               in_hundred(30) ? facts_of(Entity::host) : model});
    for (const char* own : {"host.memory.total_mib", "host.cpu.threads"})  // in these, hosts of one model differ
      if (in_hundred(60)) inventory.hosts.back().facts.set(own, Fact::of(one_of(numbers_), ""));
  }
  const std::size_t kinds = 1 + below(std::min<std::size_t>(guests, 60));
  std::vector<Facts> facts;
  for (std::size_t i = 0; i < kinds; ++i) facts.push_back(facts_of(Entity::guest));
  for (std::size_t i = 0; i < guests; ++i)
    inventory.guests.push_back({fmt::format("g{:05}", i), in_hundred(90) ? fmt::format("web ü-{}", i) : "",
                                in_hundred(97) ? fmt::format("h{}", below(hosts + (in_hundred(5) ? 1 : 0))) : "",
                                one_of(facts)});
  for (std::size_t i = in_hundred(30) ? 1 + below(2) : 0; i > 0; --i) {
    const bool host = in_hundred(50);
    inventory.errors.push_back({in_hundred(20) ? "target"
                                : host         ? "host"
                                               : "guest",
                                host ? fmt::format("h{}", below(5)) : fmt::format("g{:05}", below(guests + 2)),
                                "timeout", "no answer", "ask again"});
  }
  inventory.complete = in_hundred(90);
  return inventory;
}

Site RandomFleet::site(const std::vector<std::string>& rules, bool sums) {
  Site site;
  for (const FactSpec& spec : vocabulary())
    if (spec.entity == Entity::customer && spec.origin == FactOrigin::site && in_hundred(60))
      site.facts.customer.set(std::string(spec.name), Fact::of(value_of(spec), "site file"));
  for (std::size_t i = below(4); i > 0; --i) {
    AttestRule rule;
    if (in_hundred(30)) rule.target = "lab";
    if (in_hundred(30)) rule.host = "kvm1";
    if (in_hundred(60)) rule.guest = fmt::format("*{}", below(10));
    rule.overrides = in_hundred(30);
    for (const FactSpec& spec : vocabulary()) {
      const bool summed = spec.name == "guest.power" || spec.name == "guest.vcpu.count" ||
                          spec.name == "guest.memory.configured_mib" || spec.name == "guest.template";
      if (spec.origin != FactOrigin::collected || (summed && !sums) || !in_hundred(spec.entity == Entity::host ? 2 : 8))
        continue;
      rule.facts.set(std::string(spec.name), Fact::of(value_of(spec), "site file, attest"));
    }
    site.facts.attest.push_back(std::move(rule));
  }
  for (std::size_t i = below(3); i > 0; --i)
    site.waivers.push_back({in_hundred(70) ? fmt::format("*{}", below(10)) : "",
                            in_hundred(40) ? "kvm*" : "",
                            one_of(rules),
                            "reason",
                            "owner",
                            in_hundred(80) ? "2027-01-01" : "2025-01-01",
                            {"site.json", static_cast<int>(i), 1}});
  if (in_hundred(40))
    site.facts.vendors[one_of(catalogs_.hypervisors).vendor] = in_hundred(50) ? "established" : "none";
  return site;
}

}  // namespace hvcompat::testing
