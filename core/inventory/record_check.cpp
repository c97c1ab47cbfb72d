// From a raw record to a record of the inventory: its facts are held against the vocabulary.
#include "inventory/record_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::array<std::string_view, 6> kReasons = {"not-permitted", "agent-off", "not-exposed",
                                                      "timeout",       "error",     "not-asked"};

// An inventory of a later version names the same new facts in each guest: the search for what was meant is done once
// for each name.
std::string unknown_name(const std::string& name) {
  constexpr std::size_t kMost = 4096;
  thread_local std::unordered_map<std::string, std::string> told;
  if (const auto found = told.find(name); found != told.end()) return found->second;
  if (told.size() >= kMost) told.clear();
  const std::string hint = did_you_mean(name, fact_names());
  return told[name] = hint.empty() ? "not in the vocabulary" : fmt::format("not in the vocabulary; {}", hint);
}

// Why a plugin may not tell this fact of such an entity; empty where it may.
std::string not_allowed(const std::string& name, const FactSpec* spec, Entity entity) {
  if (!spec) return unknown_name(name);
  if (spec->origin == FactOrigin::derived) return "a derived fact, which the core alone gives";
  if (spec->origin == FactOrigin::site) return "a fact that the site file alone gives";
  if (spec->entity != entity) {
    return fmt::format("a fact of a {}, not of a {}", name_of(spec->entity), name_of(entity));
  }
  return {};
}

class FactCheck {
 public:
  FactCheck(Entity entity, const Tell& tell) : entity_(entity), tell_(tell) {}

  void take(RawFact& raw, std::string evidence) {
    const FactSpec* spec = find_fact(raw.name);
    if (!allowed(raw.name, spec)) return;
    std::string problem = std::move(raw.problem);
    if (problem.empty() && !raw.value) return facts_.set(raw.name, Fact{});
    if (problem.empty()) problem = check(spec, *raw.value);
    if (problem.empty()) return facts_.set(raw.name, Fact::of(std::move(*raw.value), std::move(evidence)));
    tell_(fmt::format("fact `{}`: {}", raw.name, problem));
    facts_.set(raw.name, Fact::missing("error", std::move(problem)));
  }

  void take(std::string name, Unknown unknown) {
    if (!allowed(name, find_fact(name))) return;
    const Fact* known = facts_.find(name);
    if (known && known->known()) {
      return tell_(fmt::format("fact `{}`: known and unknown at once; the value is kept", name));
    }
    if (!is_unknown_reason(unknown.reason)) {
      tell_(fmt::format("fact `{}`: `{}` is not one of {}", name, unknown.reason, fmt::join(kReasons, ", ")));
      unknown.reason = "error";
    }
    facts_.set(std::move(name), Fact::missing(unknown.reason, unknown.detail, unknown.remedy));
  }

  Facts facts() { return std::move(facts_); }

 private:
  bool allowed(const std::string& name, const FactSpec* spec) {
    if (!spec && is_vendor_fact(name)) return true;
    const std::string problem = not_allowed(name, spec, entity_);
    if (!problem.empty()) tell_(fmt::format("fact `{}`: {}", name, problem));
    return problem.empty();
  }

  // What is wrong with the value; brings it into the form of its type otherwise.
  static std::string check(const FactSpec* spec, Value& value) {
    static constexpr FactSpec kAnyList{"", Entity::guest, FactType::list, FactOrigin::collected, {}, "", "", {}};
    if (!spec && !std::holds_alternative<TextList>(value)) return {};
    auto checked = check_value(spec ? *spec : kAnyList, std::move(value));
    if (!checked) return checked.error();
    value = std::move(*checked);
    return {};
  }

  Entity entity_;
  const Tell& tell_;
  Facts facts_;
};

}  // namespace

bool is_unknown_reason(std::string_view word) { return std::ranges::find(kReasons, word) != kReasons.end(); }

Facts checked_facts(RawRecord& raw, Entity entity, const Tell& tell) {
  FactCheck check(entity, tell);
  for (RawFact& fact : raw.facts) {
    const auto evidence = raw.evidence.find(fact.name);
    check.take(fact, evidence == raw.evidence.end() ? std::string{} : evidence->second);
  }
  for (auto& [name, unknown] : raw.unknown) check.take(name, unknown);
  return check.facts();
}

}  // namespace hvcompat
