// Reading of one side of a comparison.
#include "cli/saved_side.hpp"

#include <fmt/format.h>

namespace hvcompat {

std::string called(const std::string& file) { return file == "-" ? "stdin" : file; }

Result<SavedReport> read_side(const std::string& file, std::string_view bytes, const Console& console) {
  auto saved = read_report(called(file), bytes);
  if (saved.has_error()) return saved.error();
  for (const Complaint& complaint : saved->complaints) console.warn(complaint.text);
  if (saved->detail == Detail::summary && saved->report.summary.guests > 0)
    return usage_error(fmt::format("`{}` holds no guests, only their counts", called(file)),
                       "save reports to be compared with --format json");
  return saved;
}

}  // namespace hvcompat
