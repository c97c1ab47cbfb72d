// What the page shows, as JSON.
#include "report/html_data.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include "report/answer_sentence.hpp"
#include "report/guest_json.hpp"
#include "report/guest_words.hpp"
#include "report/json_values.hpp"
#include "report/parts_json.hpp"
#include "report/report_words.hpp"
#include "report/rule_outline.hpp"
#include "report/same_content.hpp"
#include "report/shared_json.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

std::string_view name_of(Detail detail) {
  return detail == Detail::summary ? "summary" : detail == Detail::verdicts ? "verdicts" : "full";
}

json::object report_json(const Report& report) {
  json::object object;
  object["schema"] = kReportSchema;
  object["as_of"] = report.as_of;
  object["inputs"] = inputs_json(report);
  object["selection"] = selection_json(report.selection);
  object["summary"] = summary_json(report);
  object["incomplete"] = report.incomplete;
  object["notes"] = notes_json(report);
  object["targets"] = targets_json(report);
  return object;
}

// What the forms for people say alike of the report as a whole.
json::object words_json(const Report& report) {
  json::object words;
  words["incomplete"] = texts(incomplete_because(report));
  words["not_told"] = texts(not_told(report));
  words["not_listed"] = report.summary.not_listed > 0 ? not_listed(report) : "";
  return words;
}

// "a7-overcommit crossed", as the summary counts them.
json::array boundary_states(const Verdict& verdict) {
  json::array states;
  for (const BoundaryVerdict& boundary : verdict.boundaries) {
    if (boundary.state == BoundaryState::clear || boundary.state == BoundaryState::not_applicable) continue;
    states.emplace_back(boundary.id + " " + std::string(name_of(boundary.state)));
  }
  return states;
}

json::array missing_json(const Verdict& verdict) {
  json::array names;
  for (const MissingFact& missing : verdict.missing) names.emplace_back(missing.fact);
  return names;
}

json::object row_json(const json::object& guest, const Verdict& verdict) {
  json::object row;
  for (const char* member : {"id", "name", "target", "host", "cluster", "os", "hypervisor", "tags", "level", "outcome"})
    if (const json::value* value = guest.if_contains(member)) row[member] = *value;
  row["rules"] = texts(deciding(verdict).rules);
  row["boundaries"] = boundary_states(verdict);
  row["missing"] = missing_json(verdict);
  return row;
}

// What the sentence is made of: less than a guest's whole JSON.
std::string sentence_of(const json::object& frame, const Verdict& verdict) {
  json::array areas;
  for (const AreaVerdict& area : verdict.areas) {
    json::array packs;
    for (const PackVerdict& pack : area.packs) {
      if (pack.level != verdict.level || pack.why.empty()) continue;
      packs.push_back(json::object{{"level", name_of(pack.level)},
                                   {"why", pack.why},
                                   {"rules", texts(pack.rules)},
                                   {"policy", pack.policy},
                                   {"revision", pack.revision}});
    }
    areas.push_back(json::object{{"area", area.area}, {"packs", std::move(packs)}});
  }
  json::object guest;
  for (const char* member : {"id", "name", "level", "possible", "missing"}) guest[member] = frame.at(member);
  guest["areas"] = std::move(areas);
  return answer_sentence(guest);
}

// The guests' reasoning. Areas and boundaries that hold the same are made into JSON once.
class Reasoning {
 public:
  explicit Reasoning(Detail detail) : detail_(detail) {}

  void add(const GuestReport& guest, json::object frame) {
    frame["sentence"] = sentence_of(frame, guest.verdict);
    SharedJson::Members more;
    if (detail_ == Detail::full) {
      more.emplace_back("facts", grouped(guest.facts, true));
      more.emplace_back("unknown", grouped(guest.facts, false));
    }
    more.emplace_back("areas", areas(guest.verdict));
    more.emplace_back("boundaries", boundaries(guest.verdict));
    guests_.push_back(pool_.add_with(frame, more));
  }

  std::string text() { return pool_.text(pool_.add_array(guests_)); }

 private:
  using Node = SharedJson::Node;

  Node areas(const Verdict& verdict) {
    std::vector<Node> nodes;
    for (const AreaVerdict& area : verdict.areas)
      nodes.push_back(areas_(area, [&](const AreaVerdict& each) { return pool_.add(area_json(each, detail_)); }));
    return pool_.add_array(nodes);
  }

  Node boundaries(const Verdict& verdict) {
    std::vector<Node> nodes;
    for (const BoundaryVerdict& boundary : verdict.boundaries)
      nodes.push_back(
          boundaries_(boundary, [&](const BoundaryVerdict& each) { return pool_.add(boundary_json(each)); }));
    return pool_.add_array(nodes);
  }

  // {"guest":{"guest.os.family":…},"host":{…}}: the facts of a host are those of all its guests, and then stand once.
  Node grouped(const Facts& facts, bool known) {
    SharedJson::Members groups;
    SharedJson::Members members;
    std::string_view group;
    const auto close = [&] {
      if (!members.empty()) groups.emplace_back(group, pool_.add_with({}, members));
      members.clear();
    };
    for (const auto& [name, fact] : facts) {
      if (fact.known() != known) continue;
      const std::string_view entity = std::string_view(name).substr(0, name.find('.'));
      if (entity != group) close();
      group = entity;
      members.emplace_back(name, pool_.add(fact_json(fact)));
    }
    close();
    return pool_.add_with({}, groups);
  }

  Detail detail_;
  SharedJson pool_;
  MadeOnce<AreaVerdict, Node> areas_;
  MadeOnce<BoundaryVerdict, Node> boundaries_;
  std::vector<Node> guests_;
};

}  // namespace

HtmlData html_data(const Report& report, const HtmlOptions& options) {
  SharedJson index;
  Reasoning reasoning(options.detail);
  std::vector<SharedJson::Node> rows;
  for (const GuestReport& guest : report.guests) {
    if (options.detail == Detail::summary) break;
    json::object frame = guest_frame_json(guest);
    rows.push_back(index.add(row_json(frame, guest.verdict)));
    reasoning.add(guest, std::move(frame));
  }
  const SharedJson::Node root = index.add_array(
      {index.add(report_json(report)), index.add(json::string(name_of(options.detail))),
       index.add(pack_words_json(options.packs)), index.add_array(rows), index.add(words_json(report))});
  return {index.text(root), reasoning.text()};
}

}  // namespace hvcompat
