// What the guests of a host take together, against what it has.
#include <fmt/format.h>

#include "inventory/derive_parts.hpp"
#include "inventory/derive_truth.hpp"

namespace hvcompat {

namespace {

constexpr const char* kPower = "guest.power";
constexpr const char* kMemory = "guest.memory.configured_mib";
constexpr const char* kVcpus = "guest.vcpu.count";
constexpr const char* kAssigned = "host.memory.assigned_mib";
constexpr const char* kTotal = "host.memory.total_mib";

const std::string& label(const Record& record) { return record.name.empty() ? record.id : record.name; }

// Adds a guest's share where `counts` holds. What is not known keeps the sum a lower bound.
void add_share(const Truth& counts, const std::int64_t* size, const Record& guest, std::int64_t& sum,
               std::string& unsure) {
  if (counts.surely_not() || (size && *size == 0)) return;
  if (counts.surely() && size) {
    sum += *size;
    return;
  }
  if (unsure.empty()) {
    unsure = fmt::format("the {} of guest `{}` is not known", size ? "power" : "size", label(guest));
  }
}

void mark_unsure(HostLoad& load, const std::string& why) {
  if (load.memory_unsure.empty()) load.memory_unsure = why;
  if (load.vcpus_unsure.empty()) load.vcpus_unsure = why;
}

const Record* find_guest(const Inventory& inventory, const std::string& id) {
  for (const Record& guest : inventory.guests) {
    if (guest.id == id) return &guest;
  }
  return nullptr;
}

// The host whose guests a fault may hide; empty: any.
std::string host_of(const Inventory& inventory, const CollectionError& error) {
  if (error.scope == "host") {
    for (const Record& host : inventory.hosts) {
      if (host.id == error.id) return host.id;
    }
  }
  const Record* guest = error.scope == "guest" ? find_guest(inventory, error.id) : nullptr;
  return guest ? guest->parent : std::string{};
}

void mark(std::map<std::string, HostLoad>& loads, const std::string& host, const std::string& why) {
  for (auto& [id, load] : loads) {
    if (host.empty() || host == id) mark_unsure(load, why);
  }
}

void set_sum(Facts& facts, const char* name, std::int64_t sum, const std::string& unsure,
             std::vector<std::string> from) {
  if (unsure.empty()) return set_known(facts, name, sum, std::move(from));
  set_open(facts, name, {}, {}, Unknown{"error", unsure, "collect again with rights to read all guests of the host"});
  Fact fact = *facts.find(name);
  fact.at_least = sum;
  facts.set(name, std::move(fact));
}

void derive_ratio(Facts& facts) {
  constexpr const char* kRatio = "host.commit_ratio";
  const std::int64_t* assigned = facts.integer(kAssigned);
  const std::int64_t* total = facts.integer(kTotal);
  if (assigned && total && *total > 0) {
    return set_known(facts, kRatio, static_cast<double>(*assigned) / static_cast<double>(*total), {kAssigned, kTotal});
  }
  std::vector<std::string> from;
  if (!assigned) from.emplace_back(kAssigned);
  if (!total) from.emplace_back(kTotal);
  set_open(facts, kRatio, {}, std::move(from));
}

}  // namespace

std::map<std::string, HostLoad> host_loads(const Inventory& inventory, const std::vector<JudgedGuest>& guests) {
  std::map<std::string, HostLoad> loads;
  for (const Record& host : inventory.hosts) loads[host.id];
  for (const JudgedGuest& judged : guests) {
    const Truth running = is(judged.facts, kPower, "running");
    const Truth holds_memory = any_of({running, is(judged.facts, kPower, "paused")});
    if (!judged.host) {
      const bool elsewhere = holds_memory.surely_not();
      if (!elsewhere) mark(loads, "", fmt::format("the host of guest `{}` is not known", label(*judged.guest)));
      continue;
    }
    HostLoad& load = loads[judged.host->id];
    add_share(holds_memory, judged.facts.integer(kMemory), *judged.guest, load.memory_mib, load.memory_unsure);
    add_share(running, judged.facts.integer(kVcpus), *judged.guest, load.vcpus, load.vcpus_unsure);
  }
  for (const CollectionError& error : inventory.errors) {
    const std::string what = error.id.empty() ? error.scope : fmt::format("{} `{}`", error.scope, error.id);
    mark(loads, host_of(inventory, error), fmt::format("{} could not be read whole: {}", what, error.text));
  }
  if (!inventory.complete) mark(loads, "", "the inventory is cut off");
  return loads;
}

void derive_load(Deriving& step, const HostLoad* load) {
  constexpr const char* kVcpusAssigned = "host.vcpu.assigned";
  if (load) {
    set_sum(step.facts, kAssigned, load->memory_mib, load->memory_unsure, {kMemory, kPower});
    set_sum(step.facts, kVcpusAssigned, load->vcpus, load->vcpus_unsure, {kVcpus, kPower});
  } else {
    const Unknown cause{"not-exposed", "the host of the guest is not in the inventory", ""};
    set_open(step.facts, kAssigned, {}, {}, cause);
    set_open(step.facts, kVcpusAssigned, {}, {}, cause);
  }
  derive_ratio(step.facts);
}

}  // namespace hvcompat
