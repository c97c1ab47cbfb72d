// Writing of checks.
#include "cli/access_json.hpp"

#include <boost/json.hpp>

#include "report/json_text.hpp"
#include "report/json_values.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

json::value text_or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

json::array errors_json(const std::vector<CollectionError>& errors) {
  json::array items;
  for (const CollectionError& error : errors)
    items.push_back(json::object{{"scope", error.scope},
                                 {"id", error.id},
                                 {"code", error.code},
                                 {"text", error.text},
                                 {"remedy", error.remedy}});
  return items;
}

json::array rights_json(const std::vector<Right>& rights) {
  json::array items;
  for (const Right& right : rights)
    items.push_back(json::object{{"privilege", right.privilege},
                                 {"state", name_of(right.state)},
                                 {"known", right.known},
                                 {"refused", right.refused}});
  return items;
}

json::array reasons_json(const std::vector<LackReason>& reasons) {
  json::array items;
  for (const LackReason& reason : reasons)
    items.push_back(json::object{
        {"reason", reason.reason}, {"detail", reason.detail}, {"remedy", reason.remedy}, {"records", reason.records}});
  return items;
}

json::object fact_json(const FactReach& reach) {
  json::object item;
  item["fact"] = reach.fact;
  item["entity"] = text_or_null(reach.entity);
  item["declared"] = reach.declared;
  item["privilege"] = reach.privilege;
  item["tried"] = reach.tried;
  item["known"] = reach.known;
  item["supply"] = reach.supply ? json::value(name_of(*reach.supply)) : json::value();
  item["needed"] = reach.needed;
  item["accepted"] = reach.accepted;
  item["reasons"] = reasons_json(reach.reasons);
  return item;
}

json::object clause_json(const OpenClause& clause) {
  json::object item;
  item["policy"] = clause.policy;
  item["revision"] = clause.revision;
  item["clause"] = clause.clause;
  item["where"] = clause.where;
  item["carriers"] = texts(clause.carriers);
  item["facts"] = texts(clause.facts);
  item["guests"] = clause.guests;
  return item;
}

json::object sample_json(const TargetCheck& check) {
  return {{"clusters", check.clusters},
          {"hosts", check.hosts},
          {"guests", check.guests},
          {"more", check.more},
          {"as_if", text_or_null(check.as_if)}};
}

json::object check_json(const TargetCheck& check) {
  json::object item;
  item["name"] = check.name;
  item["uri"] = check.uri;
  item["plugin"] = check.plugin;
  item["account"] = text_or_null(check.account);
  item["reached"] = truth(check.reached);
  item["signed_in"] = truth(check.signed_in);
  item["state"] = name_of(check.state);
  item["seconds"] = check.seconds;
  item["sample"] = sample_json(check);
  item["errors"] = errors_json(check.errors);
  item["rights"] = rights_json(check.rights);
  json::array& facts = item["facts"].emplace_array();
  for (const FactReach& reach : check.facts) facts.push_back(fact_json(reach));
  json::array& clauses = item["clauses"].emplace_array();
  for (const OpenClause& clause : check.clauses) clauses.push_back(clause_json(clause));
  return item;
}

json::array policies_json(const PolicySet& policies) {
  json::array items;
  for (const CompiledPack& compiled : policies.packs)
    items.push_back(json::value(compiled.pack.id + "@" + compiled.pack.revision));
  return items;
}

}  // namespace

std::string checks_as_json(const CheckRun& run, const Evaluation& evaluation) {
  json::object object;
  object["schema"] = 1;
  object["hvcompat"] = evaluation.version;
  object["as_of"] = evaluation.as_of;
  object["policies"] = policies_json(evaluation.policies);
  object["sample"] = run.sample;
  object["accept"] = texts(run.accept);
  json::array& targets = object["targets"].emplace_array();
  for (const TargetCheck& check : run.checks) targets.push_back(check_json(check));
  std::string text;
  append_indented(text, object);
  return text + "\n";
}

}  // namespace hvcompat
