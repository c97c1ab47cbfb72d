// Rules of the SARIF form.
#include "report/sarif_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>

#include "report/guest_words.hpp"
#include "report/json_values.hpp"
#include "report/markdown_text.hpp"
#include "report/report_words.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr std::size_t kLongestHelp = 1000;

std::string help_markdown(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "- " + markdown_prose(line, kLongestHelp) + "\n";
  return text;
}

std::string own_summary(const std::string& id) {
  if (id == kOpenRule) return "several rules may decide: facts are missing";
  return "the guest's outcome, where no single rule or boundary tells it";
}

}  // namespace

SarifRules::SarifRules(const Report& report) : report_(report) {
  for (const GuestReport& guest : report.guests) {
    for (const AreaVerdict& area : guest.verdict.areas) {
      for (const PackVerdict& pack : area.packs) add(pack);
    }
    for (const BoundaryVerdict& boundary : guest.verdict.boundaries) {
      if (boundary.state != BoundaryState::not_applicable) add(boundary);
    }
  }
}

SarifRules::Rule& SarifRules::rule(const std::string& policy, const std::string& id) {
  const auto [at, is_new] = places_.try_emplace(rule_id(policy, id), rules_.size());
  if (is_new) {
    Rule& made = rules_.emplace_back();
    made.policy = policy;
    made.id = id;
    made.summary = own_summary(id);
  }
  return rules_[at->second];
}

// Of several rules of one level a verdict holds the clauses of all: the words of one that decided alone go before.
void SarifRules::add(const PackVerdict& pack) {
  const std::string id = rule_of(pack);
  if (id.empty()) return;
  Rule& known = rule(pack.policy, id);
  if (known.exact || (!pack.rule && !known.clauses.empty())) return;
  known.exact = pack.rule.has_value();
  known.summary = pack.why.empty() ? id : pack.why;
  known.clauses = pack.clauses;
  known.obligations = pack.obligations;
}

void SarifRules::add(const BoundaryVerdict& boundary) {
  Rule& known = rule(boundary.policy, boundary.id);
  if (known.exact) return;
  known.exact = true;
  known.summary = boundary.why.empty() ? boundary.id : boundary.why;
  known.clauses = boundary.clauses;
  known.remedy = boundary.remedy;
}

std::size_t SarifRules::index_of(const SarifFinding& finding) {
  Rule& known = rule(finding.policy, finding.rule);
  known.level = std::max(known.level, finding.level);
  return places_.at(rule_id(finding.policy, finding.rule));
}

const PackInput* SarifRules::pack_of(const Rule& rule) const {
  const auto found = std::ranges::find(report_.inputs.packs, rule.policy, &PackInput::id);
  return found == report_.inputs.packs.end() ? nullptr : &*found;
}

json::object SarifRules::json(const Rule& rule) const {
  std::vector<std::string> lines{rule.summary};
  if (!rule.clauses.empty()) lines.push_back("Clauses: " + join(rule.clauses, ", "));
  for (const std::string& obligation : rule.obligations) lines.push_back("Obligation: " + obligation);
  if (!rule.remedy.empty()) lines.push_back("Remedy: " + rule.remedy);
  const PackInput* pack = pack_of(rule);
  if (pack && !pack->source.empty()) lines.push_back("Source: " + pack->source);
  json::object object;
  object["id"] = rule_id(rule.policy, rule.id);
  object["shortDescription"] = json::object{{"text", rule.summary}};
  object["fullDescription"] = json::object{{"text", join(lines, "; ")}};
  object["help"] = json::object{{"text", join(lines, "\n")}, {"markdown", help_markdown(lines)}};
  const std::string address = pack ? address_of(*pack) : std::string{};
  if (!address.empty()) object["helpUri"] = address;
  // `none` would read as switched off.
  object["defaultConfiguration"] = json::object{{"level", name_of(std::max(rule.level, FindingLevel::note))}};
  object["properties"] = json::object{{"policy", rule.policy},
                                      {"revision", pack ? pack->revision : ""},
                                      {"clauses", texts(rule.clauses)},
                                      {"tags", json::array{"support-policy"}}};
  return object;
}

json::array SarifRules::json() const {
  json::array rules;
  for (const Rule& rule : rules_) rules.push_back(json(rule));
  return rules;
}

}  // namespace hvcompat
