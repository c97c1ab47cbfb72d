// Boundaries: what the vendor alone answers for, and whether this guest is beyond that line.
#include <algorithm>

#include "verdict/restricted.hpp"

namespace hvcompat {
namespace {

BoundaryState state_of(int leaf) {
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

}  // namespace

std::vector<std::string> because(const Facts& facts, const std::string& feature, const FactWords& words) {
  std::vector<std::string> result;
  const Fact* fact = facts.find(feature);
  if (!fact || !fact->known()) return result;
  for (const std::string& name : fact->from)
    if (const Fact* input = facts.find(name); input && input->known())
      result.push_back(name + " = " + words(name, *input->value));
  return result;
}

BoundaryVerdict judge_boundary(Restricted& left, const CompiledPack& compiled, std::size_t boundary) {
  const Boundary& source = compiled.pack.boundaries[boundary];
  const Diagram diagram = left.left_of(compiled.boundaries[boundary]);
  BoundaryVerdict result;
  result.id = source.id;
  result.policy = compiled.pack.id;
  result.feature = source.feature;
  const std::vector<int> leaves = left.leaves(diagram);
  for (const int leaf : leaves) result.possible.push_back(state_of(leaf));
  std::sort(result.possible.begin(), result.possible.end());
  result.state = boundary_state(leaves);
  result.responsible = source.responsible;
  result.basis = source.basis;
  result.clauses = source.clauses;
  result.why = source.why;
  result.remedy = source.remedy;
  result.missing = left.missing_in(diagram);
  if (result.state != BoundaryState::not_applicable)
    result.because = because(left.facts(), source.feature, plain_words);
  return result;
}

BoundaryState boundary_state(const std::vector<int>& leaves) {
  return leaves.size() == 1 ? state_of(leaves[0]) : BoundaryState::unknown;
}

std::vector<BoundaryVerdict> judge_boundaries(Restricted& left) {
  std::vector<BoundaryVerdict> result;
  for (const RestrictedPack& pack : left.packs())
    for (std::size_t i = 0; i < pack.compiled->boundaries.size(); ++i)
      result.push_back(judge_boundary(left, *pack.compiled, i));
  return result;
}

}  // namespace hvcompat
