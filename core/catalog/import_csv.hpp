// A CSV list as the catalog that it stands for, so that the reader of catalogs checks it. Internal to core/catalog.
#pragma once

#include <string>
#include <vector>

#include "catalog/import_kinds.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

struct CsvDefaults {
  std::string as_of;   // of rows without a date of their own; empty: the newest of them, all must have one
  std::string source;  // of the list, and of rows without one; empty: the file's name, and each row must have one
};

// Which place of the CSV file a place of the document came from.
struct CsvCell {
  int column = 0;  // of the document's line, in characters from 1
  std::string name;
};
struct CsvLine {
  int line = 0;
  std::vector<CsvCell> cells;
};

struct CsvCatalog {
  JsonDocument document;
  std::vector<CsvLine> lines;  // the document's second line is lines[0]

  // The error at its line in the CSV file, with the name of the column.
  Error placed(Error error) const;
};

Loaded<CsvCatalog> catalog_of_csv(const std::string& file, std::string_view text, const ImportKind& kind,
                                  const CsvDefaults& defaults);

}  // namespace hvcompat
