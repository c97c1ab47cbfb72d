// The parts of a report that are not guests, as JSON.
#include "report/parts_json.hpp"

#include <boost/json/value.hpp>
#include <set>
#include <utility>

#include "report/json_values.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

json::array packs_json(const ReportInputs& inputs) {
  json::array packs;
  for (const PackInput& pack : inputs.packs) {
    packs.push_back(json::object{{"id", pack.id},
                                 {"revision", pack.revision},
                                 {"title", pack.title},
                                 {"source", pack.source},
                                 {"sha256", pack.sha256},
                                 {"note", pack.note}});
  }
  return packs;
}

json::array catalogs_json(const ReportInputs& inputs) {
  json::array catalogs;
  for (const CatalogInput& catalog : inputs.catalogs) {
    catalogs.push_back(json::object{{"id", catalog.id}, {"as_of", catalog.as_of}, {"sha256", catalog.sha256}});
  }
  return catalogs;
}

json::array plugins_json(const Report& report) {
  std::set<std::pair<std::string, std::string>> plugins;
  for (const TargetReport& target : report.targets) plugins.emplace(target.plugin, target.plugin_sha256);
  json::array array;
  for (const auto& [plugin, sha256] : plugins) {
    const std::size_t space = plugin.find(' ');
    const std::string version = space == std::string::npos ? "" : plugin.substr(space + 1);
    json::object object{{"name", plugin.substr(0, space)}, {"version", version}};
    if (!sha256.empty()) object["sha256"] = sha256;
    array.push_back(std::move(object));
  }
  return array;
}

json::object counts_by_name(const std::vector<NamedCount>& counts) {
  json::object object;
  for (const NamedCount& count : counts) object[count.name] = count.count;
  return object;
}

json::array counts_in_order(const std::vector<NamedCount>& counts) {
  json::array array;
  for (const NamedCount& count : counts) {
    array.push_back(json::object{{"name", count.name}, {"count", count.count}});
  }
  return array;
}

json::array supply_json(const Summary& summary) {
  json::array steps;
  for (const SupplyStep& step : summary.supply) {
    steps.push_back(json::object{{"facts", texts(step.facts)}, {"guests", step.guests}});
  }
  return steps;
}

json::object not_evaluated_json(const std::vector<TargetReport>& targets) {
  std::size_t filtered = 0, templates = 0, failed = 0;
  for (const TargetReport& target : targets) {
    filtered += target.filtered;
    templates += target.templates;
    failed += target.complete ? 0 : 1;
  }
  return {{"filtered", filtered}, {"templates", templates}, {"targets_failed", failed}};
}

json::array errors_json(const TargetReport& target) {
  json::array errors;
  for (const CollectionError& error : target.errors) {
    errors.push_back(json::object{{"scope", error.scope},
                                  {"id", error.id},
                                  {"code", error.code},
                                  {"text", error.text},
                                  {"remedy", error.remedy}});
  }
  return errors;
}

}  // namespace

json::object inputs_json(const Report& report) {
  const ReportInputs& inputs = report.inputs;
  json::object object;
  object["hvcompat"] = inputs.hvcompat;
  object["profile"] = inputs.profile;
  object["site"] = inputs.site;
  object["packs"] = packs_json(inputs);
  object["catalogs"] = catalogs_json(inputs);
  object["plugins"] = plugins_json(report);
  object["hashes"] =
      json::object{{"facts", inputs.facts_sha256}, {"site", inputs.site_sha256}, {"profile", inputs.profile_sha256}};
  return object;
}

json::object selection_json(const Selection& selection) {
  json::array only;
  for (const Outcome outcome : selection.only) only.emplace_back(name_of(outcome));
  return {{"guest", texts(selection.guest)},
          {"exclude", texts(selection.exclude)},
          {"tag", texts(selection.tag)},
          {"only", std::move(only)}};
}

json::object summary_json(const Report& report) {
  const Summary& summary = report.summary;
  json::object object;
  object["guests"] = summary.guests;
  object["levels"] = counts_by_name(summary.levels);
  object["outcomes"] = counts_by_name(summary.outcomes);
  object["not_assessed"] = counts_by_name(summary.not_assessed);
  object["boundaries"] = counts_in_order(summary.boundaries);
  object["reasons"] = counts_in_order(summary.reasons);
  json::array missing;
  for (const MissingCount& count : summary.missing) {
    missing.push_back(json::object{{"fact", count.fact}, {"guests", count.guests}, {"remedy", count.remedy}});
  }
  object["missing"] = std::move(missing);
  object["supply"] = supply_json(summary);
  object["not_evaluated"] = not_evaluated_json(report.targets);
  object["not_listed"] = summary.not_listed;
  return object;
}

json::array targets_json(const Report& report) {
  json::array targets;
  for (const TargetReport& target : report.targets) {
    json::object object;
    object["name"] = target.name;
    object["uri"] = target.uri;
    object["collected_at"] = target.collected_at;
    object["plugin"] = target.plugin;
    if (!target.plugin_sha256.empty()) object["plugin_sha256"] = target.plugin_sha256;
    object["complete"] = target.complete;
    object["hosts"] = target.hosts;
    object["guests"] = target.guests;
    object["templates"] = target.templates;
    object["filtered"] = target.filtered;
    object["seconds"] = target.seconds ? json::value(*target.seconds) : json::value(nullptr);
    object["errors"] = errors_json(target);
    targets.push_back(std::move(object));
  }
  return targets;
}

json::array notes_json(const Report& report) { return texts(report.notes); }

}  // namespace hvcompat
