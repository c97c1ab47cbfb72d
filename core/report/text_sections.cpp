// The sections of the terminal report after the table.
#include "report/text_sections.hpp"

#include <fmt/format.h>

#include "report/table.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kMostLines = 10;

// Safe for a terminal, but for line ends.
std::string safe_lines(std::string_view text) {
  std::string safe;
  while (true) {
    const std::size_t end = text.find('\n');
    safe += for_terminal(text.substr(0, end));
    if (end == std::string_view::npos) return safe;
    safe += '\n';
    text.remove_prefix(end + 1);
  }
}

std::string item(std::string_view text, std::size_t width, std::size_t indent = 2) {
  return std::string(indent, ' ') + wrap(safe_lines(text), width, indent + 2) + "\n";
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string counts(const std::vector<NamedCount>& items) {
  std::string text;
  for (const NamedCount& count : items)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count.count, count.name);
  return text;
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

std::string headline(const Report& report) {
  std::size_t hosts = 0, templates = 0;
  for (const TargetReport& target : report.targets) {
    hosts += target.hosts;
    templates += target.templates;
  }
  std::string text = fmt::format("{} on {}", counted(report.summary.guests, "guest"), counted(hosts, "host"));
  if (templates > 0) text += fmt::format(" ({} left out)", counted(templates, "template"));
  text += fmt::format(", judged as of {}", report.as_of);
  return report.inputs.packs.empty() ? text : text + " by " + packs(report.inputs);
}

std::string error_text(const CollectionError& error) {
  std::string text = error.scope == "target" ? std::string{} : fmt::format("{} {}: ", error.scope, error.id);
  text += fmt::format("{}: {}", error.code, error.text);
  return error.remedy.empty() ? text : text + "\n" + error.remedy;
}

}  // namespace

std::string summary_section(const Report& report, std::size_t width) {
  std::string text = wrap(headline(report), width, 2) + "\n";
  if (report.summary.guests == 0) return text;
  text += wrap("levels:    " + counts(report.summary.levels), width, 11) + "\n";
  text += wrap("outcomes:  " + counts(report.summary.outcomes), width, 11) + "\n";
  return text;
}

std::string reasons_section(const Summary& summary, std::size_t width) {
  std::string text;
  for (const NamedCount& reason : summary.reasons) {
    if (&reason - summary.reasons.data() == kMostLines) break;
    text += item(fmt::format("{:>4}  {}", reason.count, reason.name), width, 0);
  }
  return text.empty() ? text : "top reasons:\n" + text + more(summary.reasons.size());
}

std::string missing_section(const Summary& summary, std::size_t width) {
  std::string text;
  for (const MissingCount& missing : summary.missing) {
    if (&missing - summary.missing.data() == kMostLines) break;
    const std::string wait = missing.guests == 1 ? "waits" : "wait";
    std::string line = fmt::format("{} {} for {}", counted(missing.guests, "guest"), wait, missing.fact);
    if (!missing.remedy.empty()) line += ": " + missing.remedy;
    text += item(line, width);
  }
  return text.empty() ? text : "missing facts:\n" + text + more(summary.missing.size());
}

std::string not_assessed_section(const Summary& summary) {
  std::string text;
  for (const NamedCount& area : summary.not_assessed) {
    text += fmt::format("  {}: {}, none of the facts it needs is known\n", area.name, counted(area.count, "guest"));
  }
  return text.empty() ? text : "not assessed:\n" + text;
}

std::string boundaries_section(const Summary& summary, std::size_t width) {
  std::string text;
  for (const NamedCount& boundary : summary.boundaries) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", boundary.name, boundary.count);
  }
  return text.empty() ? text : "boundaries:\n" + item(text, width);
}

std::string targets_section(const Report& report, std::size_t width) {
  std::string text;
  for (const TargetReport& target : report.targets) {
    if (target.complete && target.errors.empty()) continue;
    const std::string_view state = target.complete ? "some facts could not be read" : "incomplete";
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
