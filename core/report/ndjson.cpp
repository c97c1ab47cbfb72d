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

}  // namespace

std::string ndjson_head(const Report& report) {
  json::object head;
  head["schema"] = kReportSchema;
  head["as_of"] = report.as_of;
  head["inputs"] = inputs_json(report);
  head["selection"] = selection_json(report.selection);
  head["targets"] = targets_json(report);
  std::string text;
  append_line(text, "report", std::move(head));
  return text;
}

std::string ndjson_summary(const Report& report) {
  json::object summary = summary_json(report);
  summary["incomplete"] = report.incomplete;
  summary["notes"] = notes_json(report);
  std::string text;
  append_line(text, "summary", std::move(summary));
  return text;
}

std::string render_ndjson(const Report& report, Detail detail) {
  std::string text = ndjson_head(report);
  if (detail != Detail::summary) {
    for (const GuestReport& guest : report.guests) append_line(text, "guest", guest_json(guest, detail));
  }
  text += ndjson_summary(report);
  return text;
}

}  // namespace hvcompat
