// Facts of two reports side by side.
#include "diff/fact_changes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace hvcompat {
namespace {

constexpr std::string_view kDerivedFrom = "derived from ";
constexpr std::string_view kIs = " = ";

// A fact in words, since lesser reports hold nothing else.
struct Told {
  bool known = false;
  std::string words;
  std::string evidence;

  bool same_as(const Told& other) const { return known == other.known && (!known || words == other.words); }
};

// "derived from a, b; note"
std::vector<std::string> inputs_in(const std::string& evidence) {
  std::vector<std::string> names;
  if (!evidence.starts_with(kDerivedFrom)) return names;
  std::string_view rest = std::string_view(evidence).substr(kDerivedFrom.size());
  rest = rest.substr(0, rest.find(';'));
  while (!rest.empty()) {
    const std::size_t end = rest.find(", ");
    names.emplace_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 2);
  }
  return names;
}

// Everything that the answer of one guest read, by itself or through derived facts.
class Reading {
 public:
  explicit Reading(const GuestReport& guest) : guest_(guest) {
    for (const AreaVerdict& area : guest.verdict.areas) read(area);
    for (const BoundaryVerdict& boundary : guest.verdict.boundaries) read(boundary);
    read(guest.verdict.missing);
  }

  const std::set<std::string>& names() const { return names_; }
  bool reads_itself(const std::string& name) const { return itself_.contains(name); }

  void add(const std::string& name) {
    if (!names_.insert(name).second) return;
    const Fact* fact = guest_.facts.find(name);
    if (!fact) return;
    for (const std::string& input : inputs_in(fact->evidence)) add(input);
  }

  // Nothing where the report does not hold it.
  std::optional<Told> told(const std::string& name) const {
    const Fact* fact = guest_.facts.find(name);
    if (fact && fact->known()) return Told{true, to_words(*fact->value), fact->evidence};
    if (fact) return Told{false, "unknown (" + fact->unknown.reason + ")", fact->unknown.detail};
    if (holds_facts(guest_)) return Told{false, "unknown (not-asked)", {}};
    const auto found = beside_.find(name);
    return found == beside_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  void read(const std::string& name) {
    itself_.insert(name);
    add(name);
  }

  void read(const AreaVerdict& area) {
    read(area.missing);
    for (const PackVerdict& pack : area.packs) {
      read(pack.missing);
      for (const PathStep& step : pack.path)
        for (const PathTest& test : step.tests) read(test.fact);
    }
  }

  void read(const BoundaryVerdict& boundary) {
    read(boundary.feature);
    read(boundary.missing);
    for (const std::string& text : boundary.because) {
      const std::size_t is = text.find(kIs);
      if (is == std::string::npos) continue;
      const std::string name = text.substr(0, is);
      beside_[name] = Told{true, text.substr(is + kIs.size()), {}};
      // Else they are what the feature came from, and it stands for them.
      if (!holds_facts(guest_)) read(name);
    }
  }

  void read(const std::vector<MissingFact>& missing) {
    for (const MissingFact& fact : missing) {
      beside_[fact.fact] = Told{false, "unknown (" + fact.unknown.reason + ")", fact.unknown.detail};
      read(fact.fact);
    }
  }

  const GuestReport& guest_;
  std::set<std::string> names_;
  std::set<std::string> itself_;
  std::map<std::string, Told> beside_;  // what the report holds of facts beside them
};

std::optional<Cause> change_of(const std::string& name, const Reading& before, const Reading& after) {
  const auto old = before.told(name);
  const auto now = after.told(name);
  if (!old || !now || old->same_as(*now)) return std::nullopt;
  return Cause{CauseKind::fact, name, old->words, now->words, old->evidence, now->evidence, {}, true};
}

// What a derived fact came from, where that changed as well.
void trace(std::vector<Cause>& changed) {
  std::set<std::string> names;
  for (const Cause& cause : changed) names.insert(cause.what);
  for (Cause& cause : changed) {
    std::set<std::string> inputs;
    for (const std::string* evidence : {&cause.evidence_before, &cause.evidence_after})
      for (std::string& input : inputs_in(*evidence))
        if (input != cause.what && names.contains(input)) inputs.insert(std::move(input));
    cause.through.assign(inputs.begin(), inputs.end());
  }
}

// What was read through derived facts alone is told where one of these changed.
std::vector<Cause> without_idle(std::vector<Cause> changed, const Reading& old, const Reading& now) {
  std::set<std::string> told;
  std::vector<const Cause*> open;
  for (const Cause& cause : changed)
    if (old.reads_itself(cause.what) || now.reads_itself(cause.what)) open.push_back(&cause);
  while (!open.empty()) {
    const Cause& cause = *open.back();
    open.pop_back();
    if (!told.insert(cause.what).second) continue;
    for (const Cause& input : changed)
      if (std::ranges::find(cause.through, input.what) != cause.through.end()) open.push_back(&input);
  }
  std::erase_if(changed, [&](const Cause& cause) { return !told.contains(cause.what); });
  return changed;
}

}  // namespace

bool holds_facts(const GuestReport& guest) { return !guest.facts.empty(); }

std::vector<Cause> changed_facts(const GuestReport& before, const GuestReport& after) {
  Reading old(before);
  Reading now(after);
  // What one of them read was there for the other as well, whether or not it came so far.
  for (const std::string& name : std::set<std::string>(now.names())) old.add(name);
  for (const std::string& name : std::set<std::string>(old.names())) now.add(name);
  std::vector<Cause> changed;
  std::set<std::string> names = old.names();
  names.insert(now.names().begin(), now.names().end());
  for (const std::string& name : names)
    if (auto cause = change_of(name, old, now)) changed.push_back(std::move(*cause));
  trace(changed);
  return without_idle(std::move(changed), old, now);
}

bool is_derived(const std::string& fact) {
  const FactSpec* spec = find_fact(fact);
  return spec && spec->origin == FactOrigin::derived;
}

bool is_from_site(const Cause& fact) {
  const auto by_site = [](const std::string& evidence) { return evidence.find("site file, ") != std::string::npos; };
  return by_site(fact.evidence_before) || by_site(fact.evidence_after);
}

}  // namespace hvcompat
