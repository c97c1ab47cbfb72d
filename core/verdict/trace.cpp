// From the facts that packs read to the facts that somebody can supply.
#include <algorithm>
#include <set>

#include "verdict/judge.hpp"

namespace hvcompat {
namespace {

void trace(const std::string& name, const Facts& facts, std::set<std::string>& seen, std::vector<MissingFact>& result) {
  if (!seen.insert(name).second) return;
  const Fact* fact = facts.find(name);
  bool followed = false;
  if (fact && !fact->known())
    for (const std::string& input : fact->from) {
      const Fact* cause = facts.find(input);
      if (input == name || (cause && cause->known())) continue;
      trace(input, facts, seen, result);
      followed = true;
    }
  if (!followed) result.push_back({name, fact ? fact->unknown : Unknown{}});
}

std::string default_remedy(const std::string& name) {
  const FactSpec* spec = find_fact(name);
  if (!spec || spec->origin == FactOrigin::derived) return {};
  if (spec->entity == Entity::customer)
    return "add \"customer\": {\"" + name.substr(name.find('.') + 1) + "\": …} to the site file";
  return "attest `" + name + "` in the site file";
}

}  // namespace

std::vector<MissingFact> traced(const std::vector<MissingFact>& missing, const Facts& facts) {
  std::vector<MissingFact> result;
  std::set<std::string> seen;
  for (const MissingFact& entry : missing) trace(entry.fact, facts, seen, result);
  for (MissingFact& entry : result) {
    if (entry.unknown.remedy.empty()) entry.unknown.remedy = default_remedy(entry.fact);
    if (entry.fact.starts_with("customer.") && entry.unknown.reason == "not-asked")
      entry.unknown.reason = "not-exposed";
  }
  return result;
}

void trace_missing(Verdict& verdict, const Facts& facts) {
  const auto trace = [&](std::vector<MissingFact>& missing) { missing = traced(missing, facts); };
  trace(verdict.missing);
  for (AreaVerdict& area : verdict.areas) {
    trace(area.missing);
    for (PackVerdict& pack : area.packs) trace(pack.missing);
  }
  for (BoundaryVerdict& boundary : verdict.boundaries) trace(boundary.missing);
}

}  // namespace hvcompat
