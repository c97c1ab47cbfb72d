// Restriction of all packs to one guest.
#include "verdict/restricted.hpp"

#include <algorithm>

namespace hvcompat {
namespace {

Level level_of(const Pack& pack, int leaf) {
  return leaf == kNotApplicableLeaf ? Level::not_applicable : pack.support[static_cast<std::size_t>(leaf) - 1].level;
}

}  // namespace

Restricted::Restricted(const PolicySet& policies, const Facts& facts, const Profile& profile)
    : policies_(policies), facts_(facts), profile_(profile), allowed_(policies.domain.allowed(facts)) {
  for (const CompiledPack& compiled : policies_.packs) packs_.push_back(restricted(compiled));
}

RestrictedPack Restricted::restricted(const CompiledPack& compiled) {
  const Pack& pack = compiled.pack;
  RestrictedPack result;
  result.compiled = &compiled;
  result.rules = left_of(compiled.rules);
  result.levels = scratch_.map(result.rules, [&](int leaf) { return static_cast<int>(level_of(pack, leaf)); });
  result.assessed = is_assessed(pack) || result.levels == leaf_of(Level::not_applicable);
  const std::vector<std::string>& required = profile_.require;
  result.counts = result.assessed || std::find(required.begin(), required.end(), pack.area) != required.end();
  return result;
}

bool Restricted::is_assessed(const Pack& pack) const {
  return pack.needs_any.empty() || std::any_of(pack.needs_any.begin(), pack.needs_any.end(), [&](const auto& name) {
           const Fact* fact = facts_.find(name);
           return fact && fact->known();
         });
}

Diagram Restricted::worst(Diagram a, Diagram b) {
  return scratch_.combine(
      a, b, [](int x, int y) { return static_cast<int>(worse(static_cast<Level>(x), static_cast<Level>(y))); });
}

Diagram Restricted::area_levels(const std::string& area) {
  Diagram levels = leaf_of(Level::not_applicable);
  for (const RestrictedPack& pack : packs_)
    if (pack.counts && pack.compiled->pack.area == area) levels = worst(levels, pack.levels);
  return levels;
}

std::vector<int> Restricted::outcomes(const std::string& area, const std::function<Outcome(const Rule&)>& outcome_of) {
  Diagram left = leaf_of(Outcome::not_applicable);
  for (const RestrictedPack& restricted : packs_) {
    const Pack& pack = restricted.compiled->pack;
    if (!restricted.counts || (!area.empty() && pack.area != area)) continue;
    const Diagram own = scratch_.map(restricted.rules, [&](int leaf) {
      if (leaf == kNotApplicableLeaf) return static_cast<int>(Outcome::not_applicable);
      return static_cast<int>(outcome_of(pack.support[static_cast<std::size_t>(leaf) - 1]));
    });
    left = scratch_.combine(left, own, [](int x, int y) {
      return static_cast<int>(worse(static_cast<Outcome>(x), static_cast<Outcome>(y)));
    });
  }
  return leaves(left);
}

std::vector<MissingFact> Restricted::missing_in(Diagram left) const {
  std::vector<MissingFact> missing;
  for (const int variable : variables_of(scratch_, left)) {
    const std::string& name = policies_.domain.domain_of(variable).fact;
    if (!missing.empty() && missing.back().fact == name) continue;  // a list's variables lie side by side
    const Fact* fact = facts_.find(name);
    missing.push_back({name, fact ? fact->unknown : Unknown{}});
  }
  return missing;
}

}  // namespace hvcompat
