// The summary of a fleet.
#include "verdict/fleet_evaluate.hpp"

#include <algorithm>
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>

#include "inventory/fleet_reader.hpp"
#include "verdict/evaluate_parts.hpp"
#include "verdict/fleet_judge.hpp"

namespace hvcompat {
namespace {

constexpr const char* kAssigned = "host.memory.assigned_mib";
constexpr const char* kVcpusAssigned = "host.vcpu.assigned";
constexpr const char* kRatio = "host.commit_ratio";
constexpr const char* kTotal = "host.memory.total_mib";
constexpr const char* kThreads = "host.cpu.threads";
// What hosts sum up, and what tells which guests count.
constexpr std::array<std::string_view, 4> kSummedUp = {"guest.memory.configured_mib", "guest.vcpu.count", "guest.power",
                                                       "guest.template"};

// In the key of what tells guests apart, beside the numbers of facts: rules of the site file that speak of the guest.
constexpr std::uint32_t kAttestMark = 0x80000000U;
constexpr std::uint32_t kWaiverMark = 0xC0000000U;

bool attests_any(const SiteFacts& site, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(site.attest, [&](const AttestRule& rule) {
    return std::ranges::any_of(names, [&](std::string_view name) { return rule.facts.find(name) != nullptr; });
  });
}

// What the key of a group of guests or of a host says.
struct Group {
  std::vector<FactId> facts;
  RuleNumbers attest;
  std::vector<std::size_t> waivers;
};

Group group_of(std::string_view key) {
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

template <class T>
std::vector<T> in_both(const std::vector<T>& a, const std::vector<T>& b) {
  std::vector<T> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

struct PartNumbersHash {
  using is_avalanching = void;
  std::size_t operator()(const PartNumbers& numbers) const { return XXH3_64bits(numbers.data(), sizeof numbers); }
};

class Fleet {
 public:
  explicit Fleet(const Evaluation& evaluation)
      : evaluation_(evaluation),
        plan_(evaluation),
        needs_(plan_.needs()),
        pool_(needs_),
        tables_{pool_, {}, {}},
        waivers_(evaluation.site.waivers, evaluation.as_of),
        derivation_(plan_, pool_, evaluation),
        judge_(plan_, pool_, evaluation, waivers_),
        exact_loads_(evaluation.policies.domain.find(kAssigned) || evaluation.policies.domain.find(kVcpusAssigned) ||
                     evaluation.policies.domain.find(kRatio) ||
                     attests_any(evaluation.site.facts, {kTotal, kThreads})) {
    for (const std::string_view name : kSummedUp) needs_.add_to_part(needs_.index_of(name), kAnswerPart);
    no_parent_ = tables_.ids.add("").id;
    for (const auto& [name, fact] : evaluation.site.facts.customer)
      customer_.push_back(pool_.add(needs_.index_of(name), fact));
  }

  bool read(const FleetInput& file, unsigned threads) {
    auto bytes = file.open();
    if (bytes.has_error()) return false;
    auto read = read_fleet(file.called, std::move(*bytes), tables_, marker(), hash_, threads);
    if (!read) return false;
    std::ranges::move(read->complaints, std::back_inserter(complaints_));
    std::ranges::move(read->inventories, std::back_inserter(inventories_));
    return true;
  }

  FleetReport report() {
    Report report;
    report.as_of = evaluation_.as_of;
    report.inputs = inputs_of(evaluation_);
    report.inputs.facts_sha256 = hash_.hex();
    for (FleetInventory& inventory : inventories_) {
      const std::size_t judged = judge(inventory);
      const RecordCounts counts{inventory.clusters.size(), inventory.hosts.size(), inventory.guest_count};
      report.targets.push_back(target_report(inventory.head, counts, judged));
      report.incomplete = report.incomplete || !inventory.head.complete;
      inventory = {};
    }
    add_notes(report, complaints_, evaluation_);
    for (const auto& [judged, guests] : together_) judge_.count(judged, guests);
    report.summary = judge_.summary();
    report.incomplete = report.incomplete || report.summary.guests == 0;
    for (std::string& note : waivers_.notes(evaluation_.policies)) report.notes.push_back(std::move(note));
    return {std::move(report), std::move(complaints_)};
  }

 private:
  struct Host {
    const FleetRecord* record = nullptr;
    HostLoad load;
    PartNumbers groups{};  // in host_groups_
  };
  // Of one inventory. Guests come in no order of hosts, so that finding one must not cost a search.
  class Hosts {
   public:
    // `places`: of each id its place here and one more, 0 elsewhere; as it was found when this goes.
    Hosts(std::vector<std::uint32_t>& places, std::size_t ids) : places_(places) { places_.resize(ids, 0); }
    ~Hosts() {
      for (const std::uint32_t number : numbers_) places_[number] = 0;
    }
    Hosts(const Hosts&) = delete;
    Hosts& operator=(const Hosts&) = delete;

    Host& operator[](std::uint32_t number) {
      if (places_[number] == 0) {
        hosts_.emplace_back();
        numbers_.push_back(number);
        places_[number] = static_cast<std::uint32_t>(hosts_.size());
      }
      return hosts_[places_[number] - 1];
    }
    const std::vector<std::uint32_t>& numbers() const { return numbers_; }  // of those that are here

   private:
    std::vector<std::uint32_t>& places_;
    std::vector<std::uint32_t> numbers_;
    std::vector<Host> hosts_;
  };

  MarkGuest marker() const {
    const SiteFacts& site = evaluation_.site.facts;
    if (site.attest.empty() && evaluation_.site.waivers.empty()) return {};
    return [this, &site](std::string_view id, std::string_view name, std::vector<std::uint32_t>& marks) {
      for (std::uint32_t i = 0; i < site.attest.size(); ++i)
        if (is_for_guest(site.attest[i], id, name)) marks.push_back(kAttestMark + i);
      for (const std::size_t waiver : waivers_.for_guest(name.empty() ? id : name))
        marks.push_back(kWaiverMark + static_cast<std::uint32_t>(waiver));
    };
  }

  // What all guests with these facts take of their host, but for sizes.
  struct Share {
    GuestShare share;
    bool is_template = false;
  };

  // As many groups of guests as were read so far.
  void know_groups() {
    for (unsigned part = 0; part < kFactParts; ++part)
      for (std::size_t i = guest_groups_[part].size(); i < tables_.facts[part].size(); ++i)
        guest_groups_[part].push_back(group_of(tables_.facts[part][static_cast<std::uint32_t>(i)]));
    for (std::size_t i = shares_.size(); i < guest_groups_[kAnswerPart].size(); ++i) {
      Facts facts;
      for (const FactId id : guest_groups_[kAnswerPart][i].facts)
        for (const std::string_view name : kSummedUp)
          if (needs_.name_of(pool_.index_of(id)) == name) facts.set(std::string(name), pool_.fact(id));
      const bool* is_template = facts.boolean("guest.template");
      shares_.push_back({share_of(facts), is_template && *is_template});
    }
  }

  static std::optional<std::int64_t> known_or_nothing(std::int64_t number) {
    return number == kNotKnown ? std::nullopt : std::optional(number);
  }

  // What host_loads() sums up.
  void sum_up(const FleetInventory& inventory, Hosts& hosts) {
    bool all_marked = false;
    const auto mark_all = [&](const std::string& why) {
      for (const std::uint32_t number : hosts.numbers())
        if (hosts[number].record) mark_unsure(hosts[number].load, why);
    };
    for (const std::vector<FleetGuest>& piece : inventory.guests)
      for (const FleetGuest& guest : piece) {
        const Share& known = shares_[guest.facts[kAnswerPart]];
        if (known.is_template) continue;
        GuestShare share = known.share;
        share.memory_mib = known_or_nothing(guest.memory_mib);
        share.vcpus = known_or_nothing(guest.vcpus);
        Host& host = hosts[guest.host];
        if (host.record) {
          add_share(host.load, share, kSomeGuest);
        } else if (share.holds_memory != false && !all_marked) {
          mark_all(std::string(kSomeGuest));
          all_marked = true;
        }
      }
    for (const CollectionError& error : inventory.head.errors) {
      const auto host = host_of(inventory, error);
      if (!host) {
        mark_all(why_unsure(error));
      } else if (hosts[*host].record) {
        mark_unsure(hosts[*host].load, why_unsure(error));
      }
    }
    if (!inventory.head.complete) mark_all(std::string(kCutOff));
  }

  // The host whose guests a fault may hide; nothing: any.
  std::optional<std::uint32_t> host_of(const FleetInventory& inventory, const CollectionError& error) const {
    if (error.scope == "host") {
      const auto host = std::ranges::find(inventory.hosts, error.id, &FleetRecord::id);
      if (host != inventory.hosts.end()) return host->number;
    }
    if (error.scope != "guest") return std::nullopt;
    for (const std::vector<FleetGuest>& piece : inventory.guests) {
      const auto guest = std::ranges::find(piece, BytesHash{}(error.id), &FleetGuest::id_hash);
      if (guest != piece.end()) return guest->host == no_parent_ ? std::nullopt : std::optional(guest->host);
    }
    return std::nullopt;
  }

  // A sum and what the host has: of both only matters which is larger. Why a sum is no more than a lower bound, no
  // summary says.
  void relate(Facts& facts, const char* sum_name, const char* has_name) const {
    if (exact_loads_) return;
    const std::int64_t* has = facts.integer(has_name);
    constexpr std::int64_t kHas = 1000;
    const auto stand_in = [&](std::int64_t sum) { return has ? kHas + (sum > *has ? 1 : 0) : 0; };
    Fact sum = *facts.find(sum_name);
    sum.unknown.detail.clear();
    if (sum.known()) sum.value = stand_in(std::get<std::int64_t>(*sum.value));
    if (sum.at_least) sum.at_least = has && *sum.at_least > *has ? kHas + 1 : 0;
    facts.set(sum_name, std::move(sum));
    if (has) facts.set(has_name, Fact::of(kHas, {}));
  }

  // All that makes a difference to guests on the host, in few numbers.
  std::vector<std::uint32_t> host_key(std::uint32_t number, const Host& host, const FleetInventory& inventory) {
    std::vector<std::uint32_t> key;
    const FleetRecord* cluster = host.record ? cluster_of(*host.record, inventory) : nullptr;
    for (const FleetRecord* record : {host.record, cluster})
      for (unsigned part = 0; part < kFactParts; ++part) key.push_back(record ? record->facts[part] + 1 : 0);
    const auto add_number = [&](std::int64_t number) {
      key.insert(key.end(), {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32)});
    };
    const auto add_load = [&](std::int64_t sum, const std::string& unsure, std::int64_t has) {
      key.push_back((unsure.empty() ? 0U : 1U) + (has == kNotKnown ? 2U : 0U) + (sum > has ? 4U : 0U));
      if (!exact_loads_) return;
      add_number(sum);
      add_number(has);
    };
    add_load(host.load.memory_mib, host.load.memory_unsure, host.record ? host.record->memory_mib : kNotKnown);
    add_load(host.load.vcpus, host.load.vcpus_unsure, host.record ? host.record->threads : kNotKnown);
    const std::vector<std::uint32_t> marks = marks_of_host(number, host, inventory);
    key.insert(key.end(), marks.begin(), marks.end());
    return key;
  }

  const FleetRecord* cluster_of(const FleetRecord& host, const FleetInventory& inventory) const {
    const std::string_view id = tables_.ids[host.parent];
    const auto cluster = std::ranges::lower_bound(inventory.clusters, id, {}, &FleetRecord::id);
    return cluster != inventory.clusters.end() && cluster->id == id ? &*cluster : nullptr;
  }

  Facts facts_of_host(const Host& host, const FleetRecord* cluster) const {
    Facts facts;
    for (const FleetRecord* record : {cluster, host.record})
      for (unsigned part = 0; record && part < kFactParts; ++part)
        for (const FactId id : guest_groups_[part][record->facts[part]].facts)
          facts.set(std::string(needs_.name_of(pool_.index_of(id))), pool_.fact(id));
    if (host.record && host.record->memory_mib != kNotKnown) facts.set(kTotal, Fact::of(host.record->memory_mib, {}));
    if (host.record && host.record->threads != kNotKnown) facts.set(kThreads, Fact::of(host.record->threads, {}));
    return facts;
  }

  std::vector<std::uint32_t> marks_of_host(std::uint32_t number, const Host& host,
                                           const FleetInventory& inventory) const {
    std::vector<std::uint32_t> marks;
    const SiteFacts& site = evaluation_.site.facts;
    if (site.attest.empty() && evaluation_.site.waivers.empty()) return marks;
    Record record;
    std::string called(tables_.ids[number]);
    if (host.record) {
      record.id = host.record->id;
      record.name = host.record->name;
      if (!record.name.empty()) called = record.name;
    }
    for (std::uint32_t i = 0; i < site.attest.size(); ++i)
      if (is_for_target(site.attest[i], inventory.head.target) &&
          is_for_host(site.attest[i], host.record ? &record : nullptr))
        marks.push_back(kAttestMark + i);
    for (const std::size_t waiver : waivers_.for_host(called))
      marks.push_back(kWaiverMark + static_cast<std::uint32_t>(waiver));
    return marks;
  }

  // Facts and rules of a host, for all guests that stand on it, with those of its cluster.
  PartNumbers host_groups(std::uint32_t number, const Host& host, const FleetInventory& inventory) {
    const std::uint32_t known = hosts_known_.add(bytes_of_numbers(host_key(number, host, inventory))).id;
    if (known < groups_of_hosts_.size()) return groups_of_hosts_[known];
    Facts facts = facts_of_host(host, host.record ? cluster_of(*host.record, inventory) : nullptr);
    std::vector<FactConflict> conflicts;
    Deriving step{facts, conflicts, evaluation_.site.facts, evaluation_.catalogs, evaluation_.as_of};
    derive_load(step, host.record ? &host.load : nullptr);
    relate(facts, kAssigned, kTotal);
    relate(facts, kVcpusAssigned, kThreads);
    const std::vector<std::uint32_t> marks = marks_of_host(number, host, inventory);
    PartNumbers groups{};
    for (unsigned part = 0; part < kFactParts; ++part)
      groups[part] = host_group(static_cast<FactPart>(part), facts, marks);
    groups_of_hosts_.push_back(groups);
    return groups;
  }

  std::uint32_t host_group(FactPart part, const Facts& facts, const std::vector<std::uint32_t>& marks) {
    std::vector<std::uint32_t> key;
    for (const auto& [name, fact] : facts) {
      const FactIndex index = needs_.index_of(name);
      if (needs_.is_in(index, part)) key.push_back(pool_.add(index, fact));
    }
    key.insert(key.end(), marks.begin(), marks.end());
    const std::uint32_t group = host_keys_[part].add(bytes_of_numbers(key)).id;
    if (group == host_groups_[part].size()) host_groups_[part].push_back(group_of(host_keys_[part][group]));
    return group;
  }

  // How many guests were judged.
  std::size_t judge(const FleetInventory& inventory) {
    know_groups();
    Hosts hosts(places_, tables_.ids.size());
    for (const FleetRecord& record : inventory.hosts) hosts[record.number].record = &record;
    sum_up(inventory, hosts);
    for (const std::uint32_t number : hosts.numbers())
      hosts[number].groups = host_groups(number, hosts[number], inventory);
    std::size_t judged = 0;
    for (const std::vector<FleetGuest>& piece : inventory.guests)
      for (const FleetGuest& guest : piece) {
        if (shares_[guest.facts[kAnswerPart]].is_template) continue;
        const PartNumbers& groups = hosts[guest.host].groups;
        PartNumbers numbers{};
        for (unsigned part = 0; part < kFactParts; ++part)
          numbers[part] = judged_number(static_cast<FactPart>(part), guest.facts[part], groups[part]);
        ++together_[numbers];
        ++judged;
      }
    return judged;
  }

  // Guests of a group on hosts of a group are judged alike.
  std::uint32_t judged_number(FactPart part, std::uint32_t guest, std::uint32_t host) {
    const auto [known, is_new] = judged_[part].try_emplace(std::uint64_t{guest} << 32U | host, 0);
    if (is_new) known->second = judge(part, guest_groups_[part][guest], host_groups_[part][host]);
    return known->second;
  }

  std::uint32_t judge(FactPart part, const Group& guest, const Group& host) {
    FactVector facts(needs_.size(), kAbsent);
    for (const std::vector<FactId>* ids : {&host.facts, &guest.facts, &std::as_const(customer_)})
      for (const FactId id : *ids) facts[pool_.index_of(id)] = id;
    derivation_.derive(facts, in_both(guest.attest, host.attest), part);
    return judge_.judge(part, facts,
                        part == kAnswerPart ? in_both(guest.waivers, host.waivers) : std::vector<std::size_t>{});
  }

  static constexpr std::string_view kSomeGuest = "a guest";

  const Evaluation& evaluation_;
  FleetPlan plan_;
  FactNeeds needs_;
  FactPool pool_;
  FleetTables tables_;
  WaiverBook waivers_;
  FleetDerivation derivation_;
  FleetJudge judge_;
  bool exact_loads_;  // somebody reads sums as they are
  std::uint32_t no_parent_ = 0;
  std::vector<FactId> customer_;
  FactsHash hash_;
  std::vector<Complaint> complaints_;
  std::vector<FleetInventory> inventories_;
  std::array<std::vector<Group>, kFactParts> guest_groups_;
  std::vector<std::uint32_t> places_;  // of hosts
  std::vector<Share> shares_;          // of the groups of the answer part
  Interner hosts_known_;               // by host_key()
  std::vector<PartNumbers> groups_of_hosts_;
  std::array<Interner, kFactParts> host_keys_;
  std::array<std::vector<Group>, kFactParts> host_groups_;
  std::array<boost::unordered_flat_map<std::uint64_t, std::uint32_t>, kFactParts> judged_;  // by group and host's group
  boost::unordered_flat_map<PartNumbers, std::size_t, PartNumbersHash> together_;           // guests judged so
};

}  // namespace

std::optional<FleetReport> evaluate_fleet(const std::vector<FleetInput>& files, const Evaluation& evaluation,
                                          unsigned threads) {
  if (attests_any(evaluation.site.facts, {kSummedUp[0], kSummedUp[1], kSummedUp[2], kSummedUp[3]})) return std::nullopt;
  Fleet fleet(evaluation);
  for (const FleetInput& file : files)
    if (!fleet.read(file, threads)) return std::nullopt;
  return fleet.report();
}

}  // namespace hvcompat
