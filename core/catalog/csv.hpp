// Reading CSV (RFC 4180) with the line of every row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/error.hpp"

namespace hvcompat {

struct CsvRow {
  int line = 0;  // where the row begins, from 1; a quoted field may go on over further lines
  std::vector<std::string> fields;
};

// The rows of `text`, the header line among them. A byte order mark and blank lines are passed over, lines may end in
// CR LF; blanks around an unquoted field are no part of it. Every row has as many fields as the first: another number,
// a quote out of place and one that is never closed are errors that name `file` and the line.
Loaded<std::vector<CsvRow>> parse_csv(const std::string& file, std::string_view text);

// A fault of the whole line.
Error csv_error(const std::string& file, int line, std::string message, std::string help);

}  // namespace hvcompat
