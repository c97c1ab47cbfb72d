// Guests of a fleet as lines.
#include "report/fleet_ndjson.hpp"

#include <array>
#include <atomic>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include "report/guest_json.hpp"
#include "report/json_text.hpp"
#include "text/side_by_side.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

// `"os":…,"vendor":…,`: the members from one to another, as they stand on a line.
std::string members(const json::object& object, std::string_view first, std::string_view last) {
  std::string text;
  for (auto member = object.find(first); member != object.end(); ++member) {
    append_compact(text, json::string(member->key()));
    text += ':';
    append_compact(text, member->value());
    text += ',';
    if (member->key() == last) break;
  }
  return text;
}

}  // namespace

FleetLines::Text::Text(std::string_view marked) {
  for (;;) {
    const std::size_t open = marked.find(kOwnValue);
    text_ += marked.substr(0, open);
    if (open == std::string_view::npos) return;
    const std::size_t close = marked.find(kOwnValue, open + 1);
    places_.push_back({text_.size(), std::string(marked.substr(open + 1, close - open - 1))});
    marked.remove_prefix(close + 1);
  }
}

void FleetLines::Text::append(std::string& to, const ListedFleet& fleet, const FleetGuestView& guest) const {
  std::size_t at = 0;
  for (const Place& place : places_) {
    to.append(text_, at, place.end - at);
    fleet.append_own_value(to, place.fact, guest);
    at = place.end;
  }
  to.append(text_, at);
}

FleetLines::FleetLines(const ListedFleet& fleet, unsigned threads) : fleet_(fleet) {
  struct Members {
    Texts& texts;
    std::size_t part;
    std::string_view first;
    std::string_view last;
  };
  const std::array<Members, 7> members{{{names_, kNames, "os", "hypervisor"},
                                        {answers_, kAreas, "level", "missing"},
                                        {areas_, kAreas, "areas", "areas"},
                                        {advice_, kAdvice, "advice", "advice"},
                                        {first_steps_, kFirstSteps, "first_steps", "first_steps"},
                                        {conflicts_, kConflicts, "conflicts", "conflicts"},
                                        {waivers_, kWaivers, "waiver", "waivers"}}};
  boundaries_.resize(fleet.details().parts() - kBoundaries);
  std::atomic<std::size_t> next = 0;
  side_by_side(threads, [&] {
    for (std::size_t i = next++; i <= members.size() + boundaries_.size(); i = next++) {
      if (i < members.size()) {
        members[i].texts = texts_of(members[i].part, members[i].first, members[i].last);
      } else if (const std::size_t boundary = i - members.size(); boundary < boundaries_.size()) {
        boundaries_[boundary] = boundary_texts(kBoundaries + boundary);
      } else {
        write_hosts();
      }
    }
  });
}

void FleetLines::write_hosts() {
  for (const FleetHostNames& host : fleet_.hosts()) {
    GuestReport report;
    report.host = host.host;
    report.cluster = host.cluster;
    report.target = host.target;
    hosts_.push_back(members(guest_json(report, Detail::verdicts), "host", "target"));
  }
}

FleetLines::Texts FleetLines::boundary_texts(std::size_t part) const {
  Texts texts;
  for (const GuestReport& report : fleet_.details().reports(part)) {
    std::string text;
    append_compact(text, boundary_json(report.verdict.boundaries.front()));
    texts.emplace_back(text);
  }
  return texts;
}

FleetLines::Texts FleetLines::texts_of(std::size_t part, std::string_view first, std::string_view last) const {
  Texts texts;
  for (const GuestReport& report : fleet_.details().reports(part))
    texts.emplace_back(members(guest_json(report, Detail::verdicts), first, last));
  return texts;
}

void FleetLines::append_part(std::string& to, const Texts& texts, std::size_t part, const FleetGuestView& guest) const {
  texts[guest.shape.parts[part]].append(to, fleet_, guest);
}

void FleetLines::append(std::string& to, const FleetGuestView& guest) const {
  const auto known = [&](std::string_view name) -> std::string_view {
    const auto found = std::ranges::lower_bound(guest.record.facts, name, {}, &SavedRecord::Item::name);
    return found != guest.record.facts.end() && found->name == name ? found->json : std::string_view();
  };
  to += R"({"record":"guest","id":")";
  to += guest.record.id;
  to += R"(","name":")";
  to += guest.record.name;
  to += "\",";
  to += hosts_[guest.host];
  append_part(to, names_, kNames, guest);
  const std::string_view tags = known(kTags);
  to += "\"tags\":";
  to += tags.empty() ? "[]" : tags;
  to += ',';
  append_part(to, answers_, kAreas, guest);
  to += "\"outcome\":\"";
  to += name_of(guest.shape.outcome);
  to += "\",";
  append_part(to, areas_, kAreas, guest);
  to += "\"boundaries\":[";
  for (std::size_t i = 0; i < boundaries_.size(); ++i) {
    if (i > 0) to += ',';
    append_part(to, boundaries_[i], kBoundaries + i, guest);
  }
  to += "],";
  append_part(to, advice_, kAdvice, guest);
  append_part(to, first_steps_, kFirstSteps, guest);
  append_part(to, conflicts_, kConflicts, guest);
  append_part(to, waivers_, kWaivers, guest);
  to.back() = '}';  // in the place of the last comma
  to += '\n';
}

}  // namespace hvcompat
