// Reports that were saved as JSON or NDJSON, read back: to render them in another form, or to compare them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inventory/inventory.hpp"
#include "report/detail.hpp"
#include "text/error.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Whether the bytes are a report (JSON or NDJSON) and no inventory.
bool is_report(std::string_view bytes);

struct SavedReport {
  Report report;
  Detail detail = Detail::full;       // the least that it holds of its guests
  std::vector<Complaint> complaints;  // lines of NDJSON that were lost, a missing end: the report is incomplete then
};

// `file` is how errors call it. The same report gives the same bytes again when it is written in that form and detail.
// One document that is damaged is an error as a whole; of NDJSON a damaged line is lost, told, and the rest goes on.
// A report of a newer schema is refused. zstd is told by content. What a later 1.x adds is passed over.
Result<SavedReport> read_report(const std::string& file, std::string_view bytes);

}  // namespace hvcompat
