// From the verdicts of a sample to clauses.
#include "access/open_clauses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace hvcompat {
namespace {

struct Open {
  std::set<std::string> carriers;
  std::set<std::string> facts;
  std::size_t guests = 0;
  const GuestReport* last = nullptr;  // counted once, however many rules carry the clause
};

using OpenByClause = std::map<std::string, Open>;

struct Waiting {
  const GuestReport& guest;
  const std::vector<MissingFact>& missing;
  const std::vector<std::string>& accept;
};

void add(OpenByClause& open, const std::vector<std::string>& clauses, const std::string& carrier,
         const Waiting& waiting) {
  std::set<std::string> facts;
  for (const MissingFact& missing : waiting.missing)
    if (!is_accepted(waiting.accept, missing.fact)) facts.insert(missing.fact);
  if (facts.empty()) return;
  for (const std::string& clause : clauses) {
    Open& entry = open[clause];
    entry.carriers.insert(carrier);
    entry.facts.insert(facts.begin(), facts.end());
    if (entry.last != &waiting.guest) ++entry.guests;
    entry.last = &waiting.guest;
  }
}

// Nothing is missing where all rules that may decide are of one level.
void add_rules(OpenByClause& open, const Pack& pack, const GuestReport& guest, const std::vector<std::string>& accept) {
  for (const AreaVerdict& area : guest.verdict.areas)
    for (const PackVerdict& verdict : area.packs) {
      if (verdict.policy != pack.id || verdict.revision != pack.revision) continue;
      for (const std::string& id : verdict.rules)
        if (const Rule* rule = pack.rule(id)) add(open, rule->clauses, "rule " + id, {guest, verdict.missing, accept});
    }
}

void add_boundaries(OpenByClause& open, const Pack& pack, const GuestReport& guest,
                    const std::vector<std::string>& accept) {
  for (const BoundaryVerdict& boundary : guest.verdict.boundaries)
    if (boundary.policy == pack.id)
      add(open, boundary.clauses, "boundary " + boundary.id, {guest, boundary.missing, accept});
}

OpenClause as_value(const Pack& pack, const Clause& clause, const Open& open) {
  OpenClause result;
  result.policy = pack.id;
  result.revision = pack.revision;
  result.clause = clause.id;
  result.where = clause.where;
  result.carriers.assign(open.carriers.begin(), open.carriers.end());
  result.facts.assign(open.facts.begin(), open.facts.end());
  result.guests = open.guests;
  return result;
}

}  // namespace

std::vector<OpenClause> open_clauses(const std::vector<GuestReport>& guests, const PolicySet& policies,
                                     const std::vector<std::string>& accept) {
  std::vector<OpenClause> result;
  for (const CompiledPack& compiled : policies.packs) {
    OpenByClause open;
    for (const GuestReport& guest : guests) {
      add_rules(open, compiled.pack, guest, accept);
      add_boundaries(open, compiled.pack, guest, accept);
    }
    for (const Clause& clause : compiled.pack.clauses) {
      const auto found = open.find(clause.id);
      if (found != open.end()) result.push_back(as_value(compiled.pack, clause, found->second));
    }
  }
  return result;
}

}  // namespace hvcompat
