// Finding the guest that somebody asks about, in an inventory that is judged now or in a report that was saved.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "text/error.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Whether the bytes are a saved report (JSON or NDJSON) and no inventory.
bool is_report(std::string_view bytes);

// The guests of a saved report; an error where it does not hold the reasoning (only JSON in full detail does).
Result<std::vector<boost::json::object>> guests_of_report(const std::string& file, std::string_view bytes);

// The same form from a fresh report.
std::vector<boost::json::object> guests_of_report(const Report& report);

// By name, id, target/name or target/id. Unknown: suggestions; ambiguous: the candidates.
Result<const boost::json::object*> find_guest(const std::vector<boost::json::object>& guests,
                                              const std::string& wanted);

}  // namespace hvcompat
