// What is wrong with one record by itself.
#pragma once

#include <string>

#include "verify/told_records.hpp"

namespace hvcompat {

// Why the program's own reader loses a record; empty where it keeps it. What hangs on other records is not seen: an id
// that is told twice, the counts of `end`.
std::string why_lost(const std::string& record);

// A member that records of this kind must have and this one lacks; empty: none.
std::string members_missing(const ToldRecord& record);

// A member that no record of this kind has; empty: none.
std::string unlisted_member(const ToldRecord& record);

}  // namespace hvcompat
