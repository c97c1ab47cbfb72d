// Finding the guest that somebody asks about.
#pragma once

#include <string>
#include <vector>

#include "text/error.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// By name, id, target/name or target/id. Unknown: suggestions; ambiguous: the candidates.
Result<const GuestReport*> find_guest(const std::vector<GuestReport>& guests, const std::string& wanted);

}  // namespace hvcompat
