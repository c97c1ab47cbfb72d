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
constexpr const char* kRatio = "host.commit_ratio";

const std::string& label(const Record& record) { return record.name.empty() ? record.id : record.name; }

// What is not known keeps the sum a lower bound.
void add_part(std::optional<bool> counts, std::optional<std::int64_t> size, const std::function<std::string()>& label,
              std::int64_t& sum, std::string& unsure) {
  if (counts == false || size == 0) return;
  if (counts == true && size) {
    sum += *size;
  } else if (unsure.empty()) {
    unsure = fmt::format("the {} of guest `{}` is not known", size ? "power" : "size", label());
  }
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

void derive_ratio(Deriving& step) {
  Facts& facts = step.facts;
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

GuestShare share_of(const Facts& facts) {
  const auto number = [&](const char* name) {
    const std::int64_t* value = facts.integer(name);
    return value ? std::optional(*value) : std::nullopt;
  };
  const Truth running = is(facts, kPower, "running");
  return {running.holds, any_of({running, is(facts, kPower, "paused")}).holds, number(kMemory), number(kVcpus)};
}

void add_share(HostLoad& load, const GuestShare& share, const std::function<std::string()>& label) {
  add_part(share.holds_memory, share.memory_mib, label, load.memory_mib, load.memory_unsure);
  add_part(share.runs, share.vcpus, label, load.vcpus, load.vcpus_unsure);
}

void mark_unsure(HostLoad& load, const std::string& why) {
  if (load.memory_unsure.empty()) load.memory_unsure = why;
  if (load.vcpus_unsure.empty()) load.vcpus_unsure = why;
}

std::string why_unsure(const CollectionError& error) {
  const std::string what = error.id.empty() ? error.scope : fmt::format("{} `{}`", error.scope, error.id);
  return fmt::format("{} could not be read whole: {}", what, error.text);
}

std::map<std::string, HostLoad> host_loads(const Inventory& inventory, const std::vector<JudgedGuest>& guests) {
  std::map<std::string, HostLoad> loads;
  for (const Record& host : inventory.hosts) loads[host.id];
  bool all_marked = false;  // a second guest without a host adds nothing
  for (const JudgedGuest& judged : guests) {
    const GuestShare share = share_of(judged.facts);
    if (judged.host) {
      add_share(loads[judged.host->id], share, [&] { return label(*judged.guest); });
    } else if (share.holds_memory != false && !all_marked) {
      mark(loads, "", fmt::format("the host of guest `{}` is not known", label(*judged.guest)));
      all_marked = true;
    }
  }
  for (const CollectionError& error : inventory.errors) mark(loads, host_of(inventory, error), why_unsure(error));
  if (!inventory.complete) mark(loads, "", std::string(kCutOff));
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
}

void add_load_steps(DeriveSteps& steps) { steps.push_back({{kAssigned, kTotal}, {kRatio}, derive_ratio}); }

}  // namespace hvcompat
