// Whatever a report says, each of its forms is well-formed, comes out of the saved report as it came out of the first,
// and reads no better than the report.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <functional>
#include <pugixml.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "catalog/csv.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/ndjson.hpp"
#include "report/prometheus.hpp"
#include "report/report_words.hpp"
#include "report/sarif.hpp"
#include "report/saved_report.hpp"
#include "report_generator.hpp"
#include "schema.hpp"

namespace hvcompat {
namespace {

using Render = std::function<std::string(const Report&)>;

const std::vector<Render>& renderers() {
  static const std::vector<Render> kRenderers = {render_junit, render_sarif, render_csv,
                                                 [](const Report& report) { return render_prometheus(report); },
                                                 [](const Report& report) { return render_markdown(report); }};
  return kRenderers;
}

std::size_t guests_with(const Report& report, Outcome outcome) {
  return static_cast<std::size_t>(std::ranges::count_if(
      report.guests, [outcome](const GuestReport& guest) { return guest.verdict.outcome == outcome; }));
}

void check(const char* what, const std::function<void(const Report&)>& property) {
  EXPECT_TRUE(rc::check(what, [&] { property(*any_report()); }));
}

TEST(EveryReport, GivesTheSameFormsWhenItWasSaved) {
  check("saved and read", [](const Report& report) {
    const auto json = read_report("r.json", render_json(report, Detail::verdicts));
    const auto ndjson = read_report("r.ndjson", render_ndjson(report));
    RC_ASSERT(json.has_value() && ndjson.has_value());
    for (const Render& render : renderers()) {
      const std::string bytes = render(report);
      RC_ASSERT(render(json->report) == bytes);
      RC_ASSERT(render(ndjson->report) == bytes);
    }
  });
}

TEST(EveryReport, IsWellFormedJunitThatIsNoBetter) {
  check("junit", [](const Report& report) {
    pugi::xml_document document;
    RC_ASSERT(document.load_string(render_junit(report).c_str()).status == pugi::status_ok);
    const pugi::xml_node suites = document.child("testsuites");
    RC_ASSERT(suites.attribute("tests").as_uint() == suites.select_nodes("testsuite/testcase").size());
    RC_ASSERT(suites.attribute("failures").as_uint() == suites.select_nodes("testsuite/testcase/failure").size());
    RC_ASSERT(suites.attribute("errors").as_uint() == suites.select_nodes("testsuite/testcase/error").size());
    RC_ASSERT((suites.attribute("errors").as_uint() > 0) >= is_incomplete(report));
    const std::size_t failing = suites.attribute("failures").as_uint() + suites.attribute("errors").as_uint();
    RC_ASSERT(failing >= guests_with(report, Outcome::fail) + guests_with(report, Outcome::error));
    RC_ASSERT(suites.select_nodes("testsuite/testcase/skipped").size() + failing >=
              guests_with(report, Outcome::undecided));
  });
}

TEST(EveryReport, IsValidSarifThatIsNoBetter) {
  check("sarif", [](const Report& report) {
    const std::string text = render_sarif(report);
    const std::string violation = sarif_violation(text);
    if (!violation.empty()) RC_FAIL(violation);
    const auto run = boost::json::parse(text).at("runs").at(0);
    RC_ASSERT(run.at("invocations").at(0).at("executionSuccessful").as_bool() == !is_incomplete(report));
    std::size_t errors = 0, told = 0;
    for (const auto& result : run.at("results").as_array()) {
      const auto& rules = run.at("tool").at("driver").at("rules").as_array();
      RC_ASSERT(rules.at(result.at("ruleIndex").to_number<std::size_t>()).at("id") == result.at("ruleId"));
      errors += result.at("level").as_string() == "error" ? 1U : 0U;
      ++told;
    }
    RC_ASSERT(errors >= guests_with(report, Outcome::fail) + guests_with(report, Outcome::error));
    RC_ASSERT(told >=
              report.guests.size() - guests_with(report, Outcome::pass) - guests_with(report, Outcome::not_applicable));
  });
}

TEST(EveryReport, IsCsvWithALineForEveryGuest) {
  check("csv", [](const Report& report) {
    const auto rows = parse_csv("r.csv", render_csv(report));
    if (rows.has_error()) RC_FAIL(to_text(rows.error()));
    std::size_t guests = 0, errors = 0;
    for (const CsvRow& row : *rows) {
      guests += row.fields[0] == "guest" ? 1U : 0U;
      errors += row.fields[12] == "error" && row.fields[0] != "guest" ? 1U : 0U;
      for (const std::string& field : row.fields) RC_ASSERT(field.find_first_of("=+-@\t\r\n") != 0U);
    }
    RC_ASSERT(guests == report.guests.size());
    RC_ASSERT((errors > 0) >= is_incomplete(report));
  });
}

TEST(EveryReport, IsMetricsEachOfThemOnce) {
  check("prometheus", [](const Report& report) {
    static const std::regex kLine(
        R"re(# (HELP|TYPE) hvcompat_[a-z_]+ .+|hvcompat_[a-z_]+(\{[a-z_]+="([^"\\]|\\.)*"(,[a-z_]+="([^"\\]|\\.)*")*\})? [0-9.e+]+)re");
    std::set<std::string> seen;
    std::istringstream lines(render_prometheus(report));
    for (std::string line; std::getline(lines, line);) {
      if (!std::regex_match(line, kLine)) RC_FAIL(line);
      if (!seen.insert(line.substr(0, line.rfind(' '))).second && line[0] != '#') RC_FAIL(line);
    }
    RC_ASSERT(seen.contains("hvcompat_report_incomplete"));
  });
}

// The table's rows are lines of their own with as many cells as the head; the renderer's word is asked for elsewhere.
TEST(EveryReport, IsMarkdownWithARowForEveryGuestThatDoesNotPass) {
  check("markdown", [](const Report& report) {
    const std::string text = render_markdown(report);
    std::size_t rows = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("| ")) continue;
      ++rows;
      RC_ASSERT(std::ranges::count(line, '|') == 8);
    }
    const std::size_t silent = guests_with(report, Outcome::pass) + guests_with(report, Outcome::not_applicable);
    const std::size_t wanted = report.guests.size() - silent;
    RC_ASSERT(rows == (wanted == 0 ? 0 : wanted + 2));
    RC_ASSERT((text.find("**Incomplete**") != std::string::npos) == is_incomplete(report));
  });
}

}  // namespace
}  // namespace hvcompat
