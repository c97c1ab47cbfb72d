// Lists that an admin keeps (JSON catalogs and CSV files), read, checked and merged into one catalog.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.hpp"

namespace hvcompat {

struct ImportedRow {
  std::string key;   // rows of one key are the same row
  std::string name;  // as users are told: the id, the vendor or the product
  std::string as_of;
  std::string text;  // the row as JSON on one line, complete in itself: with its source and, where it may, its date
};

struct ImportedSection {
  std::string name;  // of the array: "listings"
  std::vector<ImportedRow> rows;
};

// A catalog of one of the kinds that are imported: svvp, windows, hyperv-guests.
struct ImportedList {
  std::string kind;
  std::string as_of;
  std::string source;
  std::vector<ImportedSection> sections;
};

struct ImportSettings {
  std::string kind;    // of a CSV list, empty: svvp; where it is given, a JSON catalog must be of it
  std::string as_of;   // of rows without a date of their own; empty: what the file says
  std::string source;  // of the list, and of CSV rows without one; empty: what the file says
};

// svvp, windows, hyperv-guests.
bool is_imported_kind(std::string_view kind);

// Whether the file is read as a CSV list: by its name (.csv, .json), else by its first character.
bool is_csv_list(const std::filesystem::path& file, std::string_view text);

// Reads and checks one file, as load_catalogs would. The errors name its lines, in a CSV list the column, too.
Loaded<ImportedList> read_list(const std::filesystem::path& file, const ImportSettings& settings);

// An error where `vendors` holds one without any listing in `list`, or where the list is no svvp.
std::vector<Error> mark_complete(ImportedList& list, const std::vector<std::string>& vendors);

struct MergedSection {
  std::string name;
  std::size_t added = 0;
  std::size_t replaced = 0;
  std::size_t unchanged = 0;
  std::vector<std::string> older;  // rows that are older than what they replaced, in words
};

// Puts the rows of `newer` into `list`, which is of the same kind: in the place of a row with the same key, else at the
// end. The date is the later of the two; the source stays. One entry a section, in their order.
std::vector<MergedSection> merge_list(ImportedList& list, const ImportedList& newer);

// As a catalog file, one row a line. The same list gives the same bytes.
std::string catalog_text(const ImportedList& list);

}  // namespace hvcompat
