// Merging lists and writing them as a catalog.
#include "catalog/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "catalog/import_row.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

ImportedSection* find_section(ImportedList& list, std::string_view name) {
  const auto found = std::ranges::find(list.sections, name, &ImportedSection::name);
  return found == list.sections.end() ? nullptr : &*found;
}

// Where each row of a section stands, by its key.
using RowIndex = std::unordered_map<std::string, std::size_t>;

RowIndex index_of(const ImportedSection& section) {
  RowIndex index;
  for (std::size_t i = 0; i < section.rows.size(); ++i) index.emplace(section.rows[i].key, i);
  return index;
}

void put(ImportedSection& section, RowIndex& index, const ImportedRow& row, MergedSection& merged) {
  const auto [found, is_new] = index.emplace(row.key, section.rows.size());
  if (is_new) {
    section.rows.push_back(row);
    ++merged.added;
    return;
  }
  ImportedRow* same = &section.rows[found->second];
  if (same->text == row.text) {
    same->as_of = std::max(same->as_of, row.as_of);
    ++merged.unchanged;
    return;
  }
  if (row.as_of < same->as_of)
    merged.older.push_back(fmt::format("`{}` as of {} replaced one as of {}", row.name, row.as_of, same->as_of));
  *same = row;
  ++merged.replaced;
}

// The vendor of a listing, out of its line: the member is a string that import_row() wrote.
std::set<std::string> vendors_of(const ImportedSection& listings) {
  std::set<std::string> vendors;
  for (const ImportedRow& row : listings.rows) {
    const auto parsed = parse_json({}, row.text);
    const JsonNode* vendor = parsed.has_error() ? nullptr : parsed->root.find("vendor");
    if (vendor) vendors.insert(vendor->string);
  }
  return vendors;
}

Error no_listing(const std::string& vendor, const std::set<std::string>& known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  std::string help = did_you_mean(vendor, names);
  if (help.empty()) help = "--complete takes the value of the column `vendor`";
  return usage_error(fmt::format("no listing of the vendor `{}` is imported", vendor), std::move(help));
}

}  // namespace

std::vector<Error> mark_complete(ImportedList& list, const std::vector<std::string>& vendors) {
  if (vendors.empty()) return {};
  const ImportedSection* listings = find_section(list, "listings");
  ImportedSection* known = find_section(list, "vendors");
  if (!listings || !known)
    return {usage_error("--complete is for listings alone", "leave it out, or import a list of the kind svvp")};
  const std::set<std::string> named = vendors_of(*listings);
  std::vector<Error> errors;
  MergedSection ignored;
  RowIndex index = index_of(*known);
  for (const std::string& vendor : vendors) {
    if (!named.contains(vendor)) {
      errors.push_back(no_listing(vendor, named));
    } else {
      put(*known, index, complete_vendor(vendor, list.as_of), ignored);
    }
  }
  return errors;
}

std::vector<MergedSection> merge_list(ImportedList& list, const ImportedList& newer) {
  std::vector<MergedSection> merged;
  for (const ImportedSection& section : newer.sections) {
    merged.push_back({section.name, 0, 0, 0, {}});
    ImportedSection* into = find_section(list, section.name);
    if (!into) into = &list.sections.emplace_back(ImportedSection{section.name, {}});
    RowIndex index = index_of(*into);
    for (const ImportedRow& row : section.rows) put(*into, index, row, merged.back());
  }
  list.as_of = std::max(list.as_of, newer.as_of);
  return merged;
}

std::string catalog_text(const ImportedList& list) {
  std::string text = fmt::format("{{\n  \"catalog\": \"{}\",\n  \"schema\": 1,\n  \"as_of\": {},\n  \"source\": {}",
                                 list.kind, json_string(list.as_of), json_string(list.source));
  for (const ImportedSection& section : list.sections) {
    if (section.rows.empty() && &section != &list.sections.front()) continue;
    text += fmt::format(",\n  \"{}\": [", section.name);
    for (const ImportedRow& row : section.rows)
      text += fmt::format("{}\n    {}", &row == &section.rows.front() ? "" : ",", row.text);
    text += section.rows.empty() ? "]" : "\n  ]";
  }
  return text + "\n}\n";
}

}  // namespace hvcompat
