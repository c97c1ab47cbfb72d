// A field of a CSV list as JSON. Internal to core/catalog.
#pragma once

#include <string>

#include "catalog/import_kinds.hpp"
#include "text/error.hpp"

namespace hvcompat {

// The member's value; empty where an empty field leaves the member out. The error has no place.
Result<std::string> cell_as_json(CellKind kind, const std::string& field);

}  // namespace hvcompat
