// Sifting facts.
#include "inventory/fact_sieve.hpp"

#include <algorithm>
#include <charconv>

#include "inventory/derive_parts.hpp"
#include "inventory/record_check.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

std::optional<std::int64_t> whole_number(std::string_view json) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), number);
  if (error != std::errc{} || end != json.data() + json.size()) return std::nullopt;
  return number;
}

// The text of a saved string, where it needs no escape.
std::optional<std::string_view> plain_text(std::string_view json) {
  if (json.size() < 2 || json.front() != '"' || json.find('\\') != std::string_view::npos) return std::nullopt;
  return json.substr(1, json.size() - 2);
}

// Values that are told apart nowhere, and of which there may be as many as guests: checked where they stand.
std::optional<bool> is_good(const FactSpec& spec, std::string_view json) {
  switch (spec.type) {
    case FactType::boolean:
      return json == "true" || json == "false";
    case FactType::integer: {
      const auto number = whole_number(json);
      return number && (!spec.minimum || *number >= *spec.minimum);
    }
    case FactType::text:
      return json.front() == '"';
    case FactType::time:
      if (const auto text = plain_text(json)) return is_time(*text);
      return false;
    case FactType::list:
      if (!spec.values.empty()) return std::nullopt;
      return json.front() == '[' && json.find("\"\"") == std::string_view::npos;
    default:
      return std::nullopt;
  }
}

// Between two limits the upper one stands for all; above the last, one more.
std::vector<std::int64_t> stand_ins(std::vector<std::int64_t> limits) {
  limits.push_back(limits.empty() ? 1 : limits.back() + 1);
  return limits;
}

std::size_t cell_of(const std::vector<std::int64_t>& limits, std::int64_t number) {
  return static_cast<std::size_t>(std::ranges::lower_bound(limits, number) - limits.begin());
}

}  // namespace

FactSieve::FactSieve(FactPool& pool)
    : pool_(pool),
      needs_(pool.needs()),
      window_(pool),
      zero_(needs_.size(), kAbsent),
      above_zero_(needs_.size(), kAbsent),
      vcpu_count_(needs_.index_of("guest.vcpu.count")),
      configured_(needs_.index_of("guest.memory.configured_mib")),
      reserved_(needs_.index_of("guest.memory.reserved_mib")),
      limit_(needs_.index_of("guest.memory.limit_mib")),
      last_migration_(needs_.index_of("guest.migration.last")),
      since_(needs_.index_of("guest.power.since")),
      host_memory_(needs_.index_of("host.memory.total_mib")),
      threads_(needs_.index_of("host.cpu.threads")) {
  place_names();
  for (std::size_t i = 0; i < needs_.size(); ++i) {
    const auto index = static_cast<FactIndex>(i);
    if (needs_.need_of(index) != Need::sign) continue;
    zero_[i] = id_of_number(index, 0);
    above_zero_[i] = id_of_number(index, 1);
  }
  for (const std::int64_t mib : stand_ins(needs_.memory_limits()))
    memory_cells_.push_back({id_of_number(configured_, mib), id_of_number(reserved_, mib),
                             id_of_number(reserved_, mib - 1), id_of_number(limit_, mib),
                             id_of_number(limit_, mib - 1)});
  for (const std::int64_t count : stand_ins(needs_.vcpu_limits()))
    vcpu_cells_.push_back(id_of_number(vcpu_count_, count));
  const auto time = [&](FactIndex index, std::string_view text) {
    return pool_.add(index, Fact::of(std::string(text), {}));
  };
  early_ = time(last_migration_, "1999-12-31T00:00:00Z");
  late_ = time(last_migration_, "2000-01-01T00:00:00Z");
  started_ = time(since_, "2000-01-01T00:00:00Z");
}

FactId FactSieve::id_of_number(FactIndex index, std::int64_t number) { return pool_.add(index, Fact::of(number, {})); }

void FactSieve::place_names() {
  constexpr std::size_t kSlots = 8192;  // so many that a seed without two names at one place is found soon
  for (bool again = true; again; ++seed_) {
    slots_.assign(kSlots, kNoFact);
    again = false;
    for (std::size_t i = 0; i < needs_.size() && !again; ++i) {
      FactIndex& slot = slots_[slot_of(needs_.name_of(static_cast<FactIndex>(i)), seed_)];
      again = slot != kNoFact;
      slot = static_cast<FactIndex>(i);
    }
    if (!again) break;
  }
}

std::size_t FactSieve::slot_of(std::string_view name, std::uint64_t seed) const {
  return XXH3_64bits_withSeed(name.data(), name.size(), seed) & (slots_.size() - 1);
}

FactIndex FactSieve::index_of(std::string_view name) const {
  const FactIndex index = slots_[slot_of(name, seed_)];
  return index != kNoFact && needs_.name_of(index) == name ? index : kNoFact;
}

bool FactSieve::is_allowed(FactIndex index, std::string_view name, Entity kind) const {
  if (index == kNoFact) return is_vendor_fact(name);
  const FactSpec* spec = needs_.spec_of(index);
  return !spec || (spec->origin == FactOrigin::collected && spec->entity == kind);
}

void FactSieve::add(FactIndex index, FactId id) {
  for (unsigned part = 0; part < kFactParts; ++part)
    if (needs_.is_in(index, static_cast<FactPart>(part))) facts_[part].push_back(id);
}

bool FactSieve::take_number(FactIndex index, std::int64_t number) {
  const Need need = needs_.need_of(index);
  if (need == Need::sign) {
    add(index, number > 0 ? above_zero_[index] : zero_[index]);
  } else if (need == Need::vcpus) {
    add(index, vcpu_cells_[cell_of(needs_.vcpu_limits(), number)]);
  } else if (need == Need::memory) {
    (index == configured_ ? memory_.configured : index == reserved_ ? memory_.reserved : memory_.limit) = number;
  }
  return true;
}

bool FactSieve::take_known(FactIndex index, std::string_view json) {
  if (index == kNoFact) return true;
  const Need need = needs_.need_of(index);
  const FactSpec* spec = needs_.spec_of(index);
  if (index == configured_ || index == host_memory_) memory_.configured = whole_number(json);
  if (index == vcpu_count_ || index == threads_) cpus_ = whole_number(json);
  if (need == Need::exact) {
    const FactId id = window_.id_of(index, json);
    add(index, id);
    return id != kNotValid;
  }
  if (need == Need::none) {
    if (!spec) return true;
    if (const auto good = is_good(*spec, json)) return *good;
    return window_.id_of(index, json) != kNotValid;
  }
  if (need == Need::migration) {
    const auto text = plain_text(json);
    if (!text || !is_time(*text)) return false;
    (index == since_ ? migration_.since : migration_.last) = *text;
    return true;
  }
  const auto number = whole_number(json);
  return number && (!spec->minimum || *number >= *spec->minimum) && take_number(index, *number);
}

bool FactSieve::take_unknown(FactIndex index, std::string_view json) {
  if (index == kNoFact || needs_.need_of(index) == Need::none) {
    constexpr std::size_t kReason = std::string_view(R"({"reason":")").size();
    const std::string_view rest = json.substr(kReason);
    return is_unknown_reason(rest.substr(0, rest.find('"')));
  }
  const FactId id = window_.id_of(index, json);
  add(index, id);
  return id != kNotValid;
}

// For limits it matters between which of them a size lies, for features only which size is less.
void FactSieve::add_memory(Entity kind) {
  if (kind != Entity::guest || needs_.need_of(configured_) != Need::memory) return;
  const auto& [configured, reserved, limit] = memory_;
  const bool reserves_less = configured && reserved && *reserved < *configured;
  const bool limits_to_less = configured && limit && *limit < *configured;
  for (unsigned part = 0; part < kFactParts; ++part) {
    const std::size_t cell = configured && part == kAnswerPart ? cell_of(needs_.memory_limits(), *configured) : 0;
    const MemoryCell& ids = memory_cells_[cell];
    const auto add = [&](FactIndex index, FactId id) {
      if (needs_.is_in(index, static_cast<FactPart>(part))) facts_[part].push_back(id);
    };
    if (configured) add(configured_, ids.configured);
    if (reserved) add(reserved_, reserves_less ? ids.reserved_less : ids.reserved);
    if (limit) add(limit_, limits_to_less ? ids.limit_less : ids.limit);
  }
}

void FactSieve::add_migration() {
  const auto& [last, since] = migration_;
  if (!since.empty()) add(since_, started_);
  if (!last.empty()) add(last_migration_, since.empty() || not_before(last, since) ? late_ : early_);
}

bool FactSieve::sift(const SavedRecord& record) {
  for (std::vector<FactId>& facts : facts_) facts.clear();
  cpus_.reset();
  memory_ = {};
  migration_ = {};
  for (const auto& [name, json] : record.facts) {
    const FactIndex index = index_of(name);
    if (!is_allowed(index, name, record.kind) || !take_known(index, json)) return false;
  }
  for (const auto& [name, json] : record.unknown) {
    const FactIndex index = index_of(name);
    if (!is_allowed(index, name, record.kind) || !take_unknown(index, json)) return false;
  }
  add_memory(record.kind);
  add_migration();
  return true;
}

}  // namespace hvcompat
