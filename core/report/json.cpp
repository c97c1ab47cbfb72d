// The report as one JSON document. Guests are written one by one: the tree of a whole fleet would be large.
#include "report/json.hpp"

#include <fmt/format.h>

#include <boost/json/value.hpp>

#include "report/guest_json.hpp"
#include "report/json_text.hpp"
#include "report/parts_json.hpp"

namespace hvcompat {

namespace {

void append_member(std::string& to, std::string_view key, const boost::json::value& value) {
  fmt::format_to(std::back_inserter(to), "{}\n  \"{}\": ", to.size() > 1 ? "," : "", key);
  append_indented(to, value, 1);
}

void append_guests(std::string& to, const Report& report, Detail detail) {
  to += ",\n  \"guests\": [";
  for (const GuestReport& guest : report.guests) {
    to += &guest == &report.guests.front() ? "\n    " : ",\n    ";
    append_indented(to, guest_json(guest, detail), 2);
  }
  to += report.guests.empty() ? "]" : "\n  ]";
}

}  // namespace

std::string render_json(const Report& report, Detail detail) {
  std::string text = "{";
  append_member(text, "schema", kReportSchema);
  append_member(text, "as_of", boost::json::string(report.as_of));
  append_member(text, "inputs", inputs_json(report));
  append_member(text, "selection", selection_json(report.selection));
  append_member(text, "summary", summary_json(report));
  append_member(text, "incomplete", report.incomplete);
  append_member(text, "notes", notes_json(report));
  append_member(text, "targets", targets_json(report));
  if (detail != Detail::summary) append_guests(text, report, detail);
  return text + "\n}\n";
}

}  // namespace hvcompat
