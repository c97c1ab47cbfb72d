// One guest of a saved report.
#include "report/saved_guest.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

Unknown read_unknown(const SavedMembers& in) { return {in.text("reason"), in.text("detail"), in.text("remedy")}; }

MissingFact read_missing(const SavedMembers& in) { return {in.required("fact"), read_unknown(in)}; }

std::optional<Value> read_value(const SavedMembers& in) {
  const json::value* value = in.all().if_contains("value");
  if (!value) return std::nullopt;
  if (value->is_bool()) return Value(value->get_bool());
  if (value->is_int64()) return Value(value->get_int64());
  if (value->is_number()) return Value(value->to_number<double>());
  if (value->is_string()) return Value(std::string(value->get_string()));
  if (value->is_array()) return Value(in.texts("value"));
  in.fault("value", "is no value of a fact");
  return std::nullopt;
}

Facts read_facts(const SavedMembers& guest) {
  Facts facts;
  const SavedMembers known = guest.inner("facts");
  for (const auto& member : known.all()) {
    const SavedMembers in = known.inner(member.key());
    if (auto value = read_value(in)) facts.set(member.key(), Fact::of(std::move(*value), in.text("evidence")));
  }
  const SavedMembers unknown = guest.inner("unknown");
  for (const auto& member : unknown.all()) {
    Fact fact;
    fact.unknown = read_unknown(unknown.inner(member.key()));
    facts.set(member.key(), std::move(fact));
  }
  return facts;
}

PathTest read_test(const SavedMembers& in) {
  return {in.required("fact"), in.text("test"), in.text("value"), in.text("evidence"), in.truth("holds")};
}

PathStep read_step(const SavedMembers& in) {
  return {in.required("rule"), in.truth("holds"), in.each("tests", read_test)};
}

PackVerdict read_pack(const SavedMembers& in) {
  PackVerdict pack;
  pack.policy = in.required("policy");
  pack.revision = in.text("revision");
  pack.level = in.named("level", level_named);
  pack.possible = in.all_named("possible", level_named);
  if (in.has("rule")) pack.rule = in.text("rule");
  pack.rules = in.texts("rules");
  pack.why = in.text("why");
  if (in.has("basis")) pack.basis = in.named("basis", basis_named);
  pack.clauses = in.texts("clauses");
  pack.obligations = in.texts("obligations");
  pack.reproduce_on = in.texts("reproduce_on");
  pack.missing = in.each("missing", read_missing);
  pack.path = in.each("path", read_step);
  pack.note = in.text("note");
  return pack;
}

AreaVerdict read_area(const SavedMembers& in) {
  AreaVerdict area;
  area.area = in.required("area");
  area.assessed = in.flag("assessed");
  area.level = in.named("level", level_named);
  area.possible = in.all_named("possible", level_named);
  area.missing = in.each("missing", read_missing);
  area.outcome = in.named("outcome", outcome_named);
  area.packs = in.each("packs", read_pack);
  return area;
}

BoundaryVerdict read_boundary(const SavedMembers& in) {
  BoundaryVerdict boundary;
  boundary.id = in.required("id");
  boundary.policy = in.text("policy");
  boundary.feature = in.text("feature");
  boundary.state = in.named("state", boundary_state_named);
  boundary.possible = in.all_named("possible", boundary_state_named);
  boundary.responsible = in.text("responsible");
  boundary.basis = in.named("basis", basis_named);
  boundary.clauses = in.texts("clauses");
  boundary.why = in.text("why");
  boundary.remedy = in.text("remedy");
  boundary.missing = in.each("missing", read_missing);
  boundary.because = in.texts("because");
  return boundary;
}

AdviceText read_advice(const SavedMembers& in) {
  return {in.required("id"), in.text("policy"), in.text("text"), in.texts("clauses")};
}

AppliedWaiver read_waiver(const SavedMembers& in) {
  return {in.required("rule"), in.text("reason"), in.text("owner"), in.text("expires"), in.text("where")};
}

Conflict read_conflict(const SavedMembers& in) { return {in.required("fact"), in.text("text")}; }

Verdict read_verdict(const SavedMembers& in) {
  Verdict verdict;
  verdict.level = in.named("level", level_named);
  verdict.possible = in.all_named("possible", level_named);
  verdict.missing = in.each("missing", read_missing);
  verdict.outcome = in.named("outcome", outcome_named);
  verdict.areas = in.each("areas", read_area);
  verdict.boundaries = in.each("boundaries", read_boundary);
  verdict.advice = in.each("advice", read_advice);
  verdict.waivers = in.each("waivers", read_waiver);
  return verdict;
}

}  // namespace

GuestReport read_guest(const SavedMembers& in) {
  GuestReport guest;
  guest.id = in.required("id");
  guest.name = in.text("name");
  guest.host = in.text("host");
  guest.cluster = in.text("cluster");
  guest.target = in.text("target");
  guest.os = in.text("os");
  guest.vendor = in.text("vendor");
  guest.hypervisor = in.text("hypervisor");
  guest.tags = in.texts("tags");
  guest.facts = read_facts(in);
  guest.conflicts = in.each("conflicts", read_conflict);
  guest.verdict = read_verdict(in);
  const SavedMembers steps = in.inner("first_steps");
  guest.first_steps = {steps.texts("call"), steps.texts("reproduce_on"), steps.texts("hosts")};
  return guest;
}

}  // namespace hvcompat
