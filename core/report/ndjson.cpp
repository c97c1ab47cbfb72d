// The report as NDJSON: a head, a guest a line, the summary.
#include "report/ndjson.hpp"

#include <boost/json/value.hpp>

#include "report/guest_json.hpp"
#include "report/json_text.hpp"
#include "report/parts_json.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

void append_line(std::string& to, std::string_view kind, json::object members) {
  json::object line{{"record", kind}};
  for (auto& member : members) line.emplace(member.key(), std::move(member.value()));
  append_compact(to, line);
  to += '\n';
}

json::object head(const Report& report) {
  json::object object;
  object["schema"] = kReportSchema;
  object["as_of"] = report.as_of;
  object["inputs"] = inputs_json(report);
  object["selection"] = selection_json(report.selection);
  object["targets"] = targets_json(report);
  return object;
}

}  // namespace

std::string render_ndjson(const Report& report, Detail detail) {
  std::string text;
  append_line(text, "report", head(report));
  if (detail != Detail::summary) {
    for (const GuestReport& guest : report.guests) append_line(text, "guest", guest_json(guest, detail));
  }
  json::object summary = summary_json(report);
  summary["incomplete"] = report.incomplete;
  summary["notes"] = notes_json(report);
  append_line(text, "summary", std::move(summary));
  return text;
}

}  // namespace hvcompat
