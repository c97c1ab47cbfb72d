// JUnit XML.
#include "verify/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/xml.hpp"

namespace hvcompat {

namespace {

std::string test_case(const std::string& plugin, const CheckedResult& result) {
  const Check& check = *result.check;
  const Finding& finding = result.finding;
  std::string text =
      fmt::format("    <testcase classname=\"{}.level-{}\" name=\"{}\"", xml_attribute(plugin), check.level, check.id);
  if (finding.state == CheckState::passed) return text + "/>\n";
  if (finding.state == CheckState::failed)
    return text + fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                              xml_attribute(finding.detail),
                              xml_text(fmt::format("{}. Change: {}", check.why, check.change)));
  return text + fmt::format(">\n      <skipped message=\"{}\"/>\n    </testcase>\n", xml_attribute(finding.detail));
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
        xml_attribute(plugin), level, name_of_level(level), tests, failures, skipped, cases);
  }
  return text + "</testsuites>\n";
}

}  // namespace hvcompat
