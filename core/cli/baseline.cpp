// Reading, comparing, telling.
#include "cli/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/inventory_files.hpp"
#include "cli/saved_side.hpp"
#include "diff/compare.hpp"
#include "diff/text.hpp"

namespace hvcompat {
namespace {

// What cannot be judged at all, as without a baseline.
void note_faults(ExitStatus& status, const Report& report) {
  const auto is_error = [](const NamedCount& outcome) {
    return outcome.count > 0 && outcome.name == name_of(Outcome::error);
  };
  if (report.incomplete || std::ranges::any_of(report.summary.outcomes, is_error)) status.note(ExitCode::incomplete);
}

void note_difference(ExitStatus& status, const Difference& difference, const std::set<std::string>& fail_on) {
  for (const GuestChange& guest : difference.guests) {
    const bool is_news = guest.kind == ChangeKind::worse || (guest.after && !guest.before);
    if (!is_news) continue;
    const Outcome outcome = guest.after->outcome;
    if (fail_on.contains(std::string(name_of(outcome)))) status.note(ExitCode::found);
    if (outcome == Outcome::undecided) status.note(ExitCode::undecided);
  }
}

void tell(const Difference& difference, const OutputOptions& options, Console& console) {
  DifferenceTextOptions text;
  if (!prints_text(options)) {
    std::string told = render_baseline(difference, text);
    told.pop_back();  // the line's end, which the console writes
    return console.note(told);
  }
  text.width = static_cast<std::size_t>(console.stdout_width());
  text.color = console.stdout_color();
  console.print("\n" + render_baseline(difference, text));
}

}  // namespace

void add_baseline_option(CLI::App& command, std::string& file) {
  command
      .add_option("--baseline", file,
                  "A saved report: only guests that got worse since, or that it does not have, make the exit code 1 "
                  "or 3")
      ->type_name("FILE");
}

Result<std::optional<Baseline>> read_baseline(const std::string& file, Console& console) {
  if (file.empty()) return std::optional<Baseline>{};
  const auto bytes = read_bytes(file);
  if (bytes.has_error()) return bytes.error();
  if (!is_report(*bytes))
    return usage_error(fmt::format("the baseline `{}` is no report", called(file)),
                       "save one with `hvcompat evaluate … --format json -o FILE`");
  auto saved = read_side(file, *bytes, console);
  if (saved.has_error()) return saved.error();
  if (saved->report.incomplete)
    console.warn(
        fmt::format("the baseline `{}` is incomplete: a guest that it lacks is not told as new, but counts for the "
                    "exit code as if it were",
                    called(file)));
  return std::optional(Baseline{called(file), std::move(*saved)});
}

void deliver_against(const std::optional<Baseline>& baseline, Report report, const SelectionOptions& selection,
                     const OutputOptions& options, Console& console, const Delivery& delivery) {
  if (!baseline) {
    if (select(report, selection, console)) deliver_report(report, options, console, delivery);
    return;
  }
  // A guest that is only not listed is compared as well: a gate must see it.
  if (!select(report, {selection.guest, selection.exclude, selection.tag, {}}, console)) return;
  const ReportToCompare before{baseline->saved.report, baseline->file, baseline->saved.detail, false};
  const Difference difference = compare_reports(before, {report, "this run", Detail::full, true});
  if (!select(report, {{}, {}, {}, selection.only}, console)) return;
  write_report(report, options, console, delivery);
  tell(difference, options, console);
  note_faults(console.status, report);
  note_difference(console.status, difference, failing_outcomes(options));
}

}  // namespace hvcompat
