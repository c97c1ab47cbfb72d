// hvcompat catalog check: are these catalogs and CSV lists well made?
#include <fmt/format.h>

#include <algorithm>

#include "cli/catalog_lists.hpp"
#include "cli/command_line.hpp"
#include "text/json_document.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

struct CheckOptions {
  std::vector<std::string> files;
  ImportSettings settings;
};

// "2 listings, 1 vendor" would need every plural: the name of the array says what is counted.
std::string sections_in_words(const ImportedList& list) {
  std::string text;
  for (const ImportedSection& section : list.sections)
    if (!section.rows.empty()) text += fmt::format(", {} {}", section.name, section.rows.size());
  return text.empty() ? ", no rows" : text;
}

// Rows may be older or newer than their file says.
std::string dates_in_words(const ImportedList& list) {
  std::string first = list.as_of;
  std::string last = list.as_of;
  for (const ImportedSection& section : list.sections) {
    for (const ImportedRow& row : section.rows) {
      first = std::min(first, row.as_of);
      last = std::max(last, row.as_of);
    }
  }
  const std::string text = fmt::format("as of {}", list.as_of);
  return first == last ? text : fmt::format("{}, rows as of {} to {}", text, first, last);
}

Loaded<std::string> check_list(const std::string& file, const ImportSettings& settings) {
  const auto list = read_list(file, settings);
  if (list.has_error()) return list.error();
  return fmt::format("{}: ok: {}{}, {}\n", file, list->kind, sections_in_words(*list), dates_in_words(*list));
}

// Of every kind, those that are not imported, too.
Loaded<std::string> check_catalog(const std::string& file) {
  const auto catalogs = load_catalogs({file});
  if (catalogs.has_error()) return catalogs.error();
  const CatalogFile& only = catalogs->files.front();
  return fmt::format("{}: ok: {}, {}, as of {}\n", file, only.id, counted(rows_of(*catalogs), "row"), only.as_of);
}

Loaded<std::string> check_one(const std::string& file, const ImportSettings& settings) {
  const auto text = read_text_file(file);
  if (text.has_error()) return Errors{text.error()};
  if (is_csv_list(file, *text)) return check_list(file, settings);
  const auto catalogs = load_catalogs({file});
  if (catalogs.has_error()) return catalogs.error();
  const bool importable = is_imported_kind(catalogs->files.front().id);
  return importable ? check_list(file, settings) : check_catalog(file);
}

void check(const CheckOptions& options, Console& console) {
  if (const auto error = date_fault(options.settings)) return console.tell(*error);
  std::string text;
  for (const std::string& file : options.files) {
    const auto checked = check_one(file, options.settings);
    if (checked.has_error()) {
      console.tell(checked.error());
    } else {
      text += *checked;
    }
  }
  console.print(text);
}

}  // namespace

void add_catalog_check(CLI::App& catalog, Session& session) {
  CLI::App* command = catalog.add_subcommand("check", "Check catalogs and CSV lists: members, columns, dates");
  command->footer("Example: hvcompat catalog check listings.csv");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("FILE", options->files, "Catalogs in JSON, or lists in CSV")->required();
  add_list_options(*command, options->settings);
  on_command(*command, session, options, check);
}

}  // namespace hvcompat
