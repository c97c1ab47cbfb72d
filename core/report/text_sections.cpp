// The sections of the terminal report after the table.
#include "report/text_sections.hpp"

#include <fmt/format.h>

#include "report/color.hpp"
#include "report/headline.hpp"
#include "report/report_words.hpp"
#include "report/table.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kMostLines = 10;

std::string item(std::string_view text, std::size_t width, std::size_t indent = 2) {
  return std::string(indent, ' ') + wrap(safe_lines(text), width, indent + 2) + "\n";
}

std::string packs(const ReportInputs& inputs) {
  std::string text;
  for (const PackInput& pack : inputs.packs) {
    text += fmt::format("{}{}@{}", text.empty() ? "" : ", ", pack.id, pack.revision);
  }
  return text;
}

std::string more(std::size_t size) {
  return size > kMostLines ? fmt::format("  … and {} more\n", size - kMostLines) : std::string{};
}

// Of the worst outcome; nothing evaluated is as bad as any.
std::string_view headline_color(const Summary& summary) {
  if (summary.guests == 0) return kBoldRed;
  Outcome worst = Outcome::not_applicable;
  for (const NamedCount& count : summary.outcomes) {
    const auto outcome = outcome_named(count.name);
    if (outcome && *outcome != Outcome::waived) worst = worse(worst, *outcome);
  }
  return worst == Outcome::fail || worst == Outcome::error ? kBoldRed : kBold;
}

std::string what_was_judged(const Report& report) {
  std::size_t hosts = 0;
  for (const TargetReport& target : report.targets) hosts += target.hosts;
  std::string text = fmt::format("{} on {}, judged as of {}", counted(report.summary.guests, "guest"),
                                 counted(hosts, "host"), report.as_of);
  return report.inputs.packs.empty() ? text : text + " by " + packs(report.inputs);
}

// "levels:        1 joint, …"
std::string labelled(std::string_view label, std::string_view text, std::size_t width) {
  constexpr std::size_t kLabel = 15;
  if (text.empty()) return {};
  return wrap(fmt::format("{:<{}}{}", label, kLabel, for_terminal(text)), width, kLabel) + "\n";
}

// Boundaries of one state, "crossed: a7-overcommit (2), a7-vbs (1)"; the number once where it is the same for all.
std::string boundaries_at(const Summary& summary, BoundaryState state, std::size_t width) {
  const std::string ending = fmt::format(" {}", name_of(state));
  std::vector<NamedCount> found;
  for (const NamedCount& boundary : summary.boundaries) {
    if (!boundary.name.ends_with(ending)) continue;
    found.push_back({boundary.name.substr(0, boundary.name.size() - ending.size()), boundary.count});
  }
  if (found.empty()) return {};
  const bool alike = found.size() > 1 && found.front().count == found.back().count;
  std::vector<std::string> ids;
  for (const NamedCount& boundary : found)
    ids.push_back(alike ? boundary.name : fmt::format("{} ({})", boundary.name, boundary.count));
  const std::string each = alike ? fmt::format(" ({} each)", counted(found.front().count, "guest")) : std::string{};
  return item(fmt::format("{}{}: {}", name_of(state), each, join(ids, ", ")), width);
}

std::string error_text(const CollectionError& error) {
  std::string text = error.scope == "target" ? std::string{} : fmt::format("{} {}: ", error.scope, error.id);
  text += fmt::format("{}: {}", error.code, error.text);
  return error.remedy.empty() ? text : text + "\n" + error.remedy;
}

}  // namespace

std::string summary_section(const Report& report, const TextOptions& options) {
  const Summary& summary = report.summary;
  const std::string_view color = options.color ? headline_color(summary) : std::string_view{};
  std::string text = painted(wrap(for_terminal(headline(report)), options.width, 2), color) + "\n";
  text += labelled("levels:", in_words(summary.levels), options.width);
  text += labelled("outcomes:", in_words(summary.outcomes), options.width);
  text += labelled("not evaluated:", not_evaluated(report), options.width);
  if (summary.not_listed > 0) text += wrap(not_listed(report), options.width, 2) + "\n";
  return text + wrap(what_was_judged(report), options.width, 2) + "\n";
}

std::string reasons_section(const Summary& summary, std::size_t width) {
  std::string text;
  for (const NamedCount& reason : summary.reasons) {
    if (&reason - summary.reasons.data() == kMostLines) break;
    text += wrap(fmt::format("{:>4}  {}", reason.count, for_terminal(reason.name)), width, 6) + "\n";
  }
  return text.empty() ? text : "top reasons:\n" + text + more(summary.reasons.size());
}

std::string not_assessed_section(const Summary& summary, std::size_t width) {
  std::string text;
  for (const NamedCount& area : summary.not_assessed) {
    const std::string guests = counted(area.count, "guest");
    text += item(fmt::format("{}: {}, none of the facts it needs is known", area.name, guests), width);
  }
  return text.empty() ? text : "not assessed:\n" + text;
}

std::string boundaries_section(const Summary& summary, std::size_t width) {
  std::string text;
  for (const BoundaryState state : {BoundaryState::crossed, BoundaryState::reachable, BoundaryState::unknown})
    text += boundaries_at(summary, state, width);
  return text.empty() ? text : "boundaries:\n" + text;
}

std::string targets_section(const Report& report, std::size_t width) {
  std::string text;
  for (const TargetReport& target : report.targets) {
    if (target.complete && target.errors.empty()) continue;
    const std::string_view state = target.complete ? "not everything could be read" : "incomplete";
    text += item(fmt::format("{} ({}): {}", target.name, target.uri, state), width);
    for (const CollectionError& error : target.errors) text += item(error_text(error), width, 4);
  }
  return text.empty() ? text : "targets with errors:\n" + text;
}

std::string notes_section(const Report& report, std::size_t width) {
  std::string text;
  for (const std::string& note : report.notes) text += item(note, width);
  return text.empty() ? text : "notes:\n" + text;
}

}  // namespace hvcompat
