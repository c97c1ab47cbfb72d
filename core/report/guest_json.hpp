// One guest of a report as JSON, as configs/schema/report.schema.json describes it.
#pragma once

#include <boost/json/object.hpp>

#include "report/detail.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

boost::json::object guest_json(const GuestReport& guest, Detail detail);

}  // namespace hvcompat
