// CSV.
#include "report/csv.hpp"

#include <algorithm>
#include <array>

#include "report/guest_words.hpp"
#include "report/report_words.hpp"
#include "text/lists.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::array<std::string_view, 28> kColumns = {
    "record",  "target",      "guest",     "id",          "host",          "cluster",      "os",
    "vendor",  "hypervisor",  "tags",      "level",       "possible",      "outcome",      "rules",
    "clauses", "why",         "crossed",   "reachable",   "unknown",       "not_assessed", "missing",
    "remedy",  "obligations", "conflicts", "waiver_rule", "waiver_reason", "waiver_owner", "waiver_expires"};

using Row = std::array<std::string, kColumns.size()>;

std::string& cell(Row& row, std::string_view column) {
  return row[static_cast<std::size_t>(std::ranges::find(kColumns, column) - kColumns.begin())];
}

std::string list(const std::vector<std::string>& items) { return join(items, "; "); }

// https://owasp.org/www-community/attacks/CSV_Injection, the full-width forms included.
bool is_formula(std::string_view text) {
  constexpr std::array<std::string_view, 11> kStarts = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  return std::ranges::any_of(kStarts, [text](std::string_view start) { return text.starts_with(start); });
}

// Quoted also where another separator than the comma would split it.
std::string field(std::string_view text) {
  std::string safe = as_text(text);
  if (is_formula(safe)) safe.insert(0, "'");
  if (safe.find_first_of(",;\t|\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

template <class Fields>
void append_line(std::string& to, const Fields& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) to += (i == 0 ? "" : ",") + field(fields[i]);
  to += "\r\n";
}

std::vector<std::string> missing_names(const Verdict& verdict) {
  std::vector<std::string> names;
  for (const MissingFact& missing : verdict.missing) names.push_back(missing.fact);
  return names;
}

std::string first_remedy(const Verdict& verdict) {
  const auto found =
      std::ranges::find_if(verdict.missing, [](const MissingFact& missing) { return !missing.unknown.remedy.empty(); });
  return found == verdict.missing.end() ? std::string{} : found->unknown.remedy;
}

void add_areas(Row& row, const Verdict& verdict) {
  std::vector<std::string> obligations, not_assessed;
  for (const AreaVerdict& area : verdict.areas) {
    if (!area.assessed) not_assessed.push_back(area.area);
    for (const PackVerdict* pack : deciding_packs(area)) add_all_new(obligations, pack->obligations);
  }
  cell(row, "obligations") = list(obligations);
  cell(row, "not_assessed") = list(not_assessed);
}

void add_waivers(Row& row, const std::vector<AppliedWaiver>& waivers) {
  std::vector<std::string> rules, reasons, owners, expiries;
  for (const AppliedWaiver& waiver : waivers) {
    rules.push_back(waiver.rule);
    reasons.push_back(waiver.reason);
    owners.push_back(waiver.owner);
    expiries.push_back(waiver.expires);
  }
  cell(row, "waiver_rule") = list(rules);
  cell(row, "waiver_reason") = list(reasons);
  cell(row, "waiver_owner") = list(owners);
  cell(row, "waiver_expires") = list(expiries);
}

void add_verdict(Row& row, const Verdict& verdict) {
  const Deciding because = deciding(verdict);
  cell(row, "level") = name_of(verdict.level);
  cell(row, "possible") = list(names_of(verdict.possible));
  cell(row, "outcome") = name_of(verdict.outcome);
  cell(row, "rules") = list(because.rules);
  cell(row, "clauses") = list(because.clauses);
  cell(row, "why") = list(because.why);
  cell(row, "crossed") = list(boundaries_in(verdict, BoundaryState::crossed));
  cell(row, "reachable") = list(boundaries_in(verdict, BoundaryState::reachable));
  cell(row, "unknown") = list(boundaries_in(verdict, BoundaryState::unknown));
  cell(row, "missing") = list(missing_names(verdict));
  cell(row, "remedy") = first_remedy(verdict);
  add_areas(row, verdict);
  add_waivers(row, verdict.waivers);
}

Row guest_row(const GuestReport& guest) {
  Row row;
  cell(row, "record") = "guest";
  cell(row, "target") = guest.target;
  cell(row, "guest") = called(guest);
  cell(row, "id") = guest.id;
  cell(row, "host") = guest.host;
  cell(row, "cluster") = guest.cluster;
  cell(row, "os") = guest.os;
  cell(row, "vendor") = guest.vendor;
  cell(row, "hypervisor") = guest.hypervisor;
  cell(row, "tags") = list(guest.tags);
  add_verdict(row, guest.verdict);
  std::vector<std::string> conflicts;
  for (const Conflict& conflict : guest.conflicts) conflicts.push_back(conflict.fact + ": " + conflict.text);
  cell(row, "conflicts") = list(conflicts);
  return row;
}

// A target that was not read whole, or of which something could not be read.
Row target_row(const TargetReport& target) {
  Row row;
  cell(row, "record") = "target";
  cell(row, "target") = target.name;
  if (!target.complete) cell(row, "outcome") = name_of(Outcome::error);
  std::vector<std::string> errors;
  for (const CollectionError& error : target.errors) errors.push_back(in_words(error));
  cell(row, "why") = errors.empty() ? "the collection was cut off" : list(errors);
  return row;
}

// None where the list of guests is all there is to say.
std::vector<Row> report_rows(const Report& report) {
  std::vector<Row> rows;
  if (is_incomplete(report)) {
    Row& row = rows.emplace_back();
    cell(row, "outcome") = name_of(Outcome::error);
    cell(row, "why") = "incomplete: " + list(incomplete_because(report));
  }
  if (report.summary.not_listed > 0) cell(rows.emplace_back(), "why") = not_listed(report);
  for (Row& row : rows) cell(row, "record") = "report";
  return rows;
}

}  // namespace

std::string render_csv(const Report& report) {
  std::string text;
  append_line(text, kColumns);
  for (const Row& row : report_rows(report)) append_line(text, row);
  for (const TargetReport& target : report.targets) {
    if (!target.complete || !target.errors.empty()) append_line(text, target_row(target));
  }
  for (const GuestReport& guest : report.guests) append_line(text, guest_row(guest));
  return text;
}

}  // namespace hvcompat
