// Attested facts beside collected ones: who wins, and where they disagree.
#include "inventory/attest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "text/words.hpp"

namespace hvcompat {

namespace {

bool names(const std::string& glob, std::string_view id, std::string_view name) {
  return glob_match(glob, id) || glob_match(glob, name);
}

bool is_os_fact(std::string_view name) { return name.starts_with("guest.os."); }

// How a conflict calls the side that is no attestation.
std::string_view other_side(std::string_view name, const Facts& facts) {
  if (!is_os_fact(name)) return "collected";
  return told_from_inside(facts) ? "reported" : "declared";
}

std::string words_of(const std::vector<Value>& values) {
  std::vector<std::string> words;
  for (const Value& value : values) words.push_back(to_words(value));
  return join(words, " or ");
}

// What contradicts the attested value; empty where nothing does.
std::string contradiction(const Fact& present, const Value& attested) {
  if (present.known()) return *present.value == attested ? std::string{} : to_words(*present.value);
  const bool open =
      present.candidates.empty() || std::ranges::find(present.candidates, attested) != present.candidates.end();
  return open ? std::string{} : words_of(present.candidates);
}

void attest(const std::string& name, const Fact& attested, bool overrides, Facts& facts,
            std::vector<FactConflict>& conflicts) {
  const Fact* present = facts.find(name);
  const bool known = present && present->known();
  if (present) {
    const std::string other = contradiction(*present, *attested.value);
    if (known && other.empty()) return;
    if (!other.empty()) {
      conflicts.push_back(
          {name, fmt::format("attested {}, {} {}", to_words(*attested.value), other_side(name, facts), other)});
    }
  }
  if (known && !overrides && (!is_os_fact(name) || told_from_inside(facts))) return;
  facts.set(name, attested);
}

}  // namespace

bool told_from_inside(const Facts& facts) {
  const std::string* source = facts.text("guest.os.source");
  return source && (*source == "agent" || *source == "tools");
}

bool is_for_target(const AttestRule& rule, std::string_view target) { return glob_match(rule.target, target); }

bool is_for_host(const AttestRule& rule, const Record* host) {
  return host ? names(rule.host, host->id, host->name) : rule.host == "*";
}

bool is_for_guest(const AttestRule& rule, std::string_view id, std::string_view name) {
  return names(rule.guest, id, name);
}

std::vector<const AttestRule*> rules_for(const SiteFacts& site, const std::string& target, const Record* host,
                                         const Record& guest) {
  std::vector<const AttestRule*> rules;
  for (const AttestRule& rule : site.attest)
    if (is_for_target(rule, target) && is_for_host(rule, host) && is_for_guest(rule, guest.id, guest.name))
      rules.push_back(&rule);
  return rules;
}

std::vector<FactConflict> attest_facts(const std::vector<const AttestRule*>& rules, Facts& facts) {
  std::vector<FactConflict> conflicts;
  std::set<std::string_view> given;
  for (const bool overrides : {true, false})
    for (const AttestRule* rule : rules)
      for (const auto& [name, fact] : rule->facts)
        if (rule->overrides == overrides && fact.known() && given.insert(name).second)
          attest(name, fact, overrides, facts, conflicts);
  return conflicts;
}

}  // namespace hvcompat
