// JUnit XML.
#include "report/junit.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "report/guest_words.hpp"
#include "report/junit_cases.hpp"
#include "report/report_words.hpp"
#include "text/words.hpp"
#include "text/xml.hpp"

namespace hvcompat {

namespace {

using Properties = std::vector<std::pair<std::string, std::string>>;

struct Suite {
  std::string name;
  std::string timestamp;
  std::optional<double> seconds;
  Properties properties;
  std::vector<JunitCase> cases;
};

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, xml_attribute(value));
}

std::string count(std::string_view name, std::size_t count) { return fmt::format(" {}=\"{}\"", name, count); }

std::string time(const std::optional<double>& seconds) {
  return seconds ? fmt::format(" time=\"{:.3f}\"", *seconds) : std::string{};
}

std::size_t in_state(const std::vector<JunitCase>& cases, CaseState state) {
  std::size_t found = 0;
  for (const JunitCase& each : cases) found += each.state == state ? 1 : 0;
  return found;
}

std::string element(std::string_view name, const JunitCase& each) {
  return fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n", name, xml_attribute(each.type),
                     xml_attribute(each.message), xml_text(each.text));
}

std::string case_xml(const JunitCase& each) {
  std::string text = "    <testcase" + attribute("name", each.name) + attribute("classname", each.classname);
  text += time(each.seconds);
  if (each.state == CaseState::passed && each.text.empty()) return text + "/>\n";
  text += ">\n";
  switch (each.state) {
    case CaseState::skipped:
      // The schema gives it no attributes; readers take the text.
      text += fmt::format("      <skipped>{}</skipped>\n", xml_text(each.message));
      break;
    case CaseState::error:
      text += element("error", each);
      break;
    case CaseState::failed:
      text += element("failure", each);
      break;
    case CaseState::passed:
      break;
  }
  const bool told = each.state == CaseState::error || each.state == CaseState::failed || each.text.empty();
  if (!told) text += fmt::format("      <system-out>{}</system-out>\n", xml_text(each.text));
  return text + "    </testcase>\n";
}

std::string counts_xml(const std::vector<JunitCase>& cases) {
  return count("tests", cases.size()) + count("failures", in_state(cases, CaseState::failed)) +
         count("errors", in_state(cases, CaseState::error));
}

std::string properties_xml(const Properties& properties) {
  if (properties.empty()) return {};
  std::string text = "    <properties>\n";
  for (const auto& [name, value] : properties)
    text += "      <property" + attribute("name", name) + attribute("value", value) + "/>\n";
  return text + "    </properties>\n";
}

std::string suite_xml(const Suite& suite) {
  std::string text = "  <testsuite" + attribute("name", suite.name) + counts_xml(suite.cases) +
                     count("skipped", in_state(suite.cases, CaseState::skipped)) + time(suite.seconds);
  if (!suite.timestamp.empty()) text += attribute("timestamp", suite.timestamp);
  text += ">\n" + properties_xml(suite.properties);
  for (const JunitCase& each : suite.cases) text += case_xml(each);
  return text + "  </testsuite>\n";
}

Suite report_suite(const Report& report) {
  const ReportInputs& inputs = report.inputs;
  Suite suite;
  suite.name = "hvcompat";
  suite.properties = {{"hvcompat", inputs.hvcompat},
                      {"as_of", report.as_of},
                      {"profile", fmt::format("{} sha256:{}", inputs.profile, inputs.profile_sha256)}};
  if (!inputs.site.empty())
    suite.properties.emplace_back("site", fmt::format("{} sha256:{}", inputs.site, inputs.site_sha256));
  for (const PackInput& pack : inputs.packs)
    suite.properties.emplace_back("policy", fmt::format("{}@{} sha256:{}", pack.id, pack.revision, pack.sha256));
  for (const CatalogInput& catalog : inputs.catalogs)
    suite.properties.emplace_back("catalog",
                                  fmt::format("{} as of {} sha256:{}", catalog.id, catalog.as_of, catalog.sha256));
  suite.properties.emplace_back("facts", "sha256:" + inputs.facts_sha256);
  suite.cases = {report_case(report)};
  return suite;
}

void add_target(Suite& suite, const TargetReport& target) {
  // The schema's older forms know no time zone; times are UTC.
  if (is_time(target.collected_at)) suite.timestamp = target.collected_at.substr(0, 19);
  if (target.seconds) suite.seconds = suite.seconds.value_or(0) + *target.seconds;
  suite.properties.emplace_back("uri", target.uri);
  suite.properties.emplace_back("plugin", target.plugin);
  suite.cases.push_back(collection_case(target));
}

// "web-01", and "web-01 (g1)" where the suite has another of that name.
std::string name_in(const GuestReport& guest, std::size_t same) {
  return same > 1 && !guest.name.empty() ? fmt::format("{} ({})", guest.name, guest.id) : called(guest);
}

using ByTarget = std::map<std::string, std::vector<const GuestReport*>>;

void add_guests(Suite& suite, const std::vector<const GuestReport*>& guests) {
  std::map<std::string, std::size_t> same;
  for (const GuestReport* guest : guests) ++same[guest->name];
  for (const GuestReport* guest : guests) {
    for (JunitCase& each : guest_cases(*guest, name_in(*guest, same[guest->name])))
      suite.cases.push_back(std::move(each));
  }
}

std::vector<Suite> target_suites(const Report& report) {
  ByTarget guests;
  for (const GuestReport& guest : report.guests) guests[guest.target].push_back(&guest);
  std::vector<Suite> suites;
  for (const std::string& name : target_names(report)) {
    Suite& suite = suites.emplace_back();
    suite.name = name;
    for (const TargetReport& target : report.targets) {
      if (target.name == name) add_target(suite, target);
    }
    add_guests(suite, guests[name]);
  }
  return suites;
}

}  // namespace

std::string render_junit(const Report& report) {
  std::vector<Suite> suites{report_suite(report)};
  for (Suite& suite : target_suites(report)) suites.push_back(std::move(suite));
  std::string inner;
  std::size_t tests = 0, failures = 0, errors = 0;
  for (const Suite& suite : suites) {
    tests += suite.cases.size();
    failures += in_state(suite.cases, CaseState::failed);
    errors += in_state(suite.cases, CaseState::error);
    inner += suite_xml(suite);
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "hvcompat") +
         count("tests", tests) + count("failures", failures) + count("errors", errors) + ">\n" + inner +
         "</testsuites>\n";
}

}  // namespace hvcompat
