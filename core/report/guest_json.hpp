// One guest of a report as JSON, as configs/schema/report.schema.json describes it.
#pragma once

#include <boost/json/object.hpp>

#include "report/detail.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

boost::json::object guest_json(const GuestReport& guest, Detail detail);

// The parts of which the guests of a fleet have many in common, and a guest without them: without `facts`, `unknown`,
// `areas` and `boundaries`.
boost::json::object fact_json(const Fact& fact);  // known: {value, evidence}; unknown: {reason, detail, remedy}
boost::json::object area_json(const AreaVerdict& area, Detail detail);
boost::json::object boundary_json(const BoundaryVerdict& boundary);
boost::json::object guest_frame_json(const GuestReport& guest);

}  // namespace hvcompat
