// What the page shows, as JSON: an index that it needs at once, and the guests' reasoning that it opens later.
#pragma once

#include <string>

#include "report/html.hpp"

namespace hvcompat {

// Both in the form of SharedJson.
struct HtmlData {
  std::string index;   // [report, detail, packs, rows, words]: all but the reasoning
  std::string guests;  // the guests of the JSON document in order, each with its `sentence`; facts grouped by entity
};

HtmlData html_data(const Report& report, const HtmlOptions& options);

}  // namespace hvcompat
