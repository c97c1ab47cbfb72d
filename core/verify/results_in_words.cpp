// One line a check; more only where something is to be done.
#include "verify/results_in_words.hpp"

#include <fmt/format.h>

#include "collect/wire.hpp"

namespace hvcompat {

namespace {

// A plugin's words stand on one line, without control characters.
std::string on_one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return text;
}

}  // namespace

std::string in_words(const Check& check, const Finding& finding) {
  const std::string detail = on_one_line(finding.detail);
  std::string text = fmt::format("{:<8} {}  {}: {}", name_of(finding.state), check.level, check.id, check.title);
  const bool beside = finding.state == CheckState::skipped || finding.state == CheckState::blocked;
  if (beside && !detail.empty()) text += fmt::format(" ({})", detail);
  text += '\n';
  if (finding.state == CheckState::failed)
    text += fmt::format("    seen:    {}\n    matters: {}\n    change:  {}\n", detail, check.why, check.change);
  return text;
}

std::string summary_in_words(const Verification& verification) {
  return fmt::format("{} checks: {} passed, {} failed, {} skipped, {} blocked\n", verification.results.size(),
                     verification.count(CheckState::passed), verification.count(CheckState::failed),
                     verification.count(CheckState::skipped), verification.count(CheckState::blocked));
}

std::string checks_in_words() {
  std::string text;
  int level = 0;
  for (const Check& check : all_checks()) {
    if (check.level != level) {
      level = check.level;
      text += fmt::format("level {}: {}\n", level, name_of_level(level));
    }
    text += fmt::format("  {}: {}\n    matters: {}\n    change:  {}\n", check.id, check.title, check.why, check.change);
  }
  return text;
}

}  // namespace hvcompat
