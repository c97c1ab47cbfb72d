// JUnit XML.
#include "verify/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hvcompat {

namespace {

// Control characters cannot stand in XML 1.0 at all.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return out;
}

std::string test_case(const std::string& plugin, const CheckedResult& result) {
  const Check& check = *result.check;
  const Finding& finding = result.finding;
  std::string text =
      fmt::format("    <testcase classname=\"{}.level-{}\" name=\"{}\"", escaped(plugin), check.level, check.id);
  if (finding.state == CheckState::passed) return text + "/>\n";
  if (finding.state == CheckState::failed)
    return text + fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                              escaped(finding.detail), escaped(fmt::format("{}. Change: {}", check.why, check.change)));
  return text + fmt::format(">\n      <skipped message=\"{}\"/>\n    </testcase>\n", escaped(finding.detail));
}

}  // namespace

std::string junit_of(const Verification& verification) {
  const std::string plugin = verification.manifest ? verification.manifest->name : "plugin";
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (int level = 1; level <= kLevels; ++level) {
    std::string cases;
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t skipped = 0;
    for (const CheckedResult& result : verification.results) {
      if (result.check->level != level) continue;
      ++tests;
      if (result.finding.state == CheckState::failed) ++failures;
      if (result.finding.state == CheckState::skipped || result.finding.state == CheckState::blocked) ++skipped;
      cases += test_case(plugin, result);
    }
    if (tests == 0) continue;
    text += fmt::format(
        "  <testsuite name=\"{} level {}: {}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\" errors=\"0\">\n{}"
        "  </testsuite>\n",
        escaped(plugin), level, name_of_level(level), tests, failures, skipped, cases);
  }
  return text + "</testsuites>\n";
}

}  // namespace hvcompat
