// The kinds of catalogs that an admin imports: their arrays of rows, and the columns of their CSV form. Internal to
// core/catalog.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

// What a member is, and with it how a field of a CSV file is read. Slugs are words as facts spell them: `rhel-kvm`.
enum class CellKind { text, slug, number, list, slugs, required_slugs, versions, memory };

struct ImportColumn {
  std::string_view name;  // of the member
  CellKind kind;
};

// An array of a catalog.
struct ImportSection {
  std::string_view name;
  std::vector<std::string_view> key;  // the members that make two rows the same
  bool dated = false;                 // rows may have an `as_of` of their own
  std::vector<ImportColumn> columns;  // in the order in which they are written
};

struct ImportKind {
  std::string_view name;
  std::vector<ImportSection> sections;  // the first is the one that a CSV file lists
};

std::span<const ImportKind> import_kinds();
const ImportKind* find_import_kind(std::string_view name);
// "svvp, windows, hyperv-guests"
std::string import_kind_names();

}  // namespace hvcompat
