// What a report says of each guest of a fleet, in parts: guests that differ in nothing that a part reads have it in
// common, and it is worked out once, by the code that judges one guest.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>
#include <functional>
#include <span>
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
  std::span<const std::uint32_t> parts;  // of each part which report
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
  // Notes that there are guests with these numbers. Of what they have in common the number, from 0.
  std::uint32_t shape(const PartNumbers& numbers, Outcome outcome);
  // When all shapes are known. Nothing is added any more.
  void work_out(unsigned threads);
  // By its number, when they are worked out.
  FleetShape shape(std::uint32_t number) const;

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
  static Reading both_of(Reading a, Reading b);

  // Guests by some of their facts: 0, 1, 2 …, alike where what is read is alike.
  struct Sorting {
    Reads reads;
    Interner known;
    std::vector<std::uint32_t> key;  // each part has one thread at a time
  };
  // What is missing is not traced in it, and no boundary says where its state came from.
  struct Judgement {
    GuestReport report;
    Sorting by_words;                    // by what its words need
    std::vector<std::uint32_t> reports;  // of each number of by_words
  };
  // Reports by all that may be read for them. There are many more combinations of all facts than of these, and most
  // time goes into finding what is known of them: so the numbers of facts have places, and are no keys.
  struct Seen {
    std::array<Sorting, kFactParts> in;
    std::array<std::vector<std::uint32_t>, kFactParts> sorted;  // by the number of the part's facts; kNotSeen
    boost::unordered_flat_map<PartNumbers, std::uint32_t, PartNumbersHash> reports;
  };
  // The answer follows from few facts, and tells which others its words need: why something is not known, where a
  // state came from. So a part is judged by what it reads first, and told by that and what its judgement reads then.
  class Guest;
  struct Part {
    Seen seen;
    Sorting by_facts;  // to the place of a judgement
    Reads may_read;    // first or then, as finely as any judgement does
    std::function<GuestReport(Guest&)> judge;
    std::deque<Judgement> judgements;
    std::deque<GuestReport> reports;
    std::vector<std::uint32_t> judged;  // of each report its judgement
    std::vector<char> crosses;          // of each report, whether it is of a boundary that is crossed
  };
  struct Shape {
    PartNumbers numbers;
    Outcome outcome;
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

  std::uint32_t word_of(const Read& read, FactId id);
  std::uint32_t sorted(Sorting& sorting, const PartNumbers& numbers);
  std::uint32_t sorted_in(Seen& seen, FactPart part, const PartNumbers& numbers);

  FactId value(FactIndex index, const PartNumbers& numbers) const;
  std::uint32_t conflicts_number(const std::vector<FactConflict>& conflicts);
  std::uint32_t waivers_number(const std::vector<std::size_t>& waivers);
  std::uint32_t& report_of(std::size_t shape, std::size_t part) { return reports_of_[shape * parts_.size() + part]; }
  void work_out_part(std::size_t place);
  void work_out_first_steps();
  std::uint32_t number(Part& part, Guest& guest);
  std::uint32_t work_out(Part& part, Guest& guest);
  std::uint32_t judgement(Part& part, Guest& guest);
  GuestReport told(const Judgement& judgement, const Guest& guest) const;
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
  std::vector<Shape> shapes_;
  std::vector<std::uint32_t> reports_of_;  // of each shape, of each part
  std::vector<std::uint32_t> key_;
};

}  // namespace hvcompat
