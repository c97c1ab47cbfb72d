// One guest of a report as JSON.
#include "report/guest_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "report/json_values.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

template <class Enum>
json::array names(const std::vector<Enum>& items) {
  return array_of(items, [](Enum item) { return json::string(name_of(item)); });
}

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

json::object facts_json(const Facts& facts, bool known) {
  json::object object;
  for (const auto& [name, fact] : facts)
    if (fact.known() == known) object[name] = fact_json(fact);
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

void add_head(json::object& to, const GuestReport& guest) {
  const Verdict& verdict = guest.verdict;
  to["id"] = guest.id;
  to["name"] = guest.name;
  to["host"] = guest.host;
  to["cluster"] = guest.cluster;
  to["target"] = guest.target;
  to["os"] = guest.os;
  to["vendor"] = guest.vendor;
  to["hypervisor"] = guest.hypervisor;
  to["tags"] = texts(guest.tags);
  to["level"] = name_of(verdict.level);
  to["possible"] = names(verdict.possible);
  to["missing"] = array_of(verdict.missing, missing_json);
  to["outcome"] = name_of(verdict.outcome);
}

void add_tail(json::object& to, const GuestReport& guest) {
  const std::vector<AppliedWaiver>& waivers = guest.verdict.waivers;
  to["advice"] = array_of(guest.verdict.advice, advice_json);
  to["first_steps"] = steps_json(guest.first_steps);
  to["conflicts"] = array_of(guest.conflicts, conflict_json);
  // The first by itself, since there is hardly ever another.
  to["waiver"] = waivers.empty() ? json::value(nullptr) : json::value(waiver_json(waivers.front()));
  to["waivers"] = array_of(waivers, waiver_json);
}

}  // namespace

json::object fact_json(const Fact& fact) {
  if (fact.known()) return {{"value", value_json(*fact.value)}, {"evidence", fact.evidence}};
  return {{"reason", fact.unknown.reason}, {"detail", fact.unknown.detail}, {"remedy", fact.unknown.remedy}};
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

json::object guest_frame_json(const GuestReport& guest) {
  json::object object;
  add_head(object, guest);
  add_tail(object, guest);
  return object;
}

json::object guest_json(const GuestReport& guest, Detail detail) {
  json::object object;
  add_head(object, guest);
  if (detail == Detail::full) {
    object["facts"] = facts_json(guest.facts, true);
    object["unknown"] = facts_json(guest.facts, false);
  }
  object["areas"] =
      array_of(guest.verdict.areas, [detail](const AreaVerdict& area) { return area_json(area, detail); });
  object["boundaries"] = array_of(guest.verdict.boundaries, boundary_json);
  add_tail(object, guest);
  return object;
}

}  // namespace hvcompat
