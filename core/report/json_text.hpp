// JSON values as text: on one line, or indented for people. The same value gives the same bytes.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace hvcompat {

// Appends on one line, without spaces.
void append_compact(std::string& to, const boost::json::value& value);

// Appends indented by two spaces a level, beginning at `level`; arrays of scalars stay on one line.
void append_indented(std::string& to, const boost::json::value& value, int level = 0);

}  // namespace hvcompat
