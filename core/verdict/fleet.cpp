// A fleet: guests that are told apart by few numbers are judged once.
#include "verdict/fleet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <set>

#include "inventory/derive.hpp"
#include "policy/advice_text.hpp"
#include "verdict/evaluate_parts.hpp"
#include "verdict/first_steps.hpp"
#include "verdict/fleet_marks.hpp"

namespace hvcompat {
namespace {

template <class T>
std::vector<T> in_both(const std::vector<T>& a, const std::vector<T>& b) {
  std::vector<T> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

bool fills_in_ratio(const PolicySet& policies) {
  for (const CompiledPack& compiled : policies.packs)
    for (const Advice& advice : compiled.pack.advice)
      if (std::ranges::count(facts_filled_in(advice.text), kRatio) > 0) return true;
  return false;
}

std::string no_label(const FleetLine&) { return "a guest"; }

}  // namespace

Fleet::Fleet(const Evaluation& evaluation, bool lists_guests)
    : evaluation_(evaluation),
      plan_(evaluation, lists_guests),
      needs_(plan_.needs()),
      pool_(needs_),
      tables_{pool_, {}, {}, lists_guests},
      waivers_(evaluation.site.waivers, evaluation.as_of),
      attest_use_(evaluation.site.facts.attest.size()),
      derivation_(plan_, pool_, evaluation),
      judge_(plan_, pool_, evaluation, waivers_),
      exact_loads_(reads_loads()) {
  for (const std::string_view name : kSummedUp) needs_.add_to_part(needs_.index_of(name), kAnswerPart);
  no_parent_ = tables_.ids.add("").id;
  for (const auto& [name, fact] : evaluation.site.facts.customer)
    customer_.push_back(pool_.add(needs_.index_of(name), fact));
  if (lists_guests)
    details_ = std::make_unique<FleetDetails>(plan_, pool_, evaluation, judge_, waivers_,
                                              [this](FactIndex fact) { return has_own_value(fact); });
}

// Somebody reads sums, or what hosts have, as they are.
bool Fleet::reads_loads() const {
  const Domain& domain = evaluation_.policies.domain;
  const auto is_exact = [&](const char* name) { return needs_.need_of(needs_.index_of(name)) == Need::exact; };
  return domain.find(kAssigned) || domain.find(kVcpusAssigned) || domain.find(kRatio) || is_exact(kTotal) ||
         is_exact(kThreads) || fills_in_ratio(evaluation_.policies);
}

bool Fleet::has_own_value(FactIndex fact) const {
  if (std::ranges::count(kOfHosts, needs_.name_of(fact)) > 0) return !exact_loads_;
  return needs_.need_of(fact) != Need::exact;
}

Fleet::Group Fleet::group_of(std::string_view key) {
  Group group;
  for (std::size_t at = 0; at < key.size(); at += sizeof(std::uint32_t)) {
    std::uint32_t number = 0;
    std::memcpy(&number, key.data() + at, sizeof number);
    if (number >= kWaiverMark) {
      group.waivers.push_back(number - kWaiverMark);
    } else if (number >= kAttestMark) {
      group.attest.push_back(number - kAttestMark);
    } else {
      group.facts.push_back(number);
    }
  }
  return group;
}

MarkGuest Fleet::marker() const {
  const SiteFacts& site = evaluation_.site.facts;
  if (site.attest.empty() && evaluation_.site.waivers.empty()) return {};
  return [this, &site](std::string_view id, std::string_view name, std::vector<std::uint32_t>& marks) {
    for (std::uint32_t i = 0; i < site.attest.size(); ++i)
      if (is_for_guest(site.attest[i], id, name)) marks.push_back(kAttestMark + i);
    for (const std::size_t waiver : waivers_.for_guest(name.empty() ? id : name))
      marks.push_back(kWaiverMark + static_cast<std::uint32_t>(waiver));
  };
}

bool Fleet::read(const FleetInput& file, unsigned threads) {
  auto bytes = file.open();
  if (bytes.has_error()) return false;
  auto read = read_fleet(file.called, std::move(*bytes), tables_, marker(), hash_, threads);
  if (!read) return false;
  std::ranges::move(read->complaints, std::back_inserter(report.complaints));
  files_.push_back({&file, inventories_.size(), read->inventories.size()});
  std::ranges::move(read->inventories, std::back_inserter(inventories_));
  return true;
}

std::span<const FleetInventory> Fleet::inventories_of(const File& file) const {
  return std::span(inventories_).subspan(file.first, file.count);
}

// Of all guests that were read.
void Fleet::know_groups() {
  for (unsigned part = 0; part < kFactParts; ++part)
    for (std::size_t i = 0; i < tables_.facts[part].size(); ++i)
      guest_groups_[part].push_back(group_of(tables_.facts[part][static_cast<std::uint32_t>(i)]));
  for (const Group& group : guest_groups_[kAnswerPart]) {
    Facts facts;
    for (const FactId id : group.facts)
      for (const std::string_view name : kSummedUp)
        if (needs_.name_of(pool_.index_of(id)) == name) facts.set(std::string(name), pool_.fact(id));
    shares_.push_back({share_of(facts), is_template(facts)});
  }
}

// Messages name guests for which a sum is no more than a lower bound, and no name was kept. False where a file is not
// as it was.
bool Fleet::label_guests() {
  for (const File& file : files_) {
    std::set<FleetLine> lines;
    for (const FleetInventory& inventory : inventories_of(file))
      FleetHosts(inventory, no_parent_).sum_up(inventory, shares_, [&](const FleetLine& line) {
        lines.insert(line);
        return no_label(line);
      });
    auto bytes = file.input->open();
    if (bytes.has_error()) return false;
    auto labels = labels_of(std::move(*bytes), lines);
    if (!labels) return false;
    labels_.push_back(std::move(*labels));
  }
  return true;
}

void Fleet::find_reproduction_hosts() {
  std::vector<std::string> found;
  for (const FleetInventory& inventory : inventories_)
    for (const FleetRecord& host : inventory.hosts) {
      Facts facts;
      add_facts(facts, host);
      if (serves_reproductions(facts, evaluation_.catalogs))
        found.push_back(inventory.head.target + "/" + (host.name.empty() ? host.id : host.name));
    }
  details_->set_reproduction_hosts(std::move(found));
}

bool Fleet::judge(unsigned threads) {
  know_groups();
  if (details_ && !label_guests()) return false;
  if (details_) find_reproduction_hosts();
  Report& to = report.report;
  for (std::size_t file = 0; file < files_.size(); ++file)
    for (std::size_t i = files_[file].first; i < files_[file].first + files_[file].count; ++i) {
      FleetInventory& inventory = inventories_[i];
      const std::size_t judged = judge(inventory, file);
      const RecordCounts counts{inventory.clusters.size(), inventory.hosts.size(), inventory.guest_count};
      to.targets.push_back(target_report(inventory.head, counts, judged));
      to.incomplete = to.incomplete || !inventory.head.complete;
      if (!details_) inventory = {};
    }
  if (details_) details_->work_out(threads);
  finish_report();
  return true;
}

// How many guests were judged.
std::size_t Fleet::judge(FleetInventory& inventory, std::size_t file) {
  FleetHosts hosts(inventory, no_parent_);
  hosts.sum_up(inventory, shares_,
               details_ ? [&](const FleetLine& line) { return labels_[file].at(line); } : LabelOf(no_label));
  for (FleetHost& host : hosts.all()) host.groups = host_groups(host, inventory);
  std::size_t judged = 0;
  for (FleetPiece& piece : inventory.guests) {
    if (details_) piece.told.reserve(piece.guests.size());
    for (const FleetGuest& guest : piece.guests) {
      const std::size_t host = *hosts.place_of(guest.host);
      const PartNumbers& groups = hosts.all()[host].groups;
      if (shares_[guest.facts[kAnswerPart]].is_template) {
        attest_of(guest_groups_[kAnswerPart][guest.facts[kAnswerPart]], host_groups_[kAnswerPart][groups[kAnswerPart]]);
        continue;
      }
      PartNumbers numbers{};
      PartNumbers details{};
      for (unsigned part = 0; part < kFactParts; ++part) {
        const Known known = known_of(static_cast<FactPart>(part), guest.facts[part], groups[part]);
        numbers[part] = known.judged;
        details[part] = known.details;
      }
      const auto [together, is_new] = together_.try_emplace(numbers);
      if (is_new) together->second.outcome = judge_.outcome_of(numbers);
      ++together->second.guests;
      if (details_)
        piece.told.push_back({guest.line_hash, guest.line, guest.as_saved,
                              static_cast<std::uint32_t>(names_.size() + host),
                              details_->shape(details, together->second.outcome)});
      ++judged;
    }
    piece.guests = {};
  }
  if (details_) {
    for (const FleetHost& host : hosts.all()) {
      names_.push_back(names_of(host, inventory));
      host_numbers_.push_back({host.load.memory_mib, host.load.vcpus, host.record ? host.record->memory_mib : kNotKnown,
                               host.record ? host.record->threads : kNotKnown});
    }
  }
  return judged;
}

// Guests of a group on hosts of a group are judged alike.
Fleet::Known Fleet::known_of(FactPart part, std::uint32_t guest, std::uint32_t host) {
  const auto [known, is_new] = known_[part].try_emplace(std::uint64_t{guest} << 32U | host);
  if (is_new) known->second = work_out(part, guest_groups_[part][guest], host_groups_[part][host]);
  return known->second;
}

// Those that speak of both.
RuleNumbers Fleet::attest_of(const Group& guest, const Group& host) {
  RuleNumbers rules = in_both(guest.attest, host.attest);
  for (const auto rule : rules) attest_use_[rule] = 1;
  return rules;
}

Fleet::Known Fleet::work_out(FactPart part, const Group& guest, const Group& host) {
  FactVector facts(needs_.size(), kAbsent);
  for (const std::vector<FactId>* ids : {&host.facts, &guest.facts, &std::as_const(customer_)})
    for (const FactId id : *ids) facts[pool_.index_of(id)] = id;
  const std::uint32_t conflicts = derivation_.derive(facts, attest_of(guest, host), part);
  const bool answers = part == kAnswerPart;
  const std::vector<std::size_t> waivers = answers ? in_both(guest.waivers, host.waivers) : std::vector<std::size_t>{};
  Known known{judge_.judge(part, facts, waivers), 0};
  if (details_) known.details = details_->add(part, facts, derivation_.conflicts(answers ? conflicts : 0), waivers);
  return known;
}

void Fleet::finish_report() {
  Report& to = report.report;
  to.as_of = evaluation_.as_of;
  to.inputs = inputs_of(evaluation_);
  to.inputs.facts_sha256 = hash_.hex();
  add_notes(to, report.complaints, evaluation_, attest_use_);
  for (const auto& [judged, together] : together_) judge_.count(judged, together.outcome, together.guests);
  to.summary = judge_.summary();
  to.incomplete = to.incomplete || to.summary.guests == 0;
  for (std::string& note : waivers_.notes(evaluation_.policies)) to.notes.push_back(std::move(note));
}

// Numbers and times as they were read: in a text of JSON they need no escape.
void Fleet::append_own_value(std::string& to, std::string_view fact, const FleetGuestView& guest) const {
  if (const auto of_host = std::ranges::find(kOfHosts, fact); of_host != kOfHosts.end()) {
    const std::int64_t number = host_numbers_[guest.host][static_cast<std::size_t>(of_host - kOfHosts.begin())];
    fmt::format_to(std::back_inserter(to), "{}", number);
    return;
  }
  const std::vector<SavedRecord::Item>& facts = guest.record.facts;
  const auto found = std::ranges::lower_bound(facts, fact, {}, &SavedRecord::Item::name);
  if (found == facts.end() || found->name != fact) return;
  const bool is_text = found->json.starts_with('"');
  to += is_text ? found->json.substr(1, found->json.size() - 2) : found->json;
}

bool Fleet::tell_guests(const ListedFleet::Tell& tell, const std::function<void(std::string_view)>& sink,
                        unsigned threads) {
  const TellGuest tell_guest = [&](const ToldGuest& guest, const SavedRecord& record, std::string& to) {
    tell({record, guest.host, details_->shape(guest.shape)}, to);
  };
  for (const File& file : files_) {
    auto bytes = file.input->open();
    if (bytes.has_error()) return false;
    if (!read_again(std::move(*bytes), inventories_of(file), tell_guest, sink, threads)) return false;
  }
  return true;
}

}  // namespace hvcompat
