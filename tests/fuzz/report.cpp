// Any bytes as a saved report: it is refused, or written again in every form, and as JSON the same each time.
#include "property.hpp"
#include "report/csv.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/prometheus.hpp"
#include "report/sarif.hpp"
#include "report/saved_report.hpp"
#include "report/text.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hvcompat;
  const std::string_view bytes = fuzz::text_of(data, size);
  (void)is_report(bytes);
  const auto read = read_report("report", bytes);
  if (read.has_error()) return 0;
  const std::string json = render_json(read->report, read->detail);
  const auto again = read_report("again", json);
  fuzz::holds(again.has_value(), "what was written is a report");
  fuzz::holds(render_json(again->report, again->detail) == json,
              "a report that is read and written again stays as it is");
  const Report& report = read->report;
  (void)render_text(report);
  if (size % 8 == 0) (void)render_html(report);  // it carries a page around it: ten times the time of all others
  (void)render_csv(report);
  (void)render_junit(report);
  (void)render_markdown(report);
  (void)render_prometheus(report);
  (void)render_sarif(report);
  return 0;
}
