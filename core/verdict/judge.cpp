// The judgement of one guest: restrict every diagram to what is known, and read the answer off what is left.
//
// All packs' rules are restricted into one scratch store and combined there, so that `possible` and `missing` of areas
// and of the guest are exact over common completions, and not a product of the packs' own sets.
#include "verdict/judge.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "text/words.hpp"
#include "verdict/path.hpp"

namespace hvcompat {
namespace {

struct JudgedPack {
  const CompiledPack* compiled = nullptr;
  bool assessed = true;
  Diagram rules = 0;   // in the scratch store
  Diagram levels = 0;  // leaves are Level
};

Level level_of(const Pack& pack, int leaf) {
  return leaf == kNotApplicableLeaf ? Level::not_applicable : pack.support[static_cast<std::size_t>(leaf) - 1].level;
}

template <class T>
std::vector<T> as(const std::vector<int>& leaves) {
  std::vector<T> result;
  for (const int leaf : leaves) result.push_back(static_cast<T>(leaf));
  return result;
}

class Judgement {
 public:
  Judgement(const PolicySet& policies, const Facts& facts, const Profile& profile, const JudgeOptions& options)
      : policies_(policies),
        facts_(facts),
        profile_(profile),
        options_(options),
        allowed_(policies.domain.allowed(facts)) {}

  Verdict run() {
    for (const CompiledPack& compiled : policies_.packs) packs_.push_back(restricted(compiled));
    Diagram levels = leaf_of(Level::not_applicable);
    for (const std::string& area : policies_.areas()) {
      verdict_.areas.push_back(judge_area(area));
      if (counts(verdict_.areas.back())) levels = worst(levels, level_diagram(area));
    }
    verdict_.possible = as<Level>(leaves_of(scratch_, levels));
    verdict_.level = sure_or_indeterminate(verdict_.possible);
    verdict_.missing = missing_in(levels);
    for (const JudgedPack& judged : packs_) judge_boundaries(*judged.compiled);
    for (const JudgedPack& judged : packs_) collect_advice(judged);
    decide_outcome();
    return std::move(verdict_);
  }

 private:
  static Diagram leaf_of(Level level) { return DiagramStore::leaf(static_cast<int>(level)); }
  static Diagram leaf_of(Outcome outcome) { return DiagramStore::leaf(static_cast<int>(outcome)); }

  Diagram left_of(Diagram diagram) { return restrict(policies_.store, diagram, allowed_, scratch_); }
  bool surely(Diagram condition) { return left_of(condition) == DiagramStore::leaf(1); }

  JudgedPack restricted(const CompiledPack& compiled) {
    JudgedPack judged;
    judged.compiled = &compiled;
    judged.rules = left_of(compiled.rules);
    judged.levels =
        scratch_.map(judged.rules, [&](int leaf) { return static_cast<int>(level_of(compiled.pack, leaf)); });
    const auto known = [&](const std::string& name) {
      const Fact* fact = facts_.find(name);
      return fact && fact->known();
    };
    const std::vector<std::string>& needs = compiled.pack.needs_any;
    judged.assessed = needs.empty() || std::any_of(needs.begin(), needs.end(), known) ||
                      judged.levels == leaf_of(Level::not_applicable);
    return judged;
  }

  Diagram worst(Diagram a, Diagram b) {
    return scratch_.combine(
        a, b, [](int x, int y) { return static_cast<int>(worse(static_cast<Level>(x), static_cast<Level>(y))); });
  }

  bool counts(const AreaVerdict& area) const { return area.assessed || is_required(area.area); }
  bool is_required(const std::string& area) const {
    return std::find(profile_.require.begin(), profile_.require.end(), area) != profile_.require.end();
  }
  bool counts(const JudgedPack& judged) const { return judged.assessed || is_required(judged.compiled->pack.area); }

  Diagram level_diagram(const std::string& area) {
    Diagram levels = leaf_of(Level::not_applicable);
    for (const JudgedPack& judged : packs_)
      if (judged.compiled->pack.area == area && counts(judged)) levels = worst(levels, judged.levels);
    return levels;
  }

  // The outcomes that completions leave over the areas that count; `area` empty: all.
  std::vector<int> outcomes(const std::string& area, const std::function<Outcome(const Rule&)>& outcome_of) {
    Diagram left = leaf_of(Outcome::not_applicable);
    for (const JudgedPack& judged : packs_) {
      const Pack& pack = judged.compiled->pack;
      if (!counts(judged) || (!area.empty() && pack.area != area)) continue;
      const Diagram own = scratch_.map(judged.rules, [&](int leaf) {
        return static_cast<int>(leaf == kNotApplicableLeaf
                                    ? Outcome::not_applicable
                                    : outcome_of(pack.support[static_cast<std::size_t>(leaf) - 1]));
      });
      left = scratch_.combine(left, own, [](int x, int y) {
        return static_cast<int>(worse(static_cast<Outcome>(x), static_cast<Outcome>(y)));
      });
    }
    return leaves_of(scratch_, left);
  }

  // Rules in `without` are taken out. Where only the caps of rules differ, the worst cap holds: the level is sure, and
  // a cap says "at best, until more is shown".
  Outcome outcome(const std::string& area, const std::vector<std::string>& without = {}) {
    const auto uncapped = [&](const Rule& rule) {
      const bool waived = std::find(without.begin(), without.end(), rule.id) != without.end();
      return waived ? Outcome::pass : profile_.of(rule.level);
    };
    const auto capped = [&](const Rule& rule) {
      const bool waived = std::find(without.begin(), without.end(), rule.id) != without.end();
      return rule.at_best && !waived ? worse(uncapped(rule), *rule.at_best) : uncapped(rule);
    };
    const std::vector<int> possible = outcomes(area, capped);
    if (possible.size() == 1) return static_cast<Outcome>(possible[0]);
    if (outcomes(area, uncapped).size() > 1) return Outcome::undecided;
    return std::accumulate(possible.begin(), possible.end(), Outcome::not_applicable,
                           [](Outcome worst, int leaf) { return worse(worst, static_cast<Outcome>(leaf)); });
  }

  AreaVerdict judge_area(const std::string& area) {
    AreaVerdict result;
    result.area = area;
    result.assessed = std::any_of(packs_.begin(), packs_.end(), [&](const JudgedPack& judged) {
      return judged.compiled->pack.area == area && judged.assessed;
    });
    for (const JudgedPack& judged : packs_)
      if (judged.compiled->pack.area == area) result.packs.push_back(judge_pack(judged));
    if (!counts(result)) {
      result.level = Level::not_assessed;
      result.outcome = Outcome::not_applicable;
      return result;
    }
    const Diagram levels = level_diagram(area);
    result.possible = as<Level>(leaves_of(scratch_, levels));
    result.level = sure_or_indeterminate(result.possible);
    result.missing = missing_in(levels);
    result.outcome = outcome(area);
    return result;
  }

  PackVerdict judge_pack(const JudgedPack& judged) {
    const Pack& pack = judged.compiled->pack;
    PackVerdict result;
    result.policy = pack.id;
    result.revision = pack.revision;
    result.note = judged.compiled->note;
    if (!counts(judged)) {
      result.level = Level::not_assessed;
      return result;
    }
    result.possible = as<Level>(leaves_of(scratch_, judged.levels));
    result.level = sure_or_indeterminate(result.possible);
    result.missing = missing_in(judged.levels);
    std::vector<std::size_t> rules;
    for (const int leaf : leaves_of(scratch_, judged.rules))
      if (leaf != kNotApplicableLeaf) rules.push_back(static_cast<std::size_t>(leaf) - 1);
    describe_rules(*judged.compiled, rules, result);
    if (options_.path) result.path = walk_path(policies_, *judged.compiled, facts_, allowed_);
    return result;
  }

  void describe_rules(const CompiledPack& compiled, const std::vector<std::size_t>& rules, PackVerdict& result) {
    for (const std::size_t index : rules) {
      const Rule& rule = compiled.pack.support[index];
      result.rules.push_back(rule.id);
      for (const std::string& clause : rule.clauses)
        if (std::find(result.clauses.begin(), result.clauses.end(), clause) == result.clauses.end())
          result.clauses.push_back(clause);
    }
    if (rules.empty() || result.level == Level::indeterminate) return;
    if (rules.size() == 1) result.rule = compiled.pack.support[rules[0]].id;
    std::vector<std::string> reasons;
    result.basis = basis_of(compiled, rules[0]);
    for (const std::size_t index : rules) {
      const Rule& rule = compiled.pack.support[index];
      reasons.push_back(rule.why);
      for (const std::string& obligation : rule.obligations)
        if (std::find(result.obligations.begin(), result.obligations.end(), obligation) == result.obligations.end())
          result.obligations.push_back(obligation);
      if (basis_of(compiled, index) != result.basis) result.basis.reset();
    }
    result.why = join(reasons, "; or ");
  }

  std::optional<Basis> basis_of(const CompiledPack& compiled, std::size_t rule) {
    const Diagram covers = left_of(compiled.covers);
    if (!DiagramStore::is_leaf(covers)) return std::nullopt;
    if (DiagramStore::leaf_value(covers) == 0) return Basis::extrapolated;
    return surely(compiled.explicit_when[rule]) ? Basis::explicit_ : compiled.pack.support[rule].basis;
  }

  void judge_boundaries(const CompiledPack& compiled) {
    for (std::size_t i = 0; i < compiled.pack.boundaries.size(); ++i) {
      const Boundary& source = compiled.pack.boundaries[i];
      const Diagram left = left_of(compiled.boundaries[i]);
      BoundaryVerdict result;
      result.id = source.id;
      result.policy = compiled.pack.id;
      result.feature = source.feature;
      for (const int leaf : leaves_of(scratch_, left)) result.possible.push_back(state_of(leaf));
      std::sort(result.possible.begin(), result.possible.end());
      result.state = result.possible.size() == 1 ? result.possible[0] : BoundaryState::unknown;
      result.responsible = source.responsible;
      result.basis = source.basis;
      result.clauses = source.clauses;
      result.why = source.why;
      result.remedy = source.remedy;
      result.missing = missing_in(left);
      if (result.state != BoundaryState::not_applicable) result.because = because(source.feature);
      verdict_.boundaries.push_back(std::move(result));
    }
  }

  static BoundaryState state_of(int leaf) {
    switch (leaf) {
      case kClear:
        return BoundaryState::clear;
      case kReachable:
        return BoundaryState::reachable;
      case kCrossed:
        return BoundaryState::crossed;
      default:
        return BoundaryState::not_applicable;
    }
  }

  std::vector<std::string> because(const std::string& feature) const {
    std::vector<std::string> result;
    const Fact* fact = facts_.find(feature);
    if (!fact || !fact->known()) return result;
    for (const std::string& name : fact->from)
      if (const Fact* input = facts_.find(name); input && input->known())
        result.push_back(name + " = " + to_words(*input->value));
    return result;
  }

  void collect_advice(const JudgedPack& judged) {
    const Pack& pack = judged.compiled->pack;
    if (!judged.assessed) return;
    const std::vector<int> leaves = leaves_of(scratch_, judged.rules);
    if (leaves.front() == kNotApplicableLeaf) return;
    for (std::size_t i = 0; i < pack.advice.size(); ++i) {
      const Advice& advice = pack.advice[i];
      const CompiledAdvice& compiled = judged.compiled->advice[i];
      const bool on = advice.on.empty() || std::all_of(leaves.begin(), leaves.end(), [&](int leaf) {
                        const std::string& rule = pack.support[static_cast<std::size_t>(leaf) - 1].id;
                        return std::find(advice.on.begin(), advice.on.end(), rule) != advice.on.end();
                      });
      if (on && surely(compiled.when) && !surely(compiled.unless))
        verdict_.advice.push_back({advice.id, pack.id, filled_in(advice.text), advice.clauses});
    }
  }

  // "{guest.role}" becomes the fact's value in words.
  std::string filled_in(std::string text) const {
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) break;
      const Fact* fact = facts_.find(text.substr(open + 1, close - open - 1));
      text.replace(open, close - open + 1, fact && fact->known() ? to_words(*fact->value) : "unknown");
    }
    return text;
  }

  Outcome outcome_of(const BoundaryVerdict& boundary) const {
    switch (boundary.state) {
      case BoundaryState::crossed:
        return boundary.basis == Basis::explicit_ ? profile_.crossed_explicit : profile_.crossed;
      case BoundaryState::reachable:
        return profile_.reachable;
      case BoundaryState::unknown:
        return profile_.unknown;
      default:
        return Outcome::not_applicable;
    }
  }

  // Boundaries count beside the levels, except those in `without`. One that lets pass changes nothing.
  Outcome with_boundaries(Outcome outcome, const std::vector<std::string>& without) const {
    for (const BoundaryVerdict& boundary : verdict_.boundaries) {
      const Outcome own = outcome_of(boundary);
      const bool waived = std::find(without.begin(), without.end(), boundary.id) != without.end();
      if (!waived && own != Outcome::pass) outcome = worse(outcome, own);
    }
    return outcome;
  }

  void decide_outcome() {
    verdict_.outcome = with_boundaries(outcome({}), {});
    if (options_.waivers.empty()) return;
    std::vector<std::string> without;
    for (const AppliedWaiver& waiver : options_.waivers) without.push_back(waiver.rule);
    verdict_.waivers = options_.waivers;
    if (with_boundaries(outcome({}, without), without) < verdict_.outcome) verdict_.outcome = Outcome::waived;
  }

  static Level sure_or_indeterminate(const std::vector<Level>& possible) {
    return possible.size() == 1 ? possible[0] : Level::indeterminate;
  }

  std::vector<MissingFact> missing_in(Diagram diagram) const {
    std::vector<MissingFact> missing;
    for (const int variable : variables_of(scratch_, diagram)) {
      const std::string& name = policies_.domain.domain_of(variable).fact;
      if (!missing.empty() && missing.back().fact == name) continue;  // a list's variables lie side by side
      const Fact* fact = facts_.find(name);
      missing.push_back({name, fact ? fact->unknown : Unknown{}});
    }
    return missing;
  }

  const PolicySet& policies_;
  const Facts& facts_;
  const Profile& profile_;
  const JudgeOptions& options_;
  std::vector<CellSet> allowed_;
  DiagramStore scratch_;
  std::vector<JudgedPack> packs_;
  Verdict verdict_;
};

}  // namespace

Verdict judge(const PolicySet& policies, const Facts& facts, const Profile& profile, const JudgeOptions& options) {
  return Judgement(policies, facts, profile, options).run();
}

}  // namespace hvcompat
