// The parts of a saved report that are not guests.
#include "report/saved_parts.hpp"

namespace hvcompat {

namespace {

PackInput read_pack_input(const SavedMembers& in) {
  return {in.required("id"), in.text("revision"), in.text("title"),
          in.text("source"), in.text("sha256"),   in.text("note")};
}

CatalogInput read_catalog_input(const SavedMembers& in) {
  return {in.required("id"), in.text("as_of"), in.text("sha256")};
}

ReportInputs read_inputs(const SavedMembers& in) {
  ReportInputs inputs;
  inputs.hvcompat = in.text("hvcompat");
  inputs.profile = in.text("profile");
  inputs.site = in.text("site");
  inputs.packs = in.each("packs", read_pack_input);
  inputs.catalogs = in.each("catalogs", read_catalog_input);
  const SavedMembers hashes = in.inner("hashes");
  inputs.facts_sha256 = hashes.text("facts");
  inputs.site_sha256 = hashes.text("site");
  inputs.profile_sha256 = hashes.text("profile");
  return inputs;
}

Selection read_selection(const SavedMembers& in) {
  return {in.texts("guest"), in.texts("exclude"), in.texts("tag"), in.all_named("only", outcome_named)};
}

CollectionError read_error(const SavedMembers& in) {
  return {in.text("scope"), in.text("id"), in.text("code"), in.text("text"), in.text("remedy")};
}

TargetReport read_target(const SavedMembers& in) {
  TargetReport target;
  target.name = in.required("name");
  target.uri = in.text("uri");
  target.collected_at = in.text("collected_at");
  target.plugin = in.text("plugin");
  target.plugin_sha256 = in.text("plugin_sha256");
  target.complete = in.flag("complete");
  target.hosts = in.count("hosts");
  target.guests = in.count("guests");
  target.templates = in.count("templates");
  target.filtered = in.count("filtered");
  target.seconds = in.number("seconds");
  target.errors = in.each("errors", read_error);
  return target;
}

std::vector<NamedCount> read_counts_by_name(const SavedMembers& in) {
  std::vector<NamedCount> counts;
  for (const auto& member : in.all()) counts.push_back({std::string(member.key()), in.count(member.key())});
  return counts;
}

NamedCount read_named_count(const SavedMembers& in) { return {in.required("name"), in.count("count")}; }

MissingCount read_missing_count(const SavedMembers& in) {
  return {in.required("fact"), in.text("remedy"), in.count("guests")};
}

SupplyStep read_supply_step(const SavedMembers& in) { return {in.texts("facts"), in.count("guests")}; }

}  // namespace

void read_head(const SavedMembers& report, Report& into) {
  into.as_of = report.required("as_of");
  into.inputs = read_inputs(report.inner("inputs"));
  into.selection = read_selection(report.inner("selection"));
  into.targets = report.each("targets", read_target);
}

void read_summary(const SavedMembers& in, Report& into) {
  Summary& summary = into.summary;
  summary.guests = in.count("guests");
  summary.levels = read_counts_by_name(in.inner("levels"));
  summary.outcomes = read_counts_by_name(in.inner("outcomes"));
  summary.not_assessed = read_counts_by_name(in.inner("not_assessed"));
  summary.boundaries = in.each("boundaries", read_named_count);
  summary.reasons = in.each("reasons", read_named_count);
  summary.missing = in.each("missing", read_missing_count);
  summary.supply = in.each("supply", read_supply_step);
  summary.not_listed = in.count("not_listed");
}

}  // namespace hvcompat
