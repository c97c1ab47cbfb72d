// One guest of a saved report, read back.
#pragma once

#include <string>

#include "report/saved_members.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// The opposite of guest_json(), whatever its detail.
GuestReport read_guest(const SavedMembers& guest);

}  // namespace hvcompat
