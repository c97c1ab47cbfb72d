// The judgement of one guest: restrict every diagram to what is known, and read the answer off what is left.
#include "verdict/judge.hpp"

#include <algorithm>

#include "text/lists.hpp"
#include "verdict/path.hpp"
#include "verdict/restricted.hpp"

namespace hvcompat {
namespace {

Level sure_or_indeterminate(const std::vector<Level>& possible) {
  return possible.size() == 1 ? possible[0] : Level::indeterminate;
}

// The indices of the rules that may decide, in pack order.
std::vector<std::size_t> open_rules(Restricted& left, const RestrictedPack& pack) {
  std::vector<std::size_t> rules;
  for (const int leaf : left.leaves(pack.rules))
    if (leaf != kNotApplicableLeaf) rules.push_back(static_cast<std::size_t>(leaf) - 1);
  return rules;
}

// Not known where it is not known whether the article names the guest.
std::optional<Basis> basis_of(Restricted& left, const CompiledPack& compiled, std::size_t rule) {
  const Diagram covers = left.left_of(compiled.covers);
  if (!DiagramStore::is_leaf(covers)) return std::nullopt;
  if (DiagramStore::leaf_value(covers) == 0) return Basis::extrapolated;
  return left.surely(compiled.explicit_when[rule]) ? Basis::explicit_ : compiled.pack.support[rule].basis;
}

// Of several rules of one level the last surely holds, the others may: its reason is the one that stands in every case,
// while the obligations of all count.
void describe_decision(Restricted& left, const CompiledPack& compiled, const std::vector<std::size_t>& rules,
                       PackVerdict& result) {
  if (rules.size() == 1) result.rule = compiled.pack.support[rules[0]].id;
  result.basis = basis_of(left, compiled, rules[0]);
  for (const std::size_t index : rules) {
    const Rule& rule = compiled.pack.support[index];
    add_all_new(result.obligations, rule.obligations);
    add_all_new(result.reproduce_on, rule.reproduce_on);
    if (basis_of(left, compiled, index) != result.basis) result.basis.reset();
  }
  result.why = compiled.pack.support[rules.back()].why;
}

PackVerdict judge_pack(Restricted& left, const RestrictedPack& pack, const JudgeOptions& options) {
  PackVerdict result;
  result.policy = pack.compiled->pack.id;
  result.revision = pack.compiled->pack.revision;
  result.note = pack.compiled->note;
  if (!pack.counts) {
    result.level = Level::not_assessed;
    return result;
  }
  result.possible = as<Level>(left.leaves(pack.levels));
  result.level = sure_or_indeterminate(result.possible);
  result.missing = left.missing_in(pack.levels);
  const std::vector<std::size_t> rules = open_rules(left, pack);
  for (const std::size_t index : rules) {
    result.rules.push_back(pack.compiled->pack.support[index].id);
    add_all_new(result.clauses, pack.compiled->pack.support[index].clauses);
  }
  if (!rules.empty() && result.level != Level::indeterminate) describe_decision(left, *pack.compiled, rules, result);
  if (options.path) result.path = walk_path(left.policies(), *pack.compiled, left.facts(), left.allowed());
  return result;
}

AreaVerdict judge_area(Restricted& left, const std::string& area, const JudgeOptions& options) {
  AreaVerdict result;
  result.area = area;
  result.assessed = false;
  bool counts = false;
  for (const RestrictedPack& pack : left.packs()) {
    if (pack.compiled->pack.area != area) continue;
    result.assessed = result.assessed || pack.assessed;
    counts = counts || pack.counts;
    result.packs.push_back(judge_pack(left, pack, options));
  }
  if (!counts) {
    result.level = Level::not_assessed;
    result.outcome = Outcome::not_applicable;
    return result;
  }
  const Diagram levels = left.area_levels(area);
  result.possible = as<Level>(left.leaves(levels));
  result.level = sure_or_indeterminate(result.possible);
  result.missing = left.missing_in(levels);
  result.outcome = outcome_of_levels(left, area);
  return result;
}

}  // namespace

Verdict judge_levels(Restricted& left, const JudgeOptions& options) {
  Verdict verdict;
  Diagram levels = leaf_of(Level::not_applicable);
  for (const std::string& area : left.policies().areas()) {
    verdict.areas.push_back(judge_area(left, area, options));
    levels = left.worst(levels, left.area_levels(area));
  }
  verdict.possible = as<Level>(left.leaves(levels));
  verdict.level = sure_or_indeterminate(verdict.possible);
  verdict.missing = left.missing_in(levels);
  return verdict;
}

Verdict judge(const PolicySet& policies, const Facts& facts, const Profile& profile, const JudgeOptions& options) {
  Restricted left(policies, facts, profile);
  Verdict verdict = judge_levels(left, options);
  verdict.boundaries = judge_boundaries(left);
  verdict.advice = collect_advice(left, plain_words);
  verdict.waivers = options.waivers;
  verdict.outcome = outcome_of_guest(left, verdict.boundaries, options.waivers);
  return verdict;
}

}  // namespace hvcompat
