// Which facts are read, and how finely.
#include "inventory/fact_needs.hpp"

#include <algorithm>
#include <array>

#include "inventory/derive_parts.hpp"

namespace hvcompat {

namespace {

struct Coarse {
  std::string_view fact;
  Need need;
};

// What features, loads and listings do with these numbers and times; nothing else reads them unless a pack does.
constexpr std::array<Coarse, 13> kCoarse = {{{"host.memory.total_mib", Need::apart},
                                             {"host.cpu.threads", Need::apart},
                                             {"guest.memory.ballooned_mib", Need::sign},
                                             {"guest.memory.swapped_mib", Need::sign},
                                             {"guest.memory.compressed_mib", Need::sign},
                                             {"guest.memory.shared_mib", Need::sign},
                                             {"guest.snapshot.count", Need::sign},
                                             {"guest.vcpu.count", Need::vcpus},
                                             {"guest.memory.configured_mib", Need::memory},
                                             {"guest.memory.reserved_mib", Need::memory},
                                             {"guest.memory.limit_mib", Need::memory},
                                             {"guest.migration.last", Need::migration},
                                             {"guest.power.since", Need::migration}}};

void add_limit(std::vector<std::int64_t>& limits, std::int64_t limit) {
  const auto place = std::ranges::lower_bound(limits, limit);
  if (place == limits.end() || *place != limit) limits.insert(place, limit);
}

}  // namespace

FactNeeds::FactNeeds() {
  for (const FactSpec& spec : vocabulary()) names_.emplace_back(spec.name);
  needs_.assign(names_.size(), Need::none);
  parts_.assign(names_.size(), 0);
  for (const std::string_view fact : guest_os_reads()) add_exact(fact);
  for (const DeriveStep& step : derive_steps())
    for (const std::string_view fact : step.reads) add_exact(fact);
  add_exact("guest.template");
  for (const Coarse& coarse : kCoarse) needs_[index_of(coarse.fact)] = coarse.need;
}

FactNeeds FactNeeds::of_nobody() {
  FactNeeds needs;
  needs.needs_.assign(needs.size(), Need::none);
  return needs;
}

void FactNeeds::add_exact(std::string_view fact) {
  FactIndex index = index_of(fact);
  if (index == kNoFact) {
    index = static_cast<FactIndex>(names_.size());
    names_.emplace_back(fact);
    needs_.push_back(Need::none);
    parts_.push_back(0);
  }
  const Need before = needs_[index];
  needs_[index] = Need::exact;
  if (before != Need::memory && before != Need::migration) return;
  for (Need& need : needs_)
    if (need == before) need = Need::exact;  // they are told apart together
}

void FactNeeds::add_memory_limit(std::int64_t mib) { add_limit(memory_limits_, mib); }
void FactNeeds::add_vcpu_limit(std::int64_t count) { add_limit(vcpu_limits_, count); }

FactIndex FactNeeds::index_of(std::string_view fact) const {
  if (const FactSpec* spec = find_fact(fact)) return static_cast<FactIndex>(spec - vocabulary().data());
  const auto found =
      std::ranges::find(names_.begin() + static_cast<std::ptrdiff_t>(vocabulary().size()), names_.end(), fact);
  return found == names_.end() ? kNoFact : static_cast<FactIndex>(found - names_.begin());
}

const FactSpec* FactNeeds::spec_of(FactIndex index) const {
  return index < vocabulary().size() ? &vocabulary()[index] : nullptr;
}

}  // namespace hvcompat
