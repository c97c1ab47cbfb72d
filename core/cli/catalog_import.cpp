// hvcompat catalog import: the user's lists, checked and merged into a catalog of their own.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "cli/catalog_lists.hpp"
#include "cli/command_line.hpp"
#include "cli/output_file.hpp"

namespace hvcompat {
namespace {

struct ImportOptions {
  std::vector<std::string> files;
  std::string output;
  std::vector<std::string> complete;
  ImportSettings settings;
};

Error other_kind(const std::string& file, const std::string& kind, const ImportedList& list) {
  Error error = usage_error(fmt::format("the list is of the kind `{}`, not `{}`", kind, list.kind),
                            "a catalog holds one kind: import it into a file of its own");
  error.where.file = file;
  return error;
}

// All files as one list; where several have the same row, the last counts.
Loaded<ImportedList> read_lists(const ImportOptions& options) {
  ImportedList all;
  Errors errors;
  for (const std::string& file : options.files) {
    auto list = read_list(file, options.settings);
    if (list.has_error()) {
      std::ranges::move(list.error(), std::back_inserter(errors));
    } else if (all.kind.empty()) {
      all = std::move(*list);
    } else if (list->kind != all.kind) {
      errors.push_back(other_kind(file, list->kind, all));
    } else {
      merge_list(all, *list);
    }
  }
  if (errors.empty()) errors = mark_complete(all, options.complete);
  if (!errors.empty()) return errors;
  return all;
}

// The catalog that is there, or an empty one.
Loaded<ImportedList> read_old(const std::string& file, const ImportedList& newer, const std::string& source) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return ImportedList{newer.kind, newer.as_of, newer.source, {}};
  auto old = read_list(file, {});
  if (old.has_error()) return old;
  if (old->kind != newer.kind) return Errors{other_kind(file, old->kind, newer)};
  if (!source.empty()) old->source = source;
  return old;
}

std::string summary(const std::string& file, const ImportedList& list, const std::vector<MergedSection>& sections) {
  std::string text = fmt::format("{}: {}, as of {}\n", file, list.kind, list.as_of);
  for (const MergedSection& section : sections) {
    if (section.added + section.replaced + section.unchanged == 0) continue;
    text += fmt::format("  {}: {} added, {} replaced, {} unchanged\n", section.name, section.added, section.replaced,
                        section.unchanged);
  }
  return text;
}

void import_lists(const ImportOptions& options, Console& console) {
  if (const auto error = date_fault(options.settings)) return console.tell(*error);
  const auto newer = read_lists(options);
  if (newer.has_error()) return console.tell(newer.error());
  auto list = read_old(options.output, *newer, options.settings.source);
  if (list.has_error()) return console.tell(list.error());
  const std::vector<MergedSection> sections = merge_list(*list, *newer);
  if (const auto error = write_output(options.output, catalog_text(*list))) return console.tell(*error);
  for (const MergedSection& section : sections)
    for (const std::string& older : section.older) console.warn(older);
  console.print(summary(options.output, *list, sections));
}

}  // namespace

void add_catalog_import(CLI::App& catalog, Session& session) {
  CLI::App* command = catalog.add_subcommand("import", "Merge your lists (JSON or CSV) into a catalog of your own");
  command->footer("Example: hvcompat catalog import listings.csv -o our-svvp.json");
  auto options = std::make_shared<ImportOptions>();
  command->add_option("FILE", options->files, "Catalogs in JSON, or lists in CSV")->required();
  command->add_option("-o,--output", options->output, "The catalog that they are merged into; created if absent")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("--complete", options->complete,
                   "Nothing else of this vendor is listed: what is missing is not-listed (repeatable)")
      ->type_name("VENDOR")
      ->allow_extra_args(false);
  add_list_options(*command, options->settings);
  on_command(*command, session, options, import_lists);
}

}  // namespace hvcompat
