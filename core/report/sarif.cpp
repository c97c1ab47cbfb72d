// SARIF 2.1.0.
#include "report/sarif.hpp"

#include <boost/json.hpp>
#include <set>

#include "report/guest_words.hpp"
#include "report/json_text.hpp"
#include "report/parts_json.hpp"
#include "report/report_words.hpp"
#include "report/sarif_findings.hpp"
#include "report/sarif_rules.hpp"
#include "report/uri.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

// "[text](address)" in a message would be a link (3.11.6).
json::object message(std::string text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at)) text.insert(at + 1, " ");
  return {{"text", std::move(text)}};
}

// One value for each guest and rule, whatever the texts say.
json::object fingerprints(const GuestReport& guest, const SarifFinding& finding) {
  const std::string parts[] = {guest.target, guest.id, finding.policy, finding.rule};
  const std::string hash = sha256_hex(join(parts, std::string_view("\0", 1)));
  // GitHub looks at the second alone, and would make one of the file's line else.
  return {{"hvcompatGuestRule/v1", hash}, {"primaryLocationLineHash", hash.substr(0, 16) + ":1"}};
}

json::array logical_locations(const GuestReport& guest) {
  const std::string host = guest.host.empty() ? guest.target : guest.target + "/" + guest.host;
  json::array locations{
      json::object{{"name", called(guest)}, {"fullyQualifiedName", host + "/" + guest.id}, {"kind", "guest"}}};
  if (!guest.host.empty())
    locations.push_back(json::object{{"name", guest.host}, {"fullyQualifiedName", host}, {"kind", "host"}});
  return locations;
}

// A file that a person can change: the site file; else what was read.
std::string artifact_of(const Report& report, const GuestReport& guest) {
  if (!report.inputs.site.empty()) return uri_of_path(report.inputs.site);
  for (const TargetReport& target : report.targets) {
    if (target.name == guest.target && !target.uri.empty()) return as_uri(target.uri);
  }
  return uri_of_path(guest.target.empty() ? "inventory" : guest.target);
}

json::object location(const Report& report, const GuestReport& guest) {
  const json::object physical{{"artifactLocation", json::object{{"uri", artifact_of(report, guest)}}},
                              {"region", json::object{{"startLine", 1}}}};
  return {{"physicalLocation", physical}, {"logicalLocations", logical_locations(guest)}};
}

json::array suppressions(const AppliedWaiver* waiver) {
  if (!waiver) return {};
  return {json::object{{"kind", "external"}, {"status", "accepted"}, {"justification", in_words(*waiver)}}};
}

json::object result(const Report& report, const GuestReport& guest, const SarifFinding& finding, std::size_t index) {
  json::object object;
  object["ruleId"] = rule_id(finding.policy, finding.rule);
  object["ruleIndex"] = index;
  object["kind"] = finding.level == FindingLevel::none ? "open" : "fail";
  object["level"] = name_of(finding.level);
  object["message"] = message(finding.message);
  object["locations"] = json::array{location(report, guest)};
  object["partialFingerprints"] = fingerprints(guest, finding);
  object["suppressions"] = suppressions(finding.waiver);
  object["properties"] = json::object{{"target", guest.target},
                                      {"guest", guest.id},
                                      {"level", name_of(guest.verdict.level)},
                                      {"outcome", name_of(guest.verdict.outcome)}};
  return object;
}

json::array results(const Report& report, SarifRules& rules) {
  json::array array;
  for (const GuestReport& guest : report.guests) {
    for (const SarifFinding& finding : findings_of(guest))
      array.push_back(result(report, guest, finding, rules.index_of(finding)));
  }
  return array;
}

json::object notification(std::string_view id, std::string_view level, std::string text) {
  return {{"descriptor", json::object{{"id", id}}}, {"level", level}, {"message", message(std::move(text))}};
}

json::array notification_kinds() {
  const auto kind = [](std::string_view id, std::string_view text) {
    return json::object{{"id", id}, {"shortDescription", json::object{{"text", text}}}};
  };
  return {kind("incomplete", "Not everything that was asked for was evaluated"),
          kind("collection-error", "A target, host or guest could not be read"),
          kind("not-evaluated", "What is left out of the results"), kind("boundaries", "Guests by boundary and state"),
          kind("note", "A note on files, waivers and dates")};
}

json::array notifications(const Report& report) {
  json::array array;
  for (const std::string& reason : incomplete_because(report))
    array.push_back(notification("incomplete", "error", reason));
  for (const TargetReport& target : report.targets) {
    for (const CollectionError& error : target.errors)
      array.push_back(notification("collection-error", target.complete ? "warning" : "error",
                                   target.name + ": " + in_words(error)));
  }
  for (const std::string& text : not_told(report)) array.push_back(notification("not-evaluated", "note", text));
  if (!report.summary.boundaries.empty())
    array.push_back(notification("boundaries", "note", "boundaries: " + in_words(report.summary.boundaries)));
  for (const std::string& note : report.notes) array.push_back(notification("note", "warning", note));
  return array;
}

// Each policy is an extension of the tool: its name, revision and document.
json::array extensions(const ReportInputs& inputs) {
  json::array array;
  std::set<std::pair<std::string, std::string>> seen;
  for (const PackInput& pack : inputs.packs) {
    if (!seen.emplace(pack.id, pack.revision).second) continue;
    json::object object{{"name", pack.id}, {"version", pack.revision}, {"fullName", pack.title}};
    if (const std::string address = address_of(pack); !address.empty()) object["informationUri"] = address;
    object["properties"] = json::object{{"source", pack.source}, {"sha256", pack.sha256}, {"note", pack.note}};
    array.push_back(std::move(object));
  }
  return array;
}

json::object tool(const Report& report, const SarifRules& rules) {
  json::object driver{{"name", "hvcompat"}};
  if (!report.inputs.hvcompat.empty()) driver["version"] = report.inputs.hvcompat;
  driver["notifications"] = notification_kinds();
  driver["rules"] = rules.json();
  return {{"driver", std::move(driver)}, {"extensions", extensions(report.inputs)}};
}

json::object run(const Report& report) {
  SarifRules rules(report);
  json::array found = results(report, rules);
  const json::object invocation{{"executionSuccessful", !is_incomplete(report)},
                                {"toolExecutionNotifications", notifications(report)}};
  json::object object;
  object["tool"] = tool(report, rules);
  object["invocations"] = json::array{invocation};
  object["automationDetails"] = json::object{{"id", "hvcompat/" + report.as_of}};
  object["columnKind"] = "unicodeCodePoints";
  object["properties"] = json::object{{"as_of", report.as_of},
                                      {"inputs", inputs_json(report)},
                                      {"selection", selection_json(report.selection)},
                                      {"guests", report.summary.guests}};
  object["results"] = std::move(found);
  return object;
}

// No text of the report may break the document.
void make_utf8(json::value& value) {
  if (json::string* text = value.if_string()) *text = as_utf8(*text);
  if (json::array* array = value.if_array()) {
    for (json::value& item : *array) make_utf8(item);
  }
  if (json::object* object = value.if_object()) {
    for (auto& member : *object) make_utf8(member.value());
  }
}

}  // namespace

std::string render_sarif(const Report& report) {
  json::value log = json::object{{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", json::array{run(report)}}};
  make_utf8(log);
  std::string text;
  append_indented(text, log);
  return text + "\n";
}

}  // namespace hvcompat
