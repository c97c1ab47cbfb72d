// The answer in one sentence for somebody who reads no policies.
#pragma once

#include <boost/json/object.hpp>
#include <string>

namespace hvcompat {

// `guest` is a guest of a report (configs/schema/report.schema.json).
std::string answer_sentence(const boost::json::object& guest);

}  // namespace hvcompat
