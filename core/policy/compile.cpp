// From conditions to diagrams.
#include "policy/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace hvcompat {
namespace {

const Diagram kNo = DiagramStore::leaf(0);
const Diagram kYes = DiagramStore::leaf(1);

class Compiler {
 public:
  explicit Compiler(PolicySet& set) : set_(set) {}

  void compile(CompiledPack& compiled) {
    const Pack& pack = compiled.pack;
    const Diagram applies = compiled.applies = condition(pack.applies_to);
    Diagram rules = kNo;
    for (std::size_t i = pack.support.size(); i-- > 0;)
      rules = set_.store.choose(condition(pack.support[i].when), DiagramStore::leaf(static_cast<int>(i) + 1), rules);
    compiled.rules = set_.store.choose(applies, rules, DiagramStore::leaf(kNotApplicableLeaf));
    for (const Rule& rule : pack.support) {
      compiled.rule_when.push_back(condition(rule.when));
      compiled.explicit_when.push_back(rule.explicit_when ? condition(*rule.explicit_when) : kNo);
    }
    for (const Boundary& entry : pack.boundaries) compiled.boundaries.push_back(boundary(entry, applies));
    for (const Advice& entry : pack.advice)
      compiled.advice.push_back({condition(entry.when), entry.unless ? condition(*entry.unless) : kNo});
    if (pack.covers) compiled.covers = condition(*pack.covers);
  }

 private:
  Diagram both(Diagram a, Diagram b) { return set_.store.choose(a, b, kNo); }
  Diagram either(Diagram a, Diagram b) { return set_.store.choose(a, kYes, b); }
  Diagram negated(Diagram a) { return set_.store.choose(a, kNo, kYes); }

  Diagram condition(const Condition& source) {
    switch (source.kind) {
      case Condition::Kind::always:
        return kYes;
      case Condition::Kind::negation:
        return negated(condition(source.parts.at(0)));
      case Condition::Kind::test:
        return test(source.test);
      default:
        break;
    }
    const bool all = source.kind == Condition::Kind::all;
    Diagram result = all ? kYes : kNo;
    for (const Condition& part : source.parts)
      result = all ? both(result, condition(part)) : either(result, condition(part));
    return result;
  }

  Diagram test(const FactTest& source) {
    const FactDomain& domain = *set_.domain.find(source.fact);
    if (domain.type == FactType::list) return list_test(domain, source);
    const CellSet holding = Domain::holding(domain, source);
    std::vector<Diagram> children;
    for (std::size_t cell = 0; cell < domain.cells(); ++cell) children.push_back(holding.has(cell) ? kYes : kNo);
    return set_.store.node(domain.first_variable, children);
  }

  Diagram member(const FactDomain& domain, std::size_t index) {
    const Diagram children[] = {kNo, kYes};
    return set_.store.node(domain.first_variable + static_cast<int>(index), children);
  }

  Diagram list_test(const FactDomain& domain, const FactTest& source) {
    Diagram named = kNo;    // one of the operands is a member
    Diagram unnamed = kNo;  // something else is
    for (std::size_t i = 0; i < domain.variables(); ++i) {
      const bool is_operand = i < domain.names.size() && std::find(source.operands.begin(), source.operands.end(),
                                                                   Value(domain.names[i])) != source.operands.end();
      Diagram& side = is_operand ? named : unnamed;
      side = either(side, member(domain, i));
    }
    if (source.op == TestOp::contains) return named;
    if (source.op == TestOp::only_in) return both(named, negated(unnamed));
    const Diagram filled = either(named, unnamed);
    return std::get<bool>(source.operands.at(0)) ? negated(filled) : filled;
  }

  Diagram boundary(const Boundary& entry, Diagram applies) {
    const FactDomain& feature = *set_.domain.find(entry.feature);
    std::vector<Diagram> children;
    for (const std::string& state : feature.names)
      children.push_back(DiagramStore::leaf(state == "in-use" ? kCrossed : state == "available" ? kReachable : kClear));
    const Diagram state = set_.store.node(feature.first_variable, children);
    return set_.store.choose(both(applies, condition(entry.when)), state, DiagramStore::leaf(kNoBoundary));
  }

  PolicySet& set_;
};

void for_each_test_of(const Pack& pack, const std::function<void(const FactTest&)>& visit) {
  for_each_test(pack.applies_to, visit);
  if (pack.covers) for_each_test(*pack.covers, visit);
  for (const Rule& rule : pack.support) {
    for_each_test(rule.when, visit);
    if (rule.explicit_when) for_each_test(*rule.explicit_when, visit);
  }
  for (const Boundary& boundary : pack.boundaries) {
    for_each_test(boundary.when, visit);
    visit({boundary.feature, FactType::enumeration, TestOp::is, {Value(std::string("in-use"))}});
  }
  for (const Advice& advice : pack.advice) {
    for_each_test(advice.when, visit);
    if (advice.unless) for_each_test(*advice.unless, visit);
  }
}

Error in_pack(const Pack& pack, std::string message) {
  Error error = usage_error(std::move(message));
  error.where.file = pack.file.string();
  return error;
}

void add_facts(Domain& domain, const Pack& pack, Errors& errors) {
  for_each_test_of(pack, [&](const FactTest& test) {
    const FactDomain* known = domain.find(test.fact);
    if (!known || known->type == test.type) return domain.add(test);
    errors.push_back(in_pack(pack, fmt::format("fact `{}` is tested as {} here and as {} elsewhere", test.fact,
                                               name_of(test.type), name_of(known->type))));
  });
}

void find_dead_rules(const PolicySet& set, const CompiledPack& compiled, Errors& errors) {
  const std::vector<int> alive = leaves_of(set.store, compiled.rules);
  for (std::size_t i = 0; i < compiled.pack.support.size(); ++i) {
    if (std::binary_search(alive.begin(), alive.end(), static_cast<int>(i) + 1)) continue;
    const Rule& rule = compiled.pack.support[i];
    errors.push_back(usage_error(fmt::format("rule `{}` can never decide: whenever it holds, an earlier rule does, "
                                             "or the pack does not apply",
                                             rule.id),
                                 "move it up, or take it out"));
    errors.back().where = rule.where;
  }
}

}  // namespace

std::vector<std::string> PolicySet::areas() const {
  std::vector<std::string> areas;
  for (const CompiledPack& compiled : packs)
    if (std::find(areas.begin(), areas.end(), compiled.pack.area) == areas.end()) areas.push_back(compiled.pack.area);
  return areas;
}

Loaded<PolicySet> compile_policies(std::vector<NotedPack> packs) {
  PolicySet set;
  Errors errors;
  for (const NotedPack& noted : packs) add_facts(set.domain, noted.pack, errors);
  if (!errors.empty()) return errors;
  set.domain.seal();
  Compiler compiler(set);
  for (NotedPack& noted : packs) {
    CompiledPack compiled;
    compiled.pack = std::move(noted.pack);
    compiled.note = std::move(noted.note);
    compiler.compile(compiled);
    find_dead_rules(set, compiled, errors);
    set.packs.push_back(std::move(compiled));
  }
  if (!errors.empty()) return errors;
  return set;
}

}  // namespace hvcompat
