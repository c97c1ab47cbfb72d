// What a report says of each guest of a fleet, in parts: guests that differ in nothing that a part reads have it in
// common, and it is worked out once, by the code that judges one guest.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "verdict/fleet_judge.hpp"
#include "verdict/report_data.hpp"
#include "verdict/restricted.hpp"

namespace hvcompat {

// In texts the place of a value that each guest has for itself: the name of the fact between two of these bytes, which
// no UTF-8 has.
inline constexpr char kOwnValue = '\xFF';

// The parts of a GuestReport, each filled in a report of its own.
enum DetailPart : std::size_t {
  kNames,  // os, vendor, hypervisor
  kAreas,  // level, possible, missing, areas
  kAdvice,
  kFirstSteps,
  kConflicts,
  kWaivers,
  kBoundaries,  // this and the following: one boundary each
};

// What guests have in common that are reported alike but for names and own values.
struct FleetShape {
  Outcome outcome = Outcome::undecided;
  std::vector<std::uint32_t> parts;  // of each part which report
};

class FleetDetails {
 public:
  // `has_own_value`: facts that stand for several values.
  FleetDetails(const FleetPlan& plan, FactPool& pool, const Evaluation& evaluation, FleetJudge& judge,
               WaiverBook& waivers, std::function<bool(FactIndex)> has_own_value);

  // The hosts that FirstSteps names, before any guest is added.
  void set_reproduction_hosts(std::vector<std::string> hosts) { reproduction_hosts_ = std::move(hosts); }

  // `facts`: all that the part knows of a guest, derived. Its number, from 0. Conflicts and waivers belong to the
  // answer part.
  std::uint32_t add(FactPart part, const FactVector& facts, const std::vector<FactConflict>& conflicts,
                    const std::vector<std::size_t>& waivers);
  // Of guests with these numbers. Works it out where there was none like it.
  void shape(const PartNumbers& numbers, Outcome outcome);
  // Of numbers that were given to shape(); null: they were not.
  const FleetShape* find(const PartNumbers& numbers) const;

  std::size_t parts() const { return parts_.size(); }
  const std::deque<GuestReport>& reports(std::size_t part) const { return parts_[part].reports; }

 private:
  // How finely a part reads a fact.
  enum class Reading {
    exact,
    open,     // what it leaves open, or why it is not known
    unknown,  // only why it is not known
    cells,    // only what it leaves open
    known,    // only whether it is known
  };
  struct Read {
    FactIndex index;
    Reading how;
    std::size_t domain;  // its place there, of Reading::open and Reading::cells
  };
  using Reads = std::vector<Read>;

  // Guests by some of their facts: a number for each part of the facts, alike where what is read is alike.
  struct Sorting {
    struct InPart {
      Reads reads;
      Interner known;
      boost::unordered_flat_map<std::uint32_t, std::uint32_t> numbers;  // by that of all facts of the part
    };
    std::array<InPart, kFactParts> in;
    boost::unordered_flat_map<PartNumbers, std::uint32_t, PartNumbersHash> together;
  };
  // What is missing is not traced in it, and no boundary says where its state came from.
  struct Judgement {
    GuestReport report;
    Reads then;        // what its words need
    Sorting by_words;  // to the place of a report
  };
  // The answer follows from few facts, and tells which others its words need: why something is not known, where a
  // state came from. So a part is judged by what it reads first, and told by that and what its judgement reads then.
  class Guest;
  struct Part {
    Sorting by_facts;  // to the place of a judgement
    Reads may_read;    // first or then, as finely as any judgement does
    std::function<GuestReport(Guest&)> judge;
    std::deque<Judgement> judgements;
    std::deque<GuestReport> reports;
  };
  struct Known {
    std::vector<FactId> facts;    // by the slots of the part
    std::uint32_t conflicts = 0;  // of kConflicts which report
    std::uint32_t waivers = 0;    // of kWaivers
  };

  void add_part(const Reads& reads, Reads may_read, std::function<GuestReport(Guest&)> judge);
  void add_names();
  void add_areas();
  void add_advice();
  void add_first_steps();
  void add_boundary(const CompiledPack& compiled, std::size_t boundary);
  void find_parts();
  void place_facts();

  void read(Reads& reads, std::string_view fact, Reading how) const;
  void read_all(Reads& reads, const std::vector<std::size_t>& domain_facts, Reading how) const;
  void read_origins(Reads& reads, std::string_view fact) const;
  void read_missing(Reads& reads, const std::vector<MissingFact>& missing) const;
  void read_feature(Reads& reads, std::string_view feature) const;
  Reads read_by_levels() const;
  Reads read_then(const Verdict& verdict) const;
  Reads all_origins(const Reads& of) const;

  void sort_by(Sorting& sorting, const Reads& reads) const;
  std::uint32_t word_of(const Read& read, FactId id);
  std::uint32_t number_in(Sorting& sorting, unsigned part, const PartNumbers& numbers);
  // Its value is `next` where there was none.
  std::uint32_t sorted(Sorting& sorting, const PartNumbers& numbers, std::size_t next);

  FactId value(FactIndex index, const PartNumbers& numbers) const;
  std::uint32_t conflicts_number(const std::vector<FactConflict>& conflicts);
  std::uint32_t waivers_number(const std::vector<std::size_t>& waivers);
  std::uint32_t number(std::size_t part, Guest& guest);
  std::uint32_t judgement(Part& part, Guest& guest);
  GuestReport told(const Judgement& judgement, const Guest& guest) const;
  std::uint32_t first_steps_number(Guest& guest);
  std::string words(const std::string& fact, const Value& value) const;

  const FleetPlan& plan_;
  FactPool& pool_;
  const Evaluation& evaluation_;
  FleetJudge& judge_;
  WaiverBook& waivers_;
  std::function<bool(FactIndex)> has_own_value_;
  std::vector<std::string> reproduction_hosts_;
  FactIndex vendor_;

  std::array<Reads, kFactParts> read_in_;                  // what tells the numbers of add() apart, by slot
  std::array<std::vector<std::size_t>, kFactParts> slot_;  // by FactIndex and one more; 0: none
  std::vector<FactPart> part_;                             // by FactIndex: that says what the fact is
  std::array<Interner, kFactParts> known_in_;
  std::array<std::vector<Known>, kFactParts> known_;
  std::deque<Part> parts_;
  Interner first_steps_known_;
  Interner conflicts_known_;
  Interner waivers_known_;
  boost::unordered_flat_map<PartNumbers, std::uint32_t, PartNumbersHash> shapes_known_;
  std::deque<FleetShape> shapes_;
  std::vector<std::uint32_t> key_;
};

}  // namespace hvcompat
