// A row of a catalog as it is written into another. Internal to core/catalog.
#pragma once

#include <string>

#include "catalog/import.hpp"
#include "catalog/import_kinds.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

// What a row takes from its file.
struct RowContext {
  std::string as_of;
  const JsonNode* sources = nullptr;  // texts by the name that a row's `source` may give; may be null
};

ImportedRow import_row(const JsonNode& row, const ImportSection& section, const RowContext& context);

// {"vendor": …, "complete": true}
ImportedRow complete_vendor(const std::string& vendor, const std::string& as_of);

// On one line, with a blank behind each comma and colon.
std::string json_line(const JsonNode& node);
std::string json_string(const std::string& text);

}  // namespace hvcompat
