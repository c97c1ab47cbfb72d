// The report for a terminal: a line for each guest, and what all of them together say.
#include "report/text.hpp"

#include <algorithm>

#include "report/table.hpp"
#include "report/text_sections.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

std::string_view color_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return "\x1b[32m";
    case Outcome::warn:
      return "\x1b[33m";
    case Outcome::undecided:
      return "\x1b[36m";
    case Outcome::fail:
    case Outcome::error:
      return "\x1b[31m";
    case Outcome::not_applicable:
    case Outcome::waived:
      return "\x1b[2m";
  }
  return {};
}

std::string once_each(std::vector<std::string> words) {
  std::vector<std::string> kept;
  for (std::string& word : words) {
    if (std::ranges::find(kept, word) == kept.end()) kept.push_back(std::move(word));
  }
  return join(kept, " ");
}

// The rules behind the guest's level: of the packs that gave it, or of all that may still give one.
std::string rules_of(const Verdict& verdict) {
  std::vector<std::string> rules;
  for (const AreaVerdict& area : verdict.areas) {
    if (!area.assessed || area.level != verdict.level) continue;
    for (const PackVerdict& pack : area.packs) {
      if (pack.level != area.level) continue;
      rules.insert(rules.end(), pack.rules.begin(), pack.rules.end());
    }
  }
  return once_each(std::move(rules));
}

std::string crossed(const Verdict& verdict) {
  std::vector<std::string> ids;
  for (const BoundaryVerdict& boundary : verdict.boundaries) {
    if (boundary.state == BoundaryState::crossed) ids.push_back(boundary.id);
  }
  return once_each(std::move(ids));
}

std::vector<Cell> row_of(const GuestReport& guest, bool color, bool with_target) {
  const Verdict& verdict = guest.verdict;
  std::vector<Cell> row;
  if (with_target) row.push_back({for_terminal(guest.target)});
  row.push_back({for_terminal(guest.name.empty() ? guest.id : guest.name)});
  row.push_back({for_terminal(guest.host)});
  row.push_back({guest.os.empty() ? "?" : for_terminal(guest.os)});
  row.push_back({std::string(name_of(verdict.level))});
  row.push_back({std::string(name_of(verdict.outcome)), color ? color_of(verdict.outcome) : std::string_view{}});
  row.push_back({for_terminal(rules_of(verdict))});
  row.push_back({for_terminal(crossed(verdict))});
  return row;
}

std::string guest_table(const Report& report, const TextOptions& options) {
  const bool with_target = report.targets.size() > 1;
  std::vector<Column> columns = {{"GUEST", 8},
                                 {"HOST", 6},
                                 {"OS", 10},
                                 {"LEVEL", 0, false},
                                 {"OUTCOME", 0, false},
                                 {"RULE", 4},
                                 {"BOUNDARIES CROSSED", 8}};
  if (with_target) columns.insert(columns.begin(), Column{"TARGET", 6});
  std::vector<std::vector<Cell>> rows;
  for (const GuestReport& guest : report.guests) rows.push_back(row_of(guest, options.color, with_target));
  return render_table(columns, rows, options.width);
}

}  // namespace

std::string render_text(const Report& report, const TextOptions& options) {
  const Summary& summary = report.summary;
  std::string text;
  const auto add_section = [&](const std::string& section) {
    if (!text.empty() && !section.empty()) text += '\n';
    text += section;
  };
  if (options.guests && !report.guests.empty()) add_section(guest_table(report, options));
  add_section(summary_section(report, options.width));
  add_section(reasons_section(summary, options.width));
  add_section(missing_section(summary, options.width));
  add_section(not_assessed_section(summary));
  add_section(boundaries_section(summary, options.width));
  add_section(targets_section(report, options.width));
  add_section(notes_section(report, options.width));
  return text;
}

}  // namespace hvcompat
