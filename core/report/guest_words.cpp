// Words for guests, packs, boundaries and waivers.
#include "report/guest_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/lists.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

int badness(Outcome outcome) {
  switch (outcome) {
    case Outcome::warn:
      return 1;
    case Outcome::undecided:
      return 2;
    case Outcome::fail:
      return 3;
    case Outcome::error:
      return 4;
    case Outcome::pass:
    case Outcome::not_applicable:
    case Outcome::waived:
      break;
  }
  return 0;
}

const AppliedWaiver* waiver_for(const Verdict& verdict, const std::string& rule) {
  const auto found = std::ranges::find(verdict.waivers, rule, &AppliedWaiver::rule);
  return found == verdict.waivers.end() ? nullptr : &*found;
}

}  // namespace

const std::string& called(const GuestReport& guest) { return guest.name.empty() ? guest.id : guest.name; }

std::vector<const PackVerdict*> deciding_packs(const AreaVerdict& area) {
  std::vector<const PackVerdict*> packs;
  if (!area.assessed) return packs;
  for (const PackVerdict& pack : area.packs) {
    if (pack.level == area.level) packs.push_back(&pack);
  }
  return packs;
}

Deciding deciding(const Verdict& verdict) {
  Deciding result;
  for (const AreaVerdict& area : verdict.areas) {
    if (area.level != verdict.level) continue;
    for (const PackVerdict* pack : deciding_packs(area)) {
      add_all_new(result.rules, pack->rules);
      add_all_new(result.clauses, pack->clauses);
      if (!pack->why.empty()) add_new(result.why, pack->why);
    }
  }
  return result;
}

std::string rule_of(const PackVerdict& pack) {
  if (pack.rule) return *pack.rule;
  return pack.rules.empty() || pack.level == Level::indeterminate ? std::string{} : pack.rules.back();
}

std::vector<std::string> boundaries_in(const Verdict& verdict, BoundaryState state) {
  std::vector<std::string> ids;
  for (const BoundaryVerdict& boundary : verdict.boundaries) {
    if (boundary.state == state) add_new(ids, boundary.id);
  }
  return ids;
}

std::optional<Outcome> boundary_outcome(const Verdict& verdict) {
  int worst = 0;
  for (const AreaVerdict& area : verdict.areas) {
    if (area.assessed) worst = std::max(worst, badness(area.outcome));
  }
  return badness(verdict.outcome) > worst ? std::optional(verdict.outcome) : std::nullopt;
}

const AppliedWaiver* waiver_of(const Verdict& verdict, const PackVerdict& pack) {
  const AppliedWaiver* waiver = nullptr;
  for (const std::string& rule : pack.rules) {
    waiver = waiver_for(verdict, rule);
    if (!waiver) return nullptr;
  }
  return waiver;
}

const AppliedWaiver* waiver_of(const Verdict& verdict, const BoundaryVerdict& boundary) {
  return waiver_for(verdict, boundary.id);
}

const AppliedWaiver* waiver_of_whole(const Verdict& verdict) {
  return verdict.outcome == Outcome::waived && !verdict.waivers.empty() ? &verdict.waivers.front() : nullptr;
}

std::string in_words(const std::vector<MissingFact>& missing) {
  std::vector<std::string> words;
  for (const MissingFact& fact : missing) {
    const std::string& remedy = fact.unknown.remedy.empty() ? fact.unknown.detail : fact.unknown.remedy;
    words.push_back(fmt::format("{} ({}{}{})", fact.fact, fact.unknown.reason, remedy.empty() ? "" : ": ", remedy));
  }
  return join(words, ", ");
}

std::string in_words(const AppliedWaiver& waiver) {
  return fmt::format("waiver of {} until {} by {}: {} ({})", waiver.rule, waiver.expires, waiver.owner, waiver.reason,
                     waiver.where);
}

std::string in_words(const CollectionError& error) {
  std::string text = error.scope == "target" ? std::string{} : fmt::format("{} {}: ", error.scope, error.id);
  text += fmt::format("{}: {}", error.code, error.text);
  return error.remedy.empty() ? text : fmt::format("{}: {}", text, error.remedy);
}

std::string source_in_words(const PackVerdict& pack) {
  std::string text = fmt::format("{} of {}@{}", join(pack.rules, " or "), pack.policy, pack.revision);
  if (pack.clauses.empty()) return text;
  return fmt::format("{}, clause{} {}", text, pack.clauses.size() == 1 ? "" : "s", join(pack.clauses, ", "));
}

std::vector<std::string> names_of(const std::vector<Level>& levels) {
  std::vector<std::string> names;
  for (const Level level : levels) names.emplace_back(name_of(level));
  return names;
}

}  // namespace hvcompat
