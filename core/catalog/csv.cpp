// Reading CSV with libcsv, line by line so that every row knows its place.
#include "catalog/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>

#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Reading {
  std::vector<CsvRow> rows;
  CsvRow current;
};

void take_field(void* bytes, std::size_t size, void* data) {
  static_cast<Reading*>(data)->current.fields.emplace_back(static_cast<const char*>(bytes), size);
}

void take_row(int, void* data) {
  auto& reading = *static_cast<Reading*>(data);
  reading.rows.push_back(std::move(reading.current));
  reading.current = {};
}

class Parser {
 public:
  Parser() { csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI); }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool feed(std::string_view line, Reading& reading) {
    return csv_parse(&parser_, line.data(), line.size(), take_field, take_row, &reading) == line.size();
  }
  bool finish(Reading& reading) { return csv_fini(&parser_, take_field, take_row, &reading) == 0; }

 private:
  csv_parser parser_{};
};

Error misplaced_quote(const std::string& file, int line) {
  return csv_error(file, line, "a quote stands out of place",
                   "put the whole field into quotes and write a quote inside it twice");
}

Errors wrong_counts(const std::string& file, const std::vector<CsvRow>& rows) {
  Errors errors;
  for (const CsvRow& row : rows) {
    const std::size_t wanted = rows.front().fields.size();
    if (row.fields.size() == wanted) continue;
    errors.push_back(csv_error(file, row.line,
                               fmt::format("{}, but the header has {}", counted(row.fields.size(), "field"), wanted),
                               "put a field that holds a comma into quotes; an empty field keeps its commas"));
  }
  return errors;
}

}  // namespace

Error csv_error(const std::string& file, int line, std::string message, std::string help) {
  Error error = usage_error(std::move(message), std::move(help));
  error.where = {file, line, 0};
  return error;
}

Loaded<std::vector<CsvRow>> parse_csv(const std::string& file, std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Parser parser;
  Reading reading;
  int begun = 0;  // the line on which the row in progress began
  std::size_t told = 0;
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    if (begun == 0 && text.substr(0, size).find_first_not_of(" \t\r\n") != std::string_view::npos) begun = line;
    if (!parser.feed(text.substr(0, size), reading)) return Errors{misplaced_quote(file, line)};
    text.remove_prefix(size);
    if (told == reading.rows.size()) continue;
    for (; told < reading.rows.size(); ++told) reading.rows[told].line = begun;
    begun = 0;
  }
  if (!parser.finish(reading)) return Errors{csv_error(file, begun, "a quoted field is never closed", "")};
  for (; told < reading.rows.size(); ++told) reading.rows[told].line = begun;
  if (Errors errors = wrong_counts(file, reading.rows); !errors.empty()) return errors;
  return std::move(reading.rows);
}

}  // namespace hvcompat
