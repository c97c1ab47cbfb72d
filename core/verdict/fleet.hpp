// A fleet that is read, judged and told. Internal to fleet_evaluate.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inventory/fleet_again.hpp"
#include "verdict/fleet_evaluate.hpp"
#include "verdict/fleet_hosts.hpp"
#include "verdict/fleet_judge.hpp"

namespace hvcompat {

class Fleet {
 public:
  Fleet(const Evaluation& evaluation, bool lists_guests);

  // False: evaluate() must do it.
  bool read(const FleetInput& file, unsigned threads);
  bool judge(unsigned threads);

  FleetReport report;

  const FleetDetails& details() const { return *details_; }
  const std::vector<FleetHostNames>& host_names() const { return names_; }
  void append_own_value(std::string& to, std::string_view fact, const FleetGuestView& guest) const;
  bool tell_guests(const ListedFleet::Tell& tell, const std::function<void(std::string_view)>& sink, unsigned threads);

 private:
  // What the key of a group of guests or of a host says.
  struct Group {
    std::vector<FactId> facts;
    RuleNumbers attest;
    std::vector<std::size_t> waivers;
  };
  struct File {
    const FleetInput* input;
    std::size_t first;  // of its inventories
    std::size_t count;
  };
  // A group of guests on a group of hosts.
  struct Known {
    std::uint32_t judged = 0;   // its number in the judge
    std::uint32_t details = 0;  // in the details
  };

  // Guests that are judged alike in all parts.
  struct Together {
    Outcome outcome = Outcome::undecided;
    std::size_t guests = 0;
  };

  static Group group_of(std::string_view key);
  bool reads_loads() const;
  bool has_own_value(FactIndex fact) const;
  MarkGuest marker() const;
  std::span<const FleetInventory> inventories_of(const File& file) const;
  void know_groups();
  bool label_guests();
  void find_reproduction_hosts();
  std::size_t judge(FleetInventory& inventory, std::size_t file);
  RuleNumbers attest_of(const Group& guest, const Group& host);
  Known known_of(FactPart part, std::uint32_t guest, std::uint32_t host);
  Known work_out(FactPart part, const Group& guest, const Group& host);
  void finish_report();

  void relate(Facts& facts, const char* sum_name, const char* has_name) const;
  std::vector<std::uint32_t> host_key(const FleetHost& host, const FleetInventory& inventory);
  const FleetRecord* cluster_of(const FleetRecord& host, const FleetInventory& inventory) const;
  void add_facts(Facts& facts, const FleetRecord& record) const;
  Facts facts_of_host(const FleetHost& host, const FleetRecord* cluster) const;
  std::vector<std::uint32_t> marks_of_host(const FleetHost& host, const FleetInventory& inventory) const;
  PartNumbers host_groups(const FleetHost& host, const FleetInventory& inventory);
  std::uint32_t host_group(FactPart part, const Facts& facts, const std::vector<std::uint32_t>& marks);
  FleetHostNames names_of(const FleetHost& host, const FleetInventory& inventory) const;

  const Evaluation& evaluation_;
  FleetPlan plan_;
  FactNeeds needs_;
  FactPool pool_;
  FleetTables tables_;
  WaiverBook waivers_;
  AttestUse attest_use_;
  FleetDerivation derivation_;
  FleetJudge judge_;
  std::unique_ptr<FleetDetails> details_;  // only where guests are listed
  bool exact_loads_;                       // somebody reads sums as they are
  std::uint32_t no_parent_ = 0;
  std::vector<FactId> customer_;
  FactsHash hash_;
  std::vector<File> files_;
  std::vector<FleetInventory> inventories_;
  std::vector<FleetHostNames> names_;  // of the hosts of all inventories, only where guests are listed
  std::vector<std::array<std::int64_t, 4>> host_numbers_;  // kOfHosts of each
  std::vector<std::map<FleetLine, std::string>> labels_;   // of guests of each file
  std::array<std::vector<Group>, kFactParts> guest_groups_;
  std::vector<FleetShare> shares_;  // of the groups of the answer part
  Interner unsure_;                 // why sums are lower bounds
  Interner hosts_known_;            // by host_key()
  std::vector<PartNumbers> groups_of_hosts_;
  std::array<Interner, kFactParts> host_keys_;
  std::array<std::vector<Group>, kFactParts> host_groups_;
  std::array<boost::unordered_flat_map<std::uint64_t, Known>, kFactParts> known_;  // by group and host's group
  boost::unordered_flat_map<PartNumbers, Together, PartNumbersHash> together_;     // guests judged so
};

}  // namespace hvcompat
