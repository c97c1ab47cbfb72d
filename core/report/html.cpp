// The report as one page for a browser.
#include "report/html.hpp"

#include "report/html_data.hpp"
#include "report/html_page.hpp"
#include "report/packed_text.hpp"

namespace hvcompat {

namespace {

void append_pieces(std::string& to, std::span<const std::string_view> pieces) {
  for (const std::string_view piece : pieces) to += piece;
}

// Not a script that runs: the type is none that a browser knows.
void append_data(std::string& to, std::string_view id, std::string_view text) {
  to += "<script type=\"application/x-hvcompat\" id=\"";
  to += id;
  to += "\">";
  to += packed_text(text);
  to += "</script>\n";
}

}  // namespace

bool has_html() { return true; }

std::string why_no_html() { return {}; }

std::string render_html(const Report& report, const HtmlOptions& options) {
  const HtmlData data = html_data(report, options);
  std::string page;
  append_pieces(page, html_page_before());
  append_data(page, "data-index", data.index);
  append_data(page, "data-guests", data.guests);
  append_pieces(page, html_page_after());
  return page;
}

}  // namespace hvcompat
