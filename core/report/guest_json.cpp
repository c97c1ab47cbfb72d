// One guest of a report as JSON.
#include "report/guest_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace hvcompat {

namespace {

namespace json = boost::json;

template <class Items, class ToJson>
json::array array_of(const Items& items, ToJson to_json) {
  json::array array;
  for (const auto& item : items) array.emplace_back(to_json(item));
  return array;
}

json::array texts(const std::vector<std::string>& items) {
  return array_of(items, [](const std::string& item) { return json::string(item); });
}

template <class Enum>
json::array names(const std::vector<Enum>& items) {
  return array_of(items, [](Enum item) { return json::string(name_of(item)); });
}

json::value truth(std::optional<bool> holds) { return holds ? json::value(*holds) : json::value(nullptr); }

json::value value_json(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return json::string(*text);
  return texts(std::get<TextList>(value));
}

json::object missing_json(const MissingFact& missing) {
  return {{"fact", missing.fact},
          {"reason", missing.unknown.reason},
          {"detail", missing.unknown.detail},
          {"remedy", missing.unknown.remedy}};
}

json::object facts_json(const Facts& facts) {
  json::object object;
  for (const auto& [name, fact] : facts) {
    if (fact.known()) object[name] = json::object{{"value", value_json(*fact.value)}, {"evidence", fact.evidence}};
  }
  return object;
}

json::object unknown_json(const Facts& facts) {
  json::object object;
  for (const auto& [name, fact] : facts) {
    if (fact.known()) continue;
    const Unknown& unknown = fact.unknown;
    object[name] = json::object{{"reason", unknown.reason}, {"detail", unknown.detail}, {"remedy", unknown.remedy}};
  }
  return object;
}

json::object test_json(const PathTest& test) {
  return {{"fact", test.fact},
          {"test", test.test},
          {"value", test.value},
          {"evidence", test.evidence},
          {"holds", truth(test.holds)}};
}

json::object step_json(const PathStep& step) {
  return {{"rule", step.rule}, {"holds", truth(step.holds)}, {"tests", array_of(step.tests, test_json)}};
}

json::object pack_json(const PackVerdict& pack, Detail detail) {
  json::object object;
  object["policy"] = pack.policy;
  object["revision"] = pack.revision;
  object["level"] = name_of(pack.level);
  object["possible"] = names(pack.possible);
  object["missing"] = array_of(pack.missing, missing_json);
  object["rule"] = pack.rule ? json::value(*pack.rule) : json::value(nullptr);
  object["rules"] = texts(pack.rules);
  object["why"] = pack.why;
  object["basis"] = pack.basis ? json::value(name_of(*pack.basis)) : json::value(nullptr);
  object["clauses"] = texts(pack.clauses);
  object["obligations"] = texts(pack.obligations);
  object["reproduce_on"] = texts(pack.reproduce_on);
  object["note"] = pack.note;
  if (detail == Detail::full) object["path"] = array_of(pack.path, step_json);
  return object;
}

json::object area_json(const AreaVerdict& area, Detail detail) {
  json::object object;
  object["area"] = area.area;
  object["assessed"] = area.assessed;
  object["level"] = name_of(area.level);
  object["possible"] = names(area.possible);
  object["missing"] = array_of(area.missing, missing_json);
  object["outcome"] = name_of(area.outcome);
  object["packs"] = array_of(area.packs, [detail](const PackVerdict& pack) { return pack_json(pack, detail); });
  return object;
}

json::object boundary_json(const BoundaryVerdict& boundary) {
  json::object object;
  object["id"] = boundary.id;
  object["policy"] = boundary.policy;
  object["feature"] = boundary.feature;
  object["state"] = name_of(boundary.state);
  object["possible"] = names(boundary.possible);
  object["responsible"] = boundary.responsible;
  object["basis"] = name_of(boundary.basis);
  object["clauses"] = texts(boundary.clauses);
  object["why"] = boundary.why;
  object["remedy"] = boundary.remedy;
  object["because"] = texts(boundary.because);
  object["missing"] = array_of(boundary.missing, missing_json);
  return object;
}

json::object advice_json(const AdviceText& advice) {
  return {{"id", advice.id}, {"policy", advice.policy}, {"text", advice.text}, {"clauses", texts(advice.clauses)}};
}

json::object steps_json(const FirstSteps& steps) {
  return {{"call", texts(steps.call)}, {"reproduce_on", texts(steps.reproduce_on)}, {"hosts", texts(steps.hosts)}};
}

json::object conflict_json(const Conflict& conflict) { return {{"fact", conflict.fact}, {"text", conflict.text}}; }

json::object waiver_json(const AppliedWaiver& waiver) {
  return {{"rule", waiver.rule},
          {"reason", waiver.reason},
          {"owner", waiver.owner},
          {"expires", waiver.expires},
          {"where", waiver.where}};
}

void add_verdict(json::object& to, const Verdict& verdict, Detail detail) {
  to["areas"] = array_of(verdict.areas, [detail](const AreaVerdict& area) { return area_json(area, detail); });
  to["boundaries"] = array_of(verdict.boundaries, boundary_json);
  to["advice"] = array_of(verdict.advice, advice_json);
}

}  // namespace

json::object guest_json(const GuestReport& guest, Detail detail) {
  const Verdict& verdict = guest.verdict;
  json::object object;
  object["id"] = guest.id;
  object["name"] = guest.name;
  object["host"] = guest.host;
  object["cluster"] = guest.cluster;
  object["target"] = guest.target;
  object["os"] = guest.os;
  object["vendor"] = guest.vendor;
  object["hypervisor"] = guest.hypervisor;
  object["tags"] = texts(guest.tags);
  object["level"] = name_of(verdict.level);
  object["possible"] = names(verdict.possible);
  object["missing"] = array_of(verdict.missing, missing_json);
  object["outcome"] = name_of(verdict.outcome);
  if (detail == Detail::full) {
    object["facts"] = facts_json(guest.facts);
    object["unknown"] = unknown_json(guest.facts);
  }
  add_verdict(object, verdict, detail);
  object["first_steps"] = steps_json(guest.first_steps);
  object["conflicts"] = array_of(guest.conflicts, conflict_json);
  // The first by itself, since there is hardly ever another.
  object["waiver"] = verdict.waivers.empty() ? json::value(nullptr) : json::value(waiver_json(verdict.waivers.front()));
  object["waivers"] = array_of(verdict.waivers, waiver_json);
  return object;
}

}  // namespace hvcompat
