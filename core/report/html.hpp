// The report as one page for a browser: the data of the JSON document, packed, in the page of core/report/page.
#pragma once

#include <string>
#include <vector>

#include "policy/pack.hpp"
#include "report/detail.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// The libraries that the page carries inside (jQuery, DataTables, Chart.js) were there when hvcompat was built.
bool has_html();
// What was lacking, and what to do about it; empty where has_html().
std::string why_no_html();

struct HtmlOptions {
  Detail detail = Detail::full;  // summary: no guests; verdicts: without facts and the rules that were tried
  std::vector<Pack> packs;       // give the words of clauses and the shape of rules; what is not there stands by its id
};

// One file that needs no other and no network. Only to be called where has_html(). The same report gives the same
// bytes.
std::string render_html(const Report& report, const HtmlOptions& options = {});

}  // namespace hvcompat
