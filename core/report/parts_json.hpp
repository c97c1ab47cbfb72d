// The parts of a report that are not guests, as JSON.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "verdict/report_data.hpp"

namespace hvcompat {

inline constexpr int kReportSchema = 1;

boost::json::object inputs_json(const Report& report);
boost::json::object selection_json(const Selection& selection);
boost::json::object summary_json(const Report& report);
boost::json::array targets_json(const Report& report);
boost::json::array notes_json(const Report& report);

}  // namespace hvcompat
