// The counts of a summary, from verdicts or from parts of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "verdict/report_data.hpp"

namespace hvcompat {

// Each part may be added for several guests at once. Of a fact that is missing the remedy told first is kept.
class SummaryCounts {
 public:
  void add(const Verdict& verdict);

  void add_levels(const Verdict& verdict, std::size_t guests);  // its level, areas and packs
  void add_missing(const std::vector<MissingFact>& missing, std::size_t guests);
  void add_outcome(Outcome outcome, std::size_t guests) { outcomes_[outcome] += guests; }
  void add_boundary(const std::string& id, BoundaryState state, std::size_t guests);

  Summary summary() const;

 private:
  std::size_t guests_ = 0;
  std::map<Level, std::size_t> levels_;
  std::map<Outcome, std::size_t> outcomes_;
  std::map<std::string, std::size_t> boundaries_;
  std::map<std::string, std::size_t> not_assessed_;
  std::map<std::string, std::size_t> reasons_;
  std::vector<MissingCount> missing_;
  std::map<std::vector<std::string>, std::size_t> missing_together_;
};

}  // namespace hvcompat
