// Words that must be spelled as facts spell them; otherwise a row would never fit. Internal to core/catalog.
#pragma once

#include "catalog/import_kinds.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

// Adds an error for every word of `row` that is no slug, with the slug that it may mean.
void check_slugs(const JsonDocument& document, const JsonNode& row, const ImportSection& section, Errors& errors);

}  // namespace hvcompat
