// Turning the rows of a CSV list into rows of a catalog.
#include "catalog/import_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <set>

#include "catalog/csv.hpp"
#include "catalog/import_cell.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

const std::string kSomeDay = "1970-01-01";  // of a list that is refused anyway

using Columns = std::vector<const ImportColumn*>;

Error unknown_column(const std::string& file, const CsvRow& header, const std::string& name,
                     const std::vector<std::string_view>& known) {
  std::string help = did_you_mean(name, known);
  if (header.fields.size() == 1 && name.find(';') != std::string::npos) help = "separate the columns by commas";
  if (help.empty()) help = fmt::format("known: {}", fmt::join(known, ", "));
  return csv_error(file, header.line, fmt::format("unknown column `{}`", name), std::move(help));
}

Loaded<Columns> read_header(const std::string& file, const CsvRow& header, const ImportSection& section) {
  std::vector<std::string_view> known(section.columns.size());
  std::ranges::transform(section.columns, known.begin(), &ImportColumn::name);
  Columns columns;
  Errors errors;
  std::set<std::string> seen;
  for (const std::string& name : header.fields) {
    const auto found = std::ranges::find(section.columns, name, &ImportColumn::name);
    if (found == section.columns.end()) {
      errors.push_back(unknown_column(file, header, name, known));
    } else if (!seen.insert(name).second) {
      errors.push_back(csv_error(file, header.line, fmt::format("the column `{}` stands here twice", name), ""));
    } else {
      columns.push_back(&*found);
    }
  }
  if (!errors.empty()) return errors;
  return columns;
}

int characters(std::string_view text) {
  return static_cast<int>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// One row as JSON on one line; where each member begins is noted in `line`.
class RowWriter {
 public:
  explicit RowWriter(CsvLine& line) : line_(line) {}

  void add(std::string_view name, const std::string& value) {
    text_ += text_.empty() ? "{" : ", ";
    line_.cells.push_back({characters(text_) + 1, std::string(name)});
    text_ += fmt::format("\"{}\": {}", name, value);
  }
  std::string finish() const { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  CsvLine& line_;
  std::string text_;
};

class CsvConversion {
 public:
  CsvConversion(const std::string& file, const ImportSection& section, const CsvDefaults& defaults)
      : file_(file), section_(section), defaults_(defaults) {}

  std::string row(const CsvRow& row, const Columns& columns, CsvLine& line) {
    RowWriter writer(line);
    line.line = row.line;
    bool has_source = false;
    bool has_date = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto value = cell_as_json(columns[i]->kind, row.fields[i]);
      if (value.has_error()) {
        errors.push_back(csv_error(file_, row.line,
                                   fmt::format("column `{}`: {}", columns[i]->name, value.error().message),
                                   value.error().help));
      } else if (!value->empty()) {
        writer.add(columns[i]->name, *value);
        has_source = has_source || columns[i]->name == "source";
        if (columns[i]->name != "as_of") continue;
        has_date = true;
        if (is_date(row.fields[i])) newest_ = std::max(newest_, row.fields[i]);
      }
    }
    if (!has_source && !defaults_.source.empty()) writer.add("source", json::serialize(defaults_.source));
    any_ = true;
    all_dated_ = all_dated_ && has_date;
    return writer.finish();
  }

  // The day of the whole list.
  std::string as_of() {
    if (!defaults_.as_of.empty()) return defaults_.as_of;
    if (all_dated_ && any_) return newest_.empty() ? kSomeDay : newest_;  // a row's own date is told where it is none
    const std::string_view all = section_.dated ? ", or fill the column `as_of` in every row" : "";
    errors.push_back(csv_error(file_, 0, "nothing tells when the list was read at its source",
                               fmt::format("give --as-of YYYY-MM-DD{}", all)));
    return kSomeDay;
  }

  Errors errors;

 private:
  const std::string& file_;
  const ImportSection& section_;
  const CsvDefaults& defaults_;
  std::string newest_;
  bool all_dated_ = true;
  bool any_ = false;
};

std::string header_line(const ImportKind& kind, const std::string& as_of, const std::string& source) {
  return fmt::format(R"({{"catalog": "{}", "schema": 1, "as_of": {}, "source": {}, "{}": [)", kind.name,
                     json::serialize(as_of), json::serialize(source), kind.sections.front().name);
}

}  // namespace

Error CsvCatalog::placed(Error error) const {
  const auto index = static_cast<std::size_t>(error.where.line) - 2;
  if (error.where.line >= 2 && index < lines.size()) {
    const CsvLine& line = lines[index];
    const CsvCell* cell = nullptr;
    for (const CsvCell& each : line.cells)
      if (each.column <= error.where.column) cell = &each;
    if (cell) error.message = fmt::format("column `{}`: {}", cell->name, error.message);
    error.where.line = line.line;
  } else {
    error.where.line = 0;
  }
  error.where.column = 0;
  error.excerpt.clear();
  error.caret = 0;
  return error;
}

Loaded<CsvCatalog> catalog_of_csv(const std::string& file, std::string_view text, const ImportKind& kind,
                                  const CsvDefaults& defaults) {
  const auto rows = parse_csv(file, text);
  if (rows.has_error()) return rows.error();
  const ImportSection& section = kind.sections.front();
  if (rows->empty())
    return Errors{csv_error(file, 0, "the file is empty", "its first line names the columns: id,vendor,…")};
  const auto columns = read_header(file, rows->front(), section);
  if (columns.has_error()) return columns.error();
  CsvConversion conversion(file, section, defaults);
  CsvCatalog catalog;
  std::string body;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    body += i == 1 ? "\n" : ",\n";
    body += conversion.row((*rows)[i], *columns, catalog.lines.emplace_back());
  }
  const std::string source =
      defaults.source.empty() ? std::filesystem::path(file).filename().string() : defaults.source;
  const std::string head = header_line(kind, conversion.as_of(), source);
  if (!conversion.errors.empty()) return conversion.errors;
  auto document = parse_json(file, head + body + "]}");
  if (document.has_error()) return Errors{catalog.placed(document.error())};
  catalog.document = std::move(*document);
  return catalog;
}

}  // namespace hvcompat
