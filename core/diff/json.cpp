// The difference as JSON; guests are written one by one.
#include "diff/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "diff/compare.hpp"
#include "diff/words.hpp"
#include "report/json_text.hpp"
#include "report/json_values.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

json::string text_json(const std::string& text) { return json::string(text); }

json::object compared_json(const ComparedSide& side) {
  return {{"file", side.name},     {"judged_now", side.judged_now}, {"as_of", side.as_of},
          {"guests", side.guests}, {"incomplete", side.incomplete}, {"holds_facts", side.holds_facts}};
}

json::object summary_json(const DifferenceCounts& counts) {
  json::object object;
  object["compared"] = counts.compared();
  for (int i = 0; i <= static_cast<int>(ChangeKind::unchanged); ++i) {
    const auto kind = static_cast<ChangeKind>(i);
    object[name_of(kind)] = counts.of(kind);
  }
  object["moved"] = counts.moved;
  object["worse_for_gates"] = counts.worse_for_gates;
  return object;
}

json::object input_json(const Cause& cause) {
  return {{"kind", name_of(cause.kind)}, {"what", cause.what}, {"old", cause.before}, {"new", cause.after}};
}

json::object cause_json(const Cause& cause) {
  json::object object = input_json(cause);
  object["sure"] = cause.sure;
  object["through"] = array_of(cause.through, text_json);
  object["evidence"] = json::object{{"old", cause.evidence_before}, {"new", cause.evidence_after}};
  return object;
}

json::object shared_json(const SharedCause& shared) {
  json::object object = input_json(shared.cause);
  object["sure"] = shared.cause.sure;
  object["guests"] = shared.guests;
  object["worse"] = shared.worse;
  object["better"] = shared.better;
  return object;
}

json::object change_json(const Change& change) {
  return {{"what", change.what}, {"name", change.name}, {"old", change.before}, {"new", change.after}};
}

json::value side_json(const std::optional<GuestSide>& side) {
  if (!side) return nullptr;
  return json::object{{"target", side->target},
                      {"id", side->id},
                      {"name", side->name},
                      {"host", side->host},
                      {"level", name_of(side->level)},
                      {"possible", array_of(side->possible, [](Level level) { return json::string(name_of(level)); })},
                      {"outcome", name_of(side->outcome)}};
}

json::object guest_json(const GuestChange& guest) {
  return {{"kind", name_of(guest.kind)},
          {"worse_for_gates", counts_as_worse(guest)},
          {"old", side_json(guest.before)},
          {"new", side_json(guest.after)},
          {"moved", array_of(guest.moved, change_json)},
          {"changes", array_of(guest.changes, change_json)},
          {"causes", array_of(guest.causes, cause_json)}};
}

void append_member(std::string& to, std::string_view key, const json::value& value) {
  to += to.size() > 1 ? ",\n  \"" : "\n  \"";
  to += key;
  to += "\": ";
  append_indented(to, value, 1);
}

void append_guests(std::string& to, const Difference& difference, const std::vector<ChangeKind>& only) {
  to += ",\n  \"guests\": [";
  bool none = true;
  for (const GuestChange& guest : difference.guests) {
    if (!is_listed(guest, only)) continue;
    to += std::exchange(none, false) ? "\n    " : ",\n    ";
    append_indented(to, guest_json(guest), 2);
  }
  to += none ? "]" : "\n  ]";
}

}  // namespace

std::string render_json(const Difference& difference, const std::vector<ChangeKind>& only) {
  std::string text = "{";
  append_member(text, "schema", kDifferenceSchema);
  append_member(text, "old", compared_json(difference.before));
  append_member(text, "new", compared_json(difference.after));
  append_member(text, "summary", summary_json(difference.counts));
  append_member(text, "inputs", array_of(difference.inputs, input_json));
  append_member(text, "causes", array_of(difference.causes, shared_json));
  append_member(text, "notes", array_of(difference.notes, text_json));
  append_guests(text, difference, only);
  return text + "\n}\n";
}

}  // namespace hvcompat
