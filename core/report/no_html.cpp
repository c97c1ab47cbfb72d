// In the place of html.cpp where the libraries of the page were not there.
#include "report/html.hpp"

namespace hvcompat {

bool has_html() { return false; }

std::string why_no_html() {
  return "this hvcompat was built without the HTML report, since " HVCOMPAT_NO_HTML " was not there";
}

std::string render_html(const Report&, const HtmlOptions&) { return {}; }

}  // namespace hvcompat
