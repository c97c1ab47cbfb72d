// Judging many guests for their counts: levels, boundaries and missing facts each once for each combination of what
// they depend on, by the code that judges one guest.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "verdict/fleet_derivation.hpp"
#include "verdict/summary_counts.hpp"
#include "verdict/waivers.hpp"

namespace hvcompat {

struct PartNumbersHash {
  using is_avalanching = void;
  std::size_t operator()(const PartNumbers& numbers) const { return XXH3_64bits(numbers.data(), sizeof numbers); }
};

class FleetJudge {
 public:
  FleetJudge(const FleetPlan& plan, FactPool& pool, const Evaluation& evaluation, WaiverBook& waivers);

  // `facts`: all that the part knows of a guest, derived. The number of what is judged of it. Of the answer part, the
  // numbers of the waivers that speak of the guest belong to it.
  std::uint32_t judge(FactPart part, const FactVector& facts, const std::vector<std::size_t>& waivers);

  // Of guests that are judged as these numbers say. Notes which of their waivers are used.
  Outcome outcome_of(const PartNumbers& judged);
  // So many guests are judged so, and have that outcome.
  void count(const PartNumbers& judged, Outcome outcome, std::size_t guests);
  Summary summary() const;

  // The number of what a fact of the domain, by its place there, leaves open.
  std::uint32_t cells_of(std::size_t fact, FactId id);
  // Of all facts that there are: several threads may ask for them then.
  void know_all_cells();

 private:
  struct Levels {
    Verdict verdict;                 // areas, level and missing
    Outcome outcome;                 // before boundaries and waivers
    std::vector<FactIndex> origins;  // of what is missing
    std::size_t guests = 0;
  };
  struct Missing {
    std::vector<MissingFact> facts;
    std::size_t guests = 0;
  };
  // What is judged of a part: what its facts leave open, as far as anything depends on it.
  struct Judged {
    FactVector facts;                  // of the first guest that is judged so
    std::vector<std::uint32_t> cells;  // by the place of the fact in the domain; 0: another part's
    std::uint32_t levels = 0;
    std::uint32_t missing = 0;
    std::vector<std::size_t> waivers;
  };
  struct BoundaryCount {
    const Boundary* boundary;
    Diagram diagram;
    std::vector<std::size_t> facts;  // of the domain
    Interner known;
    std::vector<BoundaryState> states;  // by number
    std::map<BoundaryState, std::size_t> guests;
  };

  std::uint32_t work_out_cells(std::size_t fact, FactId id);
  std::uint32_t judge_levels(const FactVector& facts);
  std::uint32_t judge_missing(std::uint32_t levels, const FactVector& facts);
  BoundaryState judge_boundary(BoundaryCount& boundary, const PartNumbers& judged);
  Facts facts_together(const PartNumbers& judged) const;

  const FleetPlan& plan_;
  FactPool& pool_;
  const PolicySet& policies_;
  const Profile& profile_;
  WaiverBook& waivers_;

  std::vector<FactIndex> index_;       // of the facts of the domain
  std::vector<FactPart> part_;         // of them
  std::vector<char> in_boundaries_;    // whether boundaries depend on them
  std::vector<std::uint32_t> absent_;  // what an absent fact leaves open
  std::vector<std::uint32_t> cells_;   // what a fact leaves open, by FactId; 0: not asked yet
  Interner open_;                      // sets of cells
  std::vector<FactIndex> assessing_;   // facts of which it matters whether they are known

  Interner levels_known_;
  std::vector<Levels> levels_;
  Interner missing_known_;
  std::vector<Missing> missing_;
  std::array<Interner, kFactParts> judged_known_;
  std::array<std::vector<Judged>, kFactParts> judged_;
  std::deque<BoundaryCount> boundaries_;
  std::map<Outcome, std::size_t> outcomes_;
  std::vector<std::uint32_t> key_;
};

}  // namespace hvcompat
