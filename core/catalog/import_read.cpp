// Reading a list: a CSV file becomes a catalog first, the reader of catalogs checks both.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "catalog/catalog_reader.hpp"
#include "catalog/import.hpp"
#include "catalog/import_csv.hpp"
#include "catalog/import_row.hpp"
#include "catalog/import_slug.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

Error error_of(const std::filesystem::path& file, std::string message, std::string help) {
  Error error = usage_error(std::move(message), std::move(help));
  error.where.file = file.string();
  return error;
}

Errors check(const JsonDocument& document) {
  Errors errors;
  Catalogs catalogs;
  CatalogReader(document, errors).read(catalogs);
  return errors;
}

std::string text_of(const JsonNode& object, std::string_view key) {
  const JsonNode* node = object.find(key);
  return node ? node->string : std::string{};
}

ImportedSection read_section(const JsonDocument& document, const ImportSection& section, const RowContext& context,
                             Errors& errors) {
  ImportedSection read{std::string(section.name), {}};
  const JsonNode* array = document.root.find(section.name);
  if (!array) return read;
  std::set<std::string> seen;
  for (const JsonNode& item : array->items) {
    check_slugs(document, item, section, errors);
    ImportedRow row = import_row(item, section, context);
    if (!seen.insert(row.key).second)
      errors.push_back(document.error_at(item.offset, fmt::format("`{}` stands here for the second time", row.name),
                                         "two rows of one list cannot be the same row"));
    read.rows.push_back(std::move(row));
  }
  return read;
}

// Of a document that check() found right.
Loaded<ImportedList> list_of(const JsonDocument& document, const ImportKind& kind, const ImportSettings& settings) {
  const JsonNode& root = document.root;
  ImportedList list{std::string(kind.name), text_of(root, "as_of"), text_of(root, "source"), {}};
  if (!settings.as_of.empty()) list.as_of = settings.as_of;
  if (!settings.source.empty()) list.source = settings.source;
  const RowContext context{list.as_of, root.find("sources")};
  Errors errors;
  for (const ImportSection& section : kind.sections)
    list.sections.push_back(read_section(document, section, context, errors));
  if (!errors.empty()) return errors;
  return list;
}

Error unknown_kind(const std::string& kind) {
  std::vector<std::string_view> names;
  for (const ImportKind& known : import_kinds()) names.push_back(known.name);
  std::string help = did_you_mean(kind, names);
  if (help.empty()) help = fmt::format("there are {}", import_kind_names());
  return usage_error(fmt::format("there is no list of the kind `{}`", kind), std::move(help));
}

Loaded<ImportedList> read_csv_list(const std::filesystem::path& file, std::string_view text,
                                   const ImportSettings& settings) {
  const std::string name = settings.kind.empty() ? "svvp" : settings.kind;
  const ImportKind* kind = find_import_kind(name);
  if (!kind) return Errors{unknown_kind(name)};
  const auto catalog = catalog_of_csv(file.string(), text, *kind, {settings.as_of, settings.source});
  if (catalog.has_error()) return catalog.error();
  Errors errors = check(catalog->document);
  Loaded<ImportedList> list = errors.empty() ? list_of(catalog->document, *kind, settings) : std::move(errors);
  if (!list.has_error()) return list;
  Errors placed;
  for (const Error& error : list.error()) placed.push_back(catalog->placed(error));
  return placed;
}

Loaded<ImportedList> read_json_list(const std::filesystem::path& file, std::string text,
                                    const ImportSettings& settings) {
  const auto document = parse_json(file.string(), std::move(text));
  if (document.has_error()) return Errors{document.error()};
  if (Errors errors = check(*document); !errors.empty()) return errors;
  const std::string name = text_of(document->root, "catalog");
  const ImportKind* kind = find_import_kind(name);
  if (!kind)
    return Errors{error_of(file, fmt::format("a catalog of the kind `{}` is not imported", name),
                           "name the file under `catalogs` in the site file")};
  if (!settings.kind.empty() && settings.kind != name)
    return Errors{error_of(file, fmt::format("the catalog is of the kind `{}`, not `{}`", name, settings.kind),
                           fmt::format("leave out --kind, or give --kind {}", name))};
  return list_of(*document, *kind, settings);
}

}  // namespace

bool is_imported_kind(std::string_view kind) { return find_import_kind(kind) != nullptr; }

bool is_csv_list(const std::filesystem::path& file, std::string_view text) {
  if (file.extension() == ".json") return false;
  if (file.extension() == ".csv") return true;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] != '{';
}

Loaded<ImportedList> read_list(const std::filesystem::path& file, const ImportSettings& settings) {
  auto text = read_text_file(file);
  if (text.has_error()) return Errors{text.error()};
  if (is_csv_list(file, *text)) return read_csv_list(file, *text, settings);
  return read_json_list(file, std::move(*text), settings);
}

}  // namespace hvcompat
