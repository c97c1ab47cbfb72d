// The guests of a report as a table.
#include "report/guest_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/color.hpp"
#include "report/guest_words.hpp"
#include "report/report_words.hpp"
#include "report/table.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

Cell told(const std::string& text) { return {text.empty() ? "?" : for_terminal(text)}; }

// A column, and what it says of a guest.
struct Field {
  Column column;
  Cell (*cell)(const GuestReport& guest);
};

template <class Enum>
Cell named(Enum value) {
  return {std::string(name_of(value)), color_of(value)};
}

bool several_hypervisors(const Report& report) {
  std::set<std::string_view> seen;
  for (const GuestReport& guest : report.guests) seen.insert(guest.hypervisor);
  return seen.size() > 1;
}

// The higher the rank, the sooner a column is left out in a narrow terminal. What a group's heading says is not
// repeated.
std::vector<Field> fields(const Report& report, const std::optional<GroupBy>& by) {
  using Guest = const GuestReport&;
  std::vector<Field> all;
  const auto add = [&all](bool shown, Column column, Cell (*cell)(Guest)) {
    if (shown) all.push_back({std::move(column), cell});
  };
  add(report.targets.size() > 1 && by != GroupBy::target && by != GroupBy::host, {"TARGET", 8, true, 2},
      [](Guest guest) { return Cell{for_terminal(guest.target)}; });
  add(true, {"GUEST", 14}, [](Guest guest) { return Cell{for_terminal(called(guest))}; });
  add(by != GroupBy::host, {"HOST", 8, true, 3}, [](Guest guest) { return Cell{for_terminal(guest.host)}; });
  add(several_hypervisors(report), {"HYPERVISOR", 12, true, 7}, [](Guest guest) { return told(guest.hypervisor); });
  add(true, {"OS", 22, true, 5}, [](Guest guest) { return told(guest.os); });
  add(by != GroupBy::level, {"LEVEL", 0, false, 1}, [](Guest guest) { return named(guest.verdict.level); });
  add(by != GroupBy::outcome, {"OUTCOME", 0, false}, [](Guest guest) { return named(guest.verdict.outcome); });
  add(true, {"RULE", 8, true, 4},
      [](Guest guest) { return Cell{for_terminal(join(deciding(guest.verdict).rules, " "))}; });
  add(true, {"BOUNDARIES CROSSED", 10, true, 6},
      [](Guest guest) { return Cell{for_terminal(join(boundaries_in(guest.verdict, BoundaryState::crossed), " "))}; });
  return all;
}

std::vector<Cell> row_of(const GuestReport& guest, const std::vector<Field>& fields, bool color) {
  std::vector<Cell> row;
  for (const Field& field : fields) {
    row.push_back(field.cell(guest));
    if (!color) row.back().color = {};
  }
  return row;
}

std::string heading_of(const GuestGroup& group) {
  return fmt::format("{}: {}: {}", for_terminal(group.name), counted(group.guests.size(), "guest"),
                     in_words(group.outcomes));
}

std::vector<TableSection> sections_of(const Report& report, const TextOptions& options,
                                      const std::vector<Field>& fields) {
  std::vector<TableSection> sections;
  if (!options.group_by) {
    TableSection& all = sections.emplace_back();
    for (const GuestReport& guest : report.guests) all.rows.push_back(row_of(guest, fields, options.color));
    return sections;
  }
  for (const GuestGroup& group : grouped(report, *options.group_by)) {
    TableSection& section = sections.emplace_back();
    section.heading = heading_of(group);
    if (options.color) section.color = kBold;
    for (const GuestReport* guest : group.guests) section.rows.push_back(row_of(*guest, fields, options.color));
  }
  return sections;
}

std::string headings_alone(const Report& report, const TextOptions& options) {
  std::string text;
  if (!options.group_by) return text;
  for (const GuestGroup& group : grouped(report, *options.group_by))
    text += wrap(heading_of(group), options.width, 2) + "\n";
  return text;
}

}  // namespace

std::string guest_table(const Report& report, const TextOptions& options) {
  if (report.guests.empty()) return {};
  if (!options.guests) return headings_alone(report, options);
  const std::vector<Field> shown = fields(report, options.group_by);
  std::vector<Column> columns;
  for (const Field& field : shown) columns.push_back(field.column);
  const Table table = render_table(columns, sections_of(report, options, shown), options.width);
  if (table.left_out.empty()) return table.text;
  const std::string note = fmt::format("({} columns are too few for {})", options.width, join(table.left_out, ", "));
  return table.text + painted(wrap(note, options.width, 2), options.color ? kDim : std::string_view{}) + "\n";
}

}  // namespace hvcompat
