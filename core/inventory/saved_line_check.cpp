// Form, then facts.
#include "inventory/saved_line_check.hpp"

namespace hvcompat {

const SavedRecord* SavedLineCheck::cut(std::string_view line) {
  const SavedRecord* record = cutter_.cut(line);
  return record && sieve_.sift(*record) ? record : nullptr;
}

}  // namespace hvcompat
