// Details of the guests of a fleet.
#include "verdict/fleet_details.hpp"

#include <algorithm>
#include <atomic>

#include "policy/advice_text.hpp"
#include "text/side_by_side.hpp"
#include "verdict/evaluate_parts.hpp"
#include "verdict/first_steps.hpp"
#include "verdict/judge.hpp"

namespace hvcompat {

constexpr std::uint32_t kNotSeen = 0xFFFFFFFFU;

// A guest for which something is worked out: its facts, put together only where they are needed.
class FleetDetails::Guest {
 public:
  Guest(const FleetDetails& of, std::uint32_t shape) : of_(of), shape_(shape) {}

  const PartNumbers& numbers() const { return of_.shapes_[shape_].numbers; }
  std::uint32_t report_of(std::size_t part) const { return of_.shape(shape_).parts[part]; }

  const Facts& facts() {
    if (!facts_) {
      FactVector all(of_.pool_.needs().size(), kAbsent);
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = of_.value(static_cast<FactIndex>(i), numbers());
      facts_ = facts_of(of_.pool_, all);
    }
    return *facts_;
  }

  Restricted& left() {
    if (!left_) left_.emplace(of_.evaluation_.policies, facts(), of_.evaluation_.profile);
    return *left_;
  }

 private:
  const FleetDetails& of_;
  std::uint32_t shape_;
  std::optional<Facts> facts_;
  std::optional<Restricted> left_;
};

FleetDetails::FleetDetails(const FleetPlan& plan, FactPool& pool, const Evaluation& evaluation, FleetJudge& judge,
                           WaiverBook& waivers, std::function<bool(FactIndex)> has_own_value)
    : plan_(plan),
      pool_(pool),
      evaluation_(evaluation),
      judge_(judge),
      waivers_(waivers),
      has_own_value_(std::move(has_own_value)),
      vendor_(pool.needs().index_of("hypervisor.vendor")) {
  find_parts();
  add_names();
  add_areas();
  add_advice();
  add_first_steps();
  add_part({}, {}, {});  // conflicts and waivers are told by add()
  add_part({}, {}, {});
  for (const CompiledPack& compiled : evaluation.policies.packs)
    for (std::size_t i = 0; i < compiled.boundaries.size(); ++i) add_boundary(compiled, i);
  place_facts();
}

// A fact that is derived in a part is known there, another one wherever it is read.
void FleetDetails::find_parts() {
  const FactNeeds& needs = pool_.needs();
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto index = static_cast<FactIndex>(i);
    FactPart part = plan_.part_of(needs.name_of(index));
    for (const FactPart other : {kMemoryPart, kOtherPart})
      if (!needs.is_in(index, part)) part = other;
    part_.push_back(part);
  }
}

// The coarsest that says what each of them says. Each says what those after it say; but for `cells`, which does not say
// whether a fact is known.
FleetDetails::Reading FleetDetails::both_of(Reading a, Reading b) {
  const bool apart = (a == Reading::cells) != (b == Reading::cells);
  return apart ? std::min({a, b, Reading::open}) : std::min(a, b);
}

// Each fact that a part of the details may read gets a slot in the part that says what it is, and is told apart as
// finely as the finest of them reads it.
void FleetDetails::place_facts() {
  for (std::vector<std::size_t>& slots : slot_) slots.assign(pool_.needs().size(), 0);
  for (const Part& detail : parts_)
    for (const Read& wanted : detail.may_read) {
      const FactPart part = part_[wanted.index];
      std::size_t& slot = slot_[part][wanted.index];
      if (slot == 0) {
        read_in_[part].push_back(wanted);
        slot = read_in_[part].size();
      }
      Read& finest = read_in_[part][slot - 1];
      finest.how = both_of(finest.how, wanted.how);
    }
}

void FleetDetails::add_part(const Reads& reads, Reads may_read, std::function<GuestReport(Guest&)> judge) {
  Part& part = parts_.emplace_back();
  part.by_facts.reads = reads;
  for (const Read& read : may_read) part.seen.in[part_[read.index]].reads.push_back(read);
  part.may_read = std::move(may_read);
  part.judge = std::move(judge);
}

void FleetDetails::read(Reads& reads, std::string_view fact, Reading how) const {
  const FactIndex index = pool_.needs().index_of(fact);
  const auto found = std::ranges::find(reads, index, &Read::index);
  if (found != reads.end()) {
    found->how = both_of(found->how, how);
    return;
  }
  const std::vector<FactDomain>& domain = evaluation_.policies.domain.facts();
  const auto place = std::ranges::find(domain, fact, &FactDomain::fact);
  reads.push_back({index, how, static_cast<std::size_t>(place - domain.begin())});
}

void FleetDetails::read_all(Reads& reads, const std::vector<std::size_t>& domain_facts, Reading how) const {
  for (const std::size_t fact : domain_facts) read(reads, evaluation_.policies.domain.facts()[fact].fact, how);
}

// What is missing is told by the facts that would supply it.
void FleetDetails::read_origins(Reads& reads, std::string_view fact) const {
  for (const std::string_view origin : plan_.origins_of(fact)) read(reads, origin, Reading::unknown);
}

void FleetDetails::read_missing(Reads& reads, const std::vector<MissingFact>& missing) const {
  for (const MissingFact& fact : missing) read_origins(reads, fact.fact);
}

// Its state is told with the facts that it came from.
void FleetDetails::read_feature(Reads& reads, std::string_view feature) const {
  read(reads, feature, Reading::exact);
  for (const std::string_view fact : plan_.made_from(feature)) read(reads, fact, Reading::exact);
}

FleetDetails::Reads FleetDetails::read_then(const Verdict& verdict) const {
  Reads reads;
  read_missing(reads, verdict.missing);
  for (const AreaVerdict& area : verdict.areas) {
    read_missing(reads, area.missing);
    for (const PackVerdict& pack : area.packs) read_missing(reads, pack.missing);
  }
  for (const BoundaryVerdict& boundary : verdict.boundaries) {
    read_missing(reads, boundary.missing);
    if (boundary.state != BoundaryState::not_applicable) read_feature(reads, boundary.feature);
  }
  return reads;
}

// Whatever a judgement by these facts may find missing.
FleetDetails::Reads FleetDetails::all_origins(const Reads& of) const {
  Reads all;
  for (const Read& own : of) {
    const std::string_view name = pool_.needs().name_of(own.index);
    read(all, name, own.how == Reading::cells ? Reading::open : own.how);
    read_origins(all, name);
  }
  return all;
}

void FleetDetails::add_names() {
  Reads reads;
  for (const std::string_view fact : naming_facts()) read(reads, fact, Reading::exact);
  add_part(reads, reads, [](Guest& guest) {
    GuestReport report;
    name_guest(report, guest.facts());
    return report;
  });
}

void FleetDetails::add_areas() {
  const Reads reads = read_by_levels();
  add_part(reads, all_origins(reads), [](Guest& guest) {
    GuestReport report;
    report.verdict = judge_levels(guest.left(), {.path = false, .waivers = {}});
    return report;
  });
}

FleetDetails::Reads FleetDetails::read_by_levels() const {
  Reads reads;
  read_all(reads, plan_.level_facts(), Reading::cells);
  for (const CompiledPack& compiled : evaluation_.policies.packs)
    for (const std::string& name : compiled.pack.needs_any) read(reads, name, Reading::known);
  return reads;
}

void FleetDetails::add_advice() {
  Reads reads = read_by_levels();
  for (const CompiledPack& compiled : evaluation_.policies.packs)
    for (std::size_t i = 0; i < compiled.advice.size(); ++i) {
      read_all(reads, domain_facts_in(evaluation_.policies, {compiled.advice[i].when, compiled.advice[i].unless}),
               Reading::cells);
      for (const std::string& fact : facts_filled_in(compiled.pack.advice[i].text)) read(reads, fact, Reading::exact);
    }
  add_part(reads, all_origins(reads), [this](Guest& guest) {
    GuestReport report;
    report.verdict.advice = collect_advice(
        guest.left(), [this](const std::string& fact, const Value& value) { return words(fact, value); });
    return report;
  });
}

void FleetDetails::add_first_steps() {
  add_part({}, {}, [this](Guest& guest) {
    Verdict verdict = reports(kAreas)[guest.report_of(kAreas)].verdict;
    for (std::size_t i = kBoundaries; i < parts_.size(); ++i)
      verdict.boundaries.push_back(reports(i)[guest.report_of(i)].verdict.boundaries.front());
    GuestReport report;
    report.first_steps = first_steps(verdict, guest.facts(), reproduction_hosts_);
    return report;
  });
}

void FleetDetails::add_boundary(const CompiledPack& compiled, std::size_t boundary) {
  Reads reads;
  read_all(reads, domain_facts_in(evaluation_.policies, {compiled.boundaries[boundary]}), Reading::cells);
  Reads may_read = all_origins(reads);
  read_feature(may_read, compiled.pack.boundaries[boundary].feature);
  add_part(reads, std::move(may_read), [&compiled, boundary](Guest& guest) {
    GuestReport report;
    report.verdict.boundaries.push_back(judge_boundary(guest.left(), compiled, boundary));
    return report;
  });
}

std::string FleetDetails::words(const std::string& fact, const Value& value) const {
  return has_own_value_(pool_.needs().index_of(fact)) ? kOwnValue + fact + kOwnValue : plain_words(fact, value);
}

// Of equal words a part is equal.
std::uint32_t FleetDetails::word_of(const Read& read, FactId id) {
  constexpr std::uint32_t kCells = 0x80000000U;
  const bool known = id != kAbsent && pool_.fact(id).known();
  switch (read.how) {
    case Reading::exact:
      return id;
    case Reading::open:
      return known ? judge_.cells_of(read.domain, id) | kCells : id;
    case Reading::unknown:
      return known ? kNotValid : id;
    case Reading::cells:
      return judge_.cells_of(read.domain, id);
    default:
      return known ? 1 : 0;
  }
}

std::uint32_t FleetDetails::conflicts_number(const std::vector<FactConflict>& conflicts) {
  std::string key;
  for (const FactConflict& conflict : conflicts) key += conflict.fact + '\0' + conflict.text + '\0';
  std::deque<GuestReport>& reports = parts_[kConflicts].reports;
  const std::uint32_t number = conflicts_known_.add(key).id;
  if (number == reports.size()) {
    GuestReport& report = reports.emplace_back();
    for (const FactConflict& conflict : conflicts) report.conflicts.push_back({conflict.fact, conflict.text});
  }
  return number;
}

std::uint32_t FleetDetails::waivers_number(const std::vector<std::size_t>& waivers) {
  key_.assign(waivers.begin(), waivers.end());
  std::deque<GuestReport>& reports = parts_[kWaivers].reports;
  const std::uint32_t number = waivers_known_.add(bytes_of_numbers(key_)).id;
  if (number == reports.size()) reports.emplace_back().verdict.waivers = waivers_.apply(waivers);
  return number;
}

std::uint32_t FleetDetails::add(FactPart part, const FactVector& facts, const std::vector<FactConflict>& conflicts,
                                const std::vector<std::size_t>& waivers) {
  Known known{{}, conflicts_number(conflicts), waivers_number(waivers)};
  key_.assign({known.conflicts, known.waivers});
  for (const Read& read : read_in_[part]) {
    key_.push_back(word_of(read, facts[read.index]));
    known.facts.push_back(facts[read.index]);
  }
  const std::uint32_t number = known_in_[part].add(bytes_of_numbers(key_)).id;
  if (number == known_[part].size()) known_[part].push_back(std::move(known));
  return number;
}

FactId FleetDetails::value(FactIndex index, const PartNumbers& numbers) const {
  const FactPart part = part_[index];
  const std::size_t slot = slot_[part][index];
  return slot == 0 ? kAbsent : known_[part][numbers[part]].facts[slot - 1];
}

std::uint32_t FleetDetails::sorted(Sorting& sorting, const PartNumbers& numbers) {
  sorting.key.clear();
  for (const Read& read : sorting.reads) sorting.key.push_back(word_of(read, value(read.index, numbers)));
  return sorting.known.add(bytes_of_numbers(sorting.key)).id;
}

std::uint32_t FleetDetails::sorted_in(Seen& seen, FactPart part, const PartNumbers& numbers) {
  if (seen.in[part].reads.empty()) return 0;
  std::vector<std::uint32_t>& known = seen.sorted[part];
  if (known.size() <= numbers[part]) known.resize(known_[part].size(), kNotSeen);
  std::uint32_t& number = known[numbers[part]];
  if (number == kNotSeen) number = sorted(seen.in[part], numbers);
  return number;
}

std::uint32_t FleetDetails::judgement(Part& part, Guest& guest) {
  const std::uint32_t number = sorted(part.by_facts, guest.numbers());
  if (number == part.judgements.size()) {
    GuestReport report = part.judge(guest);
    Judgement& judgement = part.judgements.emplace_back();
    judgement.by_words.reads = read_then(report.verdict);
    judgement.report = std::move(report);
  }
  return number;
}

GuestReport FleetDetails::told(const Judgement& judgement, const Guest& guest) const {
  GuestReport report = judgement.report;
  FactVector read(pool_.needs().size(), kAbsent);
  for (const Read& then : judgement.by_words.reads) read[then.index] = value(then.index, guest.numbers());
  const Facts facts = facts_of(pool_, read);
  for (BoundaryVerdict& boundary : report.verdict.boundaries)
    if (boundary.state != BoundaryState::not_applicable)
      boundary.because = because(facts, boundary.feature,
                                 [this](const std::string& fact, const Value& value) { return words(fact, value); });
  trace_missing(report.verdict, facts);
  return report;
}

std::uint32_t FleetDetails::number(Part& part, Guest& guest) {
  PartNumbers key{};
  for (const FactPart in : {kAnswerPart, kMemoryPart, kOtherPart}) key[in] = sorted_in(part.seen, in, guest.numbers());
  const auto [report, is_new] = part.seen.reports.try_emplace(key);
  if (is_new) report->second = work_out(part, guest);
  return report->second;
}

std::uint32_t FleetDetails::work_out(Part& part, Guest& guest) {
  const std::uint32_t judged = judgement(part, guest);
  Judgement& judgement = part.judgements[judged];
  const std::uint32_t number = sorted(judgement.by_words, guest.numbers());
  if (number == judgement.reports.size()) {
    judgement.reports.push_back(static_cast<std::uint32_t>(part.reports.size()));
    const std::vector<BoundaryVerdict>& boundaries =
        part.reports.emplace_back(told(judgement, guest)).verdict.boundaries;
    part.judged.push_back(judged);
    part.crosses.push_back(!boundaries.empty() && boundaries.front().state == BoundaryState::crossed ? 1 : 0);
  }
  return judgement.reports[number];
}

std::uint32_t FleetDetails::shape(const PartNumbers& numbers, Outcome outcome) {
  const auto [place, is_new] = shapes_known_.try_emplace(numbers, static_cast<std::uint32_t>(shapes_.size()));
  if (is_new) shapes_.push_back({numbers, outcome});
  return place->second;
}

// No part depends on what another one is told: each is worked out by one thread, for all shapes.
void FleetDetails::work_out(unsigned threads) {
  judge_.know_all_cells();
  reports_of_.assign(shapes_.size() * parts_.size(), 0);
  std::atomic<std::size_t> next = 0;
  side_by_side(threads, [&] {
    for (std::size_t part = next++; part < parts_.size(); part = next++) work_out_part(part);
  });
  work_out_first_steps();
}

void FleetDetails::work_out_part(std::size_t place) {
  for (std::uint32_t shape = 0; shape < shapes_.size(); ++shape) {
    const Known& answer = known_[kAnswerPart][shapes_[shape].numbers[kAnswerPart]];
    std::uint32_t& report = report_of(shape, place);
    if (place == kConflicts) {
      report = answer.conflicts;
    } else if (place == kWaivers) {
      report = answer.waivers;
    } else if (place != kFirstSteps) {
      Guest guest(*this, shape);
      report = number(parts_[place], guest);
    }
  }
}

// They follow from the answer, the vendor and which boundaries are crossed.
void FleetDetails::work_out_first_steps() {
  Part& part = parts_[kFirstSteps];
  for (std::uint32_t shape = 0; shape < shapes_.size(); ++shape) {
    Guest guest(*this, shape);
    key_.assign({value(vendor_, guest.numbers()), parts_[kAreas].judged[guest.report_of(kAreas)]});
    for (std::size_t i = kBoundaries; i < parts_.size(); ++i)
      key_.push_back(static_cast<std::uint32_t>(parts_[i].crosses[guest.report_of(i)]));
    const std::uint32_t number = first_steps_known_.add(bytes_of_numbers(key_)).id;
    if (number == part.reports.size()) part.reports.push_back(part.judge(guest));
    report_of(shape, kFirstSteps) = number;
  }
}

FleetShape FleetDetails::shape(std::uint32_t number) const {
  const std::size_t count = parts_.size();
  return {shapes_[number].outcome, std::span(reports_of_).subspan(number * count, count)};
}

}  // namespace hvcompat
