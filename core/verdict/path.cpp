// Paths: every test of every rule that was tried, with its truth.
#include "verdict/path.hpp"

#include <algorithm>

namespace hvcompat {
namespace {

std::optional<bool> truth(const PolicySet& policies, Diagram condition, const std::vector<CellSet>& allowed) {
  DiagramStore scratch;
  const Diagram left = restrict(policies.store, condition, allowed, scratch);
  if (!DiagramStore::is_leaf(left)) return std::nullopt;
  return DiagramStore::leaf_value(left) != 0;
}

std::optional<bool> list_truth(const FactTest& test, const Facts& facts) {
  const TextList* list = facts.list(test.fact);
  if (!list) return std::nullopt;
  if (test.op == TestOp::empty) return list->empty() == std::get<bool>(test.operands.at(0));
  const auto named = [&](const std::string& item) {
    return std::find(test.operands.begin(), test.operands.end(), Value(item)) != test.operands.end();
  };
  if (test.op == TestOp::contains) return std::any_of(list->begin(), list->end(), named);
  return !list->empty() && std::all_of(list->begin(), list->end(), named);
}

std::optional<bool> scalar_truth(const FactDomain& domain, const FactTest& test, const CellSet& allowed) {
  const CellSet holding = Domain::holding(domain, test);
  bool some = false;
  bool all = true;
  for (std::size_t cell = 0; cell < allowed.size(); ++cell) {
    if (!allowed.has(cell)) continue;
    some = some || holding.has(cell);
    all = all && holding.has(cell);
  }
  if (all) return true;
  return some ? std::nullopt : std::optional(false);
}

PathTest path_test(const PolicySet& policies, const FactTest& test, const Facts& facts,
                   const std::vector<CellSet>& allowed) {
  PathTest result;
  result.fact = test.fact;
  result.test = in_words(test);
  if (const Fact* fact = facts.find(test.fact); fact && fact->known()) {
    result.value = to_words(*fact->value);
    result.evidence = fact->evidence;
  }
  const FactDomain& domain = *policies.domain.find(test.fact);
  result.holds = domain.type == FactType::list
                     ? list_truth(test, facts)
                     : scalar_truth(domain, test, allowed[static_cast<std::size_t>(domain.first_variable)]);
  return result;
}

}  // namespace

std::vector<PathStep> walk_path(const PolicySet& policies, const CompiledPack& compiled, const Facts& facts,
                                const std::vector<CellSet>& allowed) {
  std::vector<PathStep> path;
  const auto add = [&](const std::string& id, const Condition& condition, std::optional<bool> holds) {
    PathStep step{id, holds, {}};
    for_each_test(condition,
                  [&](const FactTest& test) { step.tests.push_back(path_test(policies, test, facts, allowed)); });
    path.push_back(std::move(step));
  };
  const Pack& pack = compiled.pack;
  add("applies_to", pack.applies_to, truth(policies, compiled.applies, allowed));
  if (path.back().holds == false) return path;
  for (std::size_t i = 0; i < pack.support.size(); ++i) {
    add(pack.support[i].id, pack.support[i].when, truth(policies, compiled.rule_when[i], allowed));
    if (path.back().holds == true) break;
  }
  return path;
}

}  // namespace hvcompat
