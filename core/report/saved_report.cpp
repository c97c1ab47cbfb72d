// Reading of saved reports, guest by guest: the tree of a whole fleet would be large.
#include "report/saved_report.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <boost/json/parse.hpp>

#include "inventory/ndjson_lines.hpp"
#include "report/parts_json.hpp"
#include "report/saved_guest.hpp"
#include "report/saved_parts.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;
namespace od = simdjson::ondemand;

constexpr std::string_view kWhatItIs = "give a report saved with --format json or ndjson";

struct Parsed {
  json::value value;
  std::string problem;  // why the text is no JSON; empty where it is
};

Parsed parse(std::string_view text) {
  boost::system::error_code error;
  Parsed parsed{json::parse(text, error), {}};
  if (error) parsed.problem = error.message();
  return parsed;
}

// The least detail over all guests.
void note_detail(SavedReport& saved, const json::object& guest) {
  if (!guest.contains("facts")) saved.detail = Detail::verdicts;
}

std::string schema_problem(const SavedMembers& head) {
  if (!head.has("schema")) return "`schema` is missing";
  const std::size_t schema = head.count("schema");
  if (schema == kReportSchema) return {};
  return fmt::format("a report of schema {}, and this hvcompat reads schema {}", schema, kReportSchema);
}

// A report as one JSON document: the guests one by one, everything else together.
class DocumentReader {
 public:
  DocumentReader(const std::string& file, std::string_view bytes) : file_(file), bytes_(bytes) {}

  Result<SavedReport> read() {
    od::parser parser;
    od::document document;
    od::object members;
    if (const auto code = parser.iterate(bytes_).get(document)) return damaged(simdjson::error_message(code));
    if (document.get_object().get(members)) return damaged("no object");
    for (auto field : members) {
      if (!take(field)) return damaged(problem_);
    }
    const char* rest = nullptr;
    if (!document.current_location().get(rest)) return damaged("something follows the end of the document");
    return finish();
  }

 private:
  Error damaged(std::string_view why) const {
    return usage_error(fmt::format("`{}` cannot be read as a report: {}", file_, why), std::string(kWhatItIs));
  }

  bool take(simdjson::simdjson_result<od::field> field) {
    std::string_view key;
    od::value value;
    if (field.unescaped_key().get(key) || field.value().get(value)) return fail("damaged JSON");
    const std::string name(key);
    if (name == "guests") return take_guests(value);
    std::string_view text;
    if (raw_text(value, text)) return fail(fmt::format("{}: damaged JSON", name));
    Parsed parsed = parse(text);
    if (!parsed.problem.empty()) return fail(fmt::format("{}: {}", name, parsed.problem));
    head_[name] = std::move(parsed.value);
    return true;
  }

  bool take_guests(od::value value) {
    od::array guests;
    if (value.get_array().get(guests)) return fail("guests: must be an array");
    has_guests_ = true;
    for (auto item : guests) {
      od::value guest;
      std::string_view text;
      if (item.get(guest) || raw_text(guest, text)) return fail(fmt::format("{}: damaged JSON", way()));
      if (!take_guest(text)) return false;
    }
    return true;
  }

  bool take_guest(std::string_view text) {
    const Parsed parsed = parse(text);
    if (!parsed.problem.empty()) return fail(fmt::format("{}: {}", way(), parsed.problem));
    const json::object* guest = parsed.value.if_object();
    if (!guest) return fail(fmt::format("{}: must be an object", way()));
    note_detail(saved_, *guest);
    saved_.report.guests.push_back(read_guest(SavedMembers(*guest, way(), problem_)));
    return problem_.empty();
  }

  // The bytes of a value, whatever its kind.
  static simdjson::error_code raw_text(od::value value, std::string_view& text) {
    return simdjson::to_json_string(value).get(text);
  }

  std::string way() const { return fmt::format("guests[{}]", saved_.report.guests.size()); }

  bool fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
    return false;
  }

  Result<SavedReport> finish() {
    const SavedMembers head(head_, "", problem_);
    if (const std::string problem = schema_problem(head); !problem.empty()) return damaged(problem);
    read_head(head, saved_.report);
    read_summary(head.inner("summary"), saved_.report);
    saved_.report.incomplete = head.flag("incomplete");
    saved_.report.notes = head.texts("notes");
    if (!problem_.empty()) return damaged(problem_);
    if (!has_guests_) saved_.detail = Detail::summary;
    return std::move(saved_);
  }

  const std::string& file_;
  const simdjson::padded_string bytes_;
  SavedReport saved_;
  json::object head_;
  bool has_guests_ = false;
  std::string problem_;
};

// A report as lines; a damaged one is lost alone.
class LinesReader {
 public:
  LinesReader(const std::string& file, std::string_view bytes) : file_(file), lines_(bytes) {}

  Result<SavedReport> read() {
    while (const auto line = lines_.next()) {
      line_ = line->number;
      const Parsed parsed = parse(line->text);
      const json::object* record = parsed.value.if_object();
      if (!record) {
        lose(parsed.problem.empty() ? "no object" : parsed.problem);
      } else if (const auto error = take(*record)) {
        return *error;
      }
    }
    return finish();
  }

 private:
  std::optional<Error> take(const json::object& record) {
    std::string problem;
    const SavedMembers members(record, "", problem);
    const std::string kind = members.text("record");
    if (kind == "report") return begin(members);
    if (kind == "guest") {
      take_guest(record, members, problem);
    } else if (kind == "summary") {
      end(members, problem);
    } else {
      saved_.complaints.push_back(
          {fmt::format("{}:{}: record of the unknown kind `{}` passed over", file_, line_, kind), false});
    }
    return std::nullopt;
  }

  std::optional<Error> begin(const SavedMembers& head) {
    if (std::exchange(begun_, true)) return refused("a second report begins here: give one file for each");
    std::string problem = schema_problem(head);
    std::string fault;
    if (problem.empty()) read_head(SavedMembers(head.all(), "", fault), saved_.report);
    if (problem.empty()) problem = fault;
    return problem.empty() ? std::nullopt : std::optional(refused(problem));
  }

  void take_guest(const json::object& record, const SavedMembers& members, const std::string& problem) {
    GuestReport guest = read_guest(members);
    if (!problem.empty()) return lose(problem);
    note_detail(saved_, record);
    saved_.report.guests.push_back(std::move(guest));
  }

  void end(const SavedMembers& members, const std::string& problem) {
    read_summary(members, saved_.report);
    saved_.report.incomplete = saved_.report.incomplete || members.flag("incomplete");
    saved_.report.notes = members.texts("notes");
    ended_ = problem.empty();
    if (!ended_) lose(problem);
  }

  Result<SavedReport> finish() {
    Report& report = saved_.report;
    if (!ended_) {
      saved_.complaints.push_back({fmt::format("{}: the report is cut off: its summary is missing", file_), true});
    }
    const bool lost = std::ranges::any_of(saved_.complaints, &Complaint::lost_record);
    if (lost) summarize(report);
    report.incomplete = report.incomplete || lost;
    for (const Complaint& complaint : saved_.complaints) report.notes.push_back(complaint.text);
    if (report.guests.empty() && report.summary.guests > 0 && !lost) saved_.detail = Detail::summary;
    return std::move(saved_);
  }

  Error refused(std::string_view why) const {
    return usage_error(fmt::format("{}:{}: {}", file_, line_, why), std::string(kWhatItIs));
  }

  void lose(std::string_view why) {
    saved_.complaints.push_back({fmt::format("{}:{}: line lost: {}", file_, line_, why), true});
  }

  const std::string& file_;
  Lines lines_;
  SavedReport saved_;
  int line_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

enum class Form { none, document, lines };

// Inventories are lines too: their records are others.
Form form_of(std::string_view bytes) {
  const Parsed line = parse(bytes.substr(0, bytes.find('\n')));
  const json::object* object = line.value.if_object();
  if (const json::value* kind = object ? object->if_contains("record") : nullptr)
    return kind->is_string() && kind->get_string() == "report" ? Form::lines : Form::none;
  const std::size_t at = bytes.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos || bytes[at] != '{') return Form::none;
  const std::size_t key = bytes.find_first_not_of(" \t\r\n", at + 1);
  return key == std::string_view::npos || bytes.substr(key).starts_with("\"record\"") ? Form::none : Form::document;
}

}  // namespace

bool is_report(std::string_view bytes) {
  return form_of(is_zstd(bytes) ? std::string_view(unpack_zstd(bytes).text) : bytes) != Form::none;
}

Result<SavedReport> read_report(const std::string& file, std::string_view bytes) {
  Unpacked unpacked;
  if (is_zstd(bytes)) {
    unpacked = unpack_zstd(bytes);
    if (!unpacked.problem.empty()) return usage_error(fmt::format("`{}`: {}", file, unpacked.problem));
    bytes = unpacked.text;
  }
  switch (form_of(bytes)) {
    case Form::lines:
      return LinesReader(file, bytes).read();
    case Form::document:
      return DocumentReader(file, bytes).read();
    case Form::none:
      break;
  }
  return usage_error(fmt::format("`{}` is no report", file), std::string(kWhatItIs));
}

}  // namespace hvcompat
