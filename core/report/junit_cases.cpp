// Cases of the JUnit form.
#include "report/junit_cases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/guest_words.hpp"
#include "report/report_words.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

CaseState state_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
    case Outcome::warn:
    case Outcome::waived:
      break;
    case Outcome::undecided:
    case Outcome::not_applicable:
      return CaseState::skipped;
    case Outcome::fail:
      return CaseState::failed;
    case Outcome::error:
      return CaseState::error;
  }
  return CaseState::passed;
}

// Readers cut the class name at its last dot, so that none may stand in the names themselves.
std::string class_name(const GuestReport& guest) {
  std::string target = guest.target;
  std::string host = guest.host;
  std::ranges::replace(target, '.', '_');
  std::ranges::replace(host, '.', '_');
  return host.empty() ? target : target + "." + host;
}

std::string level_in_words(Level level, const std::vector<Level>& possible) {
  if (level != Level::indeterminate) return std::string(name_of(level));
  return fmt::format("{} ({})", name_of(level), join(names_of(possible), " or "));
}

std::string pack_line(const PackVerdict& pack) {
  if (pack.why.empty()) return source_in_words(pack);
  return fmt::format("{} ({})", pack.why, source_in_words(pack));
}

std::vector<std::string> area_lines(const AreaVerdict& area) {
  std::vector<std::string> lines{"level: " + level_in_words(area.level, area.possible)};
  for (const PackVerdict* pack : deciding_packs(area)) {
    if (!pack->rules.empty()) lines.push_back("because: " + pack_line(*pack));
    for (const std::string& obligation : pack->obligations) lines.push_back("obligation: " + obligation);
    if (!pack->note.empty()) lines.push_back("note: " + pack->note);
  }
  if (!area.missing.empty()) lines.push_back("missing: " + in_words(area.missing));
  return lines;
}

// A waiver takes a failing area out where it names each of the rules that decide, or improved the guest as a whole.
const AppliedWaiver* waiver_of(const Verdict& verdict, const AreaVerdict& area) {
  const AppliedWaiver* waiver = nullptr;
  for (const PackVerdict* pack : deciding_packs(area)) {
    waiver = waiver_of(verdict, *pack);
    if (!waiver) break;
  }
  return waiver ? waiver : waiver_of_whole(verdict);
}

std::string area_message(const AreaVerdict& area) {
  if (!area.assessed) return "not assessed: none of the facts it needs is known";
  if (area.outcome == Outcome::not_applicable) return "not applicable: no policy speaks about this guest";
  if (area.outcome == Outcome::undecided)
    return fmt::format("undecided: {}; missing: {}", join(names_of(area.possible), " or "), in_words(area.missing));
  for (const PackVerdict* pack : deciding_packs(area)) {
    if (!pack->why.empty()) return fmt::format("{}: {}", name_of(area.level), pack_line(*pack));
  }
  return std::string(name_of(area.level));
}

JunitCase area_case(const Verdict& verdict, const AreaVerdict& area) {
  JunitCase result;
  result.state = area.assessed ? state_of(area.outcome) : CaseState::skipped;
  result.type = name_of(area.level);
  result.message = area_message(area);
  std::vector<std::string> lines = area_lines(area);
  if (area.outcome == Outcome::warn) lines.insert(lines.begin(), "warning: " + result.message);
  const bool bad = result.state == CaseState::failed || area.outcome == Outcome::warn;
  if (const AppliedWaiver* waiver = bad ? waiver_of(verdict, area) : nullptr) {
    result.state = CaseState::passed;
    lines.insert(lines.begin(), "waived: " + in_words(*waiver));
  }
  result.text = join(lines, "\n");
  return result;
}

std::string boundary_line(const Verdict& verdict, const BoundaryVerdict& boundary) {
  std::string line = fmt::format("{} {}", boundary.id, name_of(boundary.state));
  if (boundary.state != BoundaryState::unknown && !boundary.why.empty()) line += ": " + boundary.why;
  if (!boundary.because.empty()) line += fmt::format(" ({})", join(boundary.because, ", "));
  if (!boundary.missing.empty()) line += "; missing: " + in_words(boundary.missing);
  if (boundary.state != BoundaryState::clear && !boundary.remedy.empty()) line += "; remedy: " + boundary.remedy;
  if (const AppliedWaiver* waiver = waiver_of(verdict, boundary)) line += "; " + in_words(*waiver);
  return line;
}

bool has(const Verdict& verdict, BoundaryState state) {
  return std::ranges::any_of(verdict.boundaries, [state](const auto& boundary) { return boundary.state == state; });
}

std::string boundaries_message(const Verdict& verdict) {
  std::vector<std::string> parts;
  for (const BoundaryState state : {BoundaryState::crossed, BoundaryState::reachable, BoundaryState::unknown}) {
    const std::vector<std::string> ids = boundaries_in(verdict, state);
    if (!ids.empty()) parts.push_back(fmt::format("{}: {}", name_of(state), join(ids, ", ")));
  }
  return parts.empty() ? "no boundary applies" : join(parts, "; ");
}

// Where an outcome is no boundary's either, the guest's own is told: no guest reads better than it is.
JunitCase boundaries_case(const Verdict& verdict) {
  JunitCase result;
  const std::optional<Outcome> outcome = boundary_outcome(verdict);
  result.type = verdict.boundaries.empty() ? name_of(verdict.outcome) : "boundaries";
  result.message =
      verdict.boundaries.empty() ? fmt::format("outcome {}", name_of(verdict.outcome)) : boundaries_message(verdict);
  if (outcome) {
    result.state = state_of(*outcome);
  } else if (verdict.boundaries.empty()) {
    result.state = state_of(verdict.outcome);
  } else {
    const bool open = has(verdict, BoundaryState::unknown);
    const bool known = has(verdict, BoundaryState::crossed) || has(verdict, BoundaryState::reachable) ||
                       has(verdict, BoundaryState::clear);
    result.state = open || !known ? CaseState::skipped : CaseState::passed;
  }
  std::vector<std::string> lines;
  if (has(verdict, BoundaryState::crossed)) lines.push_back("warning: " + result.message);
  for (const BoundaryVerdict& boundary : verdict.boundaries) {
    if (boundary.state != BoundaryState::not_applicable) lines.push_back(boundary_line(verdict, boundary));
  }
  result.text = lines.empty() ? result.message : join(lines, "\n");
  return result;
}

}  // namespace

std::vector<JunitCase> guest_cases(const GuestReport& guest, const std::string& name) {
  const Verdict& verdict = guest.verdict;
  std::vector<JunitCase> cases;
  for (const AreaVerdict& area : verdict.areas) {
    cases.push_back(area_case(verdict, area));
    cases.back().name = fmt::format("{}: {}", name, area.area);
  }
  if (!verdict.boundaries.empty() || cases.empty() || boundary_outcome(verdict)) {
    cases.push_back(boundaries_case(verdict));
    cases.back().name = fmt::format("{}: {}", name, verdict.boundaries.empty() ? "verdict" : "boundaries");
  }
  for (JunitCase& each : cases) each.classname = class_name(guest);
  return cases;
}

JunitCase collection_case(const TargetReport& target) {
  JunitCase result;
  result.classname = target.name;
  std::ranges::replace(result.classname, '.', '_');
  result.name = "collection";
  result.seconds = target.seconds;
  std::vector<std::string> lines{
      fmt::format("{}: {}, {}", target.uri, counted(target.hosts, "host"), counted(target.guests, "guest"))};
  for (const CollectionError& error : target.errors) lines.push_back(in_words(error));
  if (!target.complete) {
    result.state = CaseState::error;
    result.type = "incomplete";
    result.message = target.errors.empty() ? "the collection was cut off" : in_words(target.errors.front());
  } else if (!target.errors.empty()) {
    lines.insert(lines.begin(), "warning: not everything could be read");
  }
  result.text = join(lines, "\n");
  return result;
}

JunitCase report_case(const Report& report) {
  JunitCase result;
  result.classname = "hvcompat";
  result.name = "everything was evaluated";
  std::vector<std::string> lines = incomplete_because(report);
  if (!lines.empty()) {
    result.state = CaseState::error;
    result.type = "incomplete";
    result.message = "incomplete: " + join(lines, "; ");
  }
  for (const std::string& text : not_told(report)) lines.push_back("not evaluated: " + text);
  for (const std::string& note : report.notes) lines.push_back("note: " + note);
  result.text = join(lines, "\n");
  return result;
}

}  // namespace hvcompat
