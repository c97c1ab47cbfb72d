// What to supply first: greedily, over the distinct sets of missing facts.
#include "verdict/supply.hpp"

#include <algorithm>
#include <boost/dynamic_bitset.hpp>
#include <map>
#include <set>

namespace hvcompat {
namespace {

using FactSet = boost::dynamic_bitset<>;  // a bit for each missing fact, in the order of their names

// Sets tried for a step. A fleet has far fewer; of more those of most guests are tried: the counts stay exact.
constexpr std::size_t kMostTried = 256;

struct MissingSet {
  FactSet facts;
  std::size_t guests = 0;
};

struct Step {
  FactSet added;
  FactSet have;            // with what the steps before supplied
  std::size_t guests = 0;  // that it decides
};

class SupplyOrder {
 public:
  explicit SupplyOrder(const std::map<std::vector<std::string>, std::size_t>& counts) {
    std::set<std::string> names;
    for (const auto& [facts, count] : counts) names.insert(facts.begin(), facts.end());
    names_.assign(names.begin(), names.end());
    for (const auto& [facts, count] : counts) sets_.push_back({set_of(facts), count});
    std::ranges::stable_sort(sets_, std::ranges::greater(), &MissingSet::guests);
    have_ = FactSet(names_.size());
  }

  std::vector<SupplyStep> steps() {
    std::vector<SupplyStep> steps;
    std::size_t decided = 0;
    while (!sets_.empty()) {
      const Step step = best();
      have_ = step.have;
      decided += step.guests;
      std::erase_if(sets_, [this](const MissingSet& set) { return set.facts.is_subset_of(have_); });
      steps.push_back({names_of(step.added), decided});
    }
    return steps;
  }

 private:
  FactSet set_of(const std::vector<std::string>& facts) const {
    FactSet set(names_.size());
    for (const std::string& fact : facts)
      set.set(static_cast<std::size_t>(std::ranges::lower_bound(names_, fact) - names_.begin()));
    return set;
  }

  std::vector<std::string> names_of(const FactSet& set) const {
    std::vector<std::string> names;
    for (std::size_t i = set.find_first(); i != FactSet::npos; i = set.find_next(i)) names.push_back(names_[i]);
    return names;
  }

  Step step_by(const MissingSet& candidate) const {
    Step step{candidate.facts - have_, candidate.facts | have_, 0};
    for (const MissingSet& set : sets_)
      if (set.facts.is_subset_of(step.have)) step.guests += set.guests;
    return step;
  }

  bool better(const Step& a, const Step& b) const {
    const std::size_t by_a = a.guests * b.added.count();
    const std::size_t by_b = b.guests * a.added.count();
    return by_a == by_b ? names_of(a.added) < names_of(b.added) : by_a > by_b;
  }

  Step best() const {
    Step best = step_by(sets_.front());
    for (std::size_t i = 1; i < std::min(sets_.size(), kMostTried); ++i) {
      Step step = step_by(sets_[i]);
      if (better(step, best)) best = std::move(step);
    }
    return best;
  }

  std::vector<std::string> names_;
  std::vector<MissingSet> sets_;
  FactSet have_;
};

}  // namespace

std::vector<SupplyStep> supply_steps(const std::map<std::vector<std::string>, std::size_t>& missing) {
  return SupplyOrder(missing).steps();
}

}  // namespace hvcompat
