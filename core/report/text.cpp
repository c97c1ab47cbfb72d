// The report for a terminal: a line for each guest, and what all of them together say.
#include "report/text.hpp"

#include "report/guest_table.hpp"
#include "report/text_sections.hpp"
#include "report/text_supply.hpp"

namespace hvcompat {

std::string render_text(const Report& report, const TextOptions& options) {
  const Summary& summary = report.summary;
  std::string text;
  const auto add_section = [&](const std::string& section) {
    if (!text.empty() && !section.empty()) text += '\n';
    text += section;
  };
  add_section(guest_table(report, options));
  add_section(summary_section(report, options));
  add_section(reasons_section(summary, options.width));
  add_section(supply_section(summary, options.width));
  add_section(not_assessed_section(summary, options.width));
  add_section(boundaries_section(summary, options.width));
  add_section(targets_section(report, options.width));
  add_section(notes_section(report, options.width));
  return text;
}

}  // namespace hvcompat
