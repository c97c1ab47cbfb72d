// Writing and reading of index.json; members that a later version added are passed over.
#include "collect/recording_index.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "text/json_document.hpp"
#include "text/utf8.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

json::value exit_json(const std::optional<WorkerExit>& exit) {
  return exit ? json::parse(to_line(*exit)) : json::value(nullptr);
}

json::value start_json(const std::optional<Error>& error) {
  if (!error) return nullptr;
  return json::object{{"text", error->message}, {"remedy", error->help}};
}

json::object attempt_json(const RecordedAttempt& attempt) {
  json::object object{{"begun_ms", attempt.begun.count()}, {"lasted_ms", attempt.lasted.count()}};
  object["first_byte_ms"] = attempt.first_byte ? json::value(attempt.first_byte->count()) : json::value(nullptr);
  object["wire_bytes"] = attempt.wire.size();
  object["stderr_bytes"] = attempt.printed.size();
  object["stderr_bytes_lost"] = attempt.printed_lost;
  object["timed_out"] = attempt.timed_out;
  object["stopped"] = attempt.stopped;
  object["over_output"] = attempt.over_output;
  object["secret_errors"] = json::array(attempt.secret_errors.begin(), attempt.secret_errors.end());
  object["not_started"] = start_json(attempt.not_started);
  object["exit"] = exit_json(attempt.exit);
  return object;
}

json::object limits_json(const TargetRecording& recording) {
  return {{"deadline_ms", recording.deadline.count()},
          {"memory_bytes", recording.memory_limit},
          {"output_bytes", recording.output_cap}};
}

// Takes one attempt apart; what is missing or of a wrong kind becomes an error.
struct AttemptReading {
  const JsonDocument& document;
  Errors& errors;

  std::int64_t count(ObjectReader& reader, std::string_view key) const {
    const JsonNode* node = reader.required(key);
    if (!node) return 0;
    if (node->kind == JsonKind::integer && node->integer >= 0) return node->integer;
    errors.push_back(document.error_at(node->offset, fmt::format("`{}` is no count", key)));
    return 0;
  }

  void exit(const JsonNode* node, RecordedAttempt& attempt) const {
    if (!node || node->kind != JsonKind::object) return;
    json::stream_parser parser;
    boost::system::error_code failed;
    parser.write_some(std::string_view(document.text).substr(node->offset), failed);
    if (!failed && parser.done()) attempt.exit = parse_exit(json::serialize(parser.release()));
  }

  void not_started(const JsonNode* node, RecordedAttempt& attempt) const {
    if (!node || node->kind != JsonKind::object) return;
    ObjectReader reader(document, *node, "`not_started`", errors);
    attempt.not_started = usage_error(reader.required_string("text"), reader.string("remedy").value_or(""));
  }

  void read(const JsonNode& node, RecordingIndex& index) const {
    ObjectReader reader(document, node, "attempt", errors);
    if (!reader.is_object()) return;
    RecordedAttempt attempt;
    attempt.begun = milliseconds(count(reader, "begun_ms"));
    attempt.lasted = milliseconds(count(reader, "lasted_ms"));
    const JsonNode* first = reader.take("first_byte_ms");
    if (first && first->kind == JsonKind::integer) attempt.first_byte = milliseconds(first->integer);
    index.wire_sizes.push_back(static_cast<std::size_t>(count(reader, "wire_bytes")));
    index.printed_sizes.push_back(static_cast<std::size_t>(count(reader, "stderr_bytes")));
    attempt.printed_lost = static_cast<std::size_t>(count(reader, "stderr_bytes_lost"));
    attempt.timed_out = reader.boolean("timed_out").value_or(false);
    attempt.stopped = reader.boolean("stopped").value_or(false);
    attempt.over_output = reader.boolean("over_output").value_or(false);
    attempt.secret_errors = reader.strings("secret_errors");
    not_started(reader.take("not_started"), attempt);
    exit(reader.take("exit"), attempt);
    index.recording.attempts.push_back(std::move(attempt));
  }
};

void read_plugin(const AttemptReading& reading, const JsonNode* node, TargetRecording& recording) {
  if (!node) return;
  ObjectReader reader(reading.document, *node, "`plugin`", reading.errors);
  recording.plugin_name = reader.required_string("name");
  recording.plugin_version = reader.required_string("version");
  recording.plugin_vendor = reader.required_string("vendor");
  recording.plugin_file = reader.string("file").value_or("");
  recording.plugin_sha256 = reader.string("sha256").value_or("");
}

void read_limits(const AttemptReading& reading, const JsonNode* node, TargetRecording& recording) {
  if (!node) return;
  ObjectReader reader(reading.document, *node, "`limits`", reading.errors);
  recording.deadline = milliseconds(reading.count(reader, "deadline_ms"));
  recording.memory_limit = static_cast<std::uint64_t>(reading.count(reader, "memory_bytes"));
  recording.output_cap = static_cast<std::uint64_t>(reading.count(reader, "output_bytes"));
}

}  // namespace

std::string index_text(const TargetRecording& recording) {
  json::array attempts;
  for (const RecordedAttempt& attempt : recording.attempts) attempts.push_back(attempt_json(attempt));
  const json::object index{{"recording", kRecordingSchema},
                           {"order", recording.order},
                           {"target", {{"name", as_utf8(recording.target)}, {"uri", as_utf8(recording.uri)}}},
                           {"plugin",
                            {{"name", recording.plugin_name},
                             {"version", recording.plugin_version},
                             {"vendor", recording.plugin_vendor},
                             {"file", as_utf8(recording.plugin_file)},
                             {"sha256", recording.plugin_sha256}}},
                           {"collected_at", recording.collected_at},
                           {"took_ms", recording.took ? json::value(recording.took->count()) : json::value(nullptr)},
                           {"limits", limits_json(recording)},
                           {"redacted", recording.redacted},
                           {"attempts", std::move(attempts)}};
  return json::serialize(index) + "\n";
}

Loaded<RecordingIndex> read_index(const std::filesystem::path& file) {
  const auto document = read_json_file(file);
  if (!document) return Errors{document.error()};
  Errors errors;
  RecordingIndex index;
  ObjectReader reader(*document, document->root, "the index of a recording", errors);
  const AttemptReading reading{*document, errors};
  if (!reader.is_object()) return errors;
  TargetRecording& recording = index.recording;
  if (reading.count(reader, "recording") != kRecordingSchema && errors.empty())
    errors.push_back(document->error_at(0, "this hvcompat reads recordings of schema 1", "use a newer hvcompat"));
  recording.order = static_cast<std::size_t>(reading.count(reader, "order"));
  if (const JsonNode* target = reader.required("target")) {
    ObjectReader about(*document, *target, "`target`", errors);
    recording.target = about.required_string("name");
    recording.uri = about.required_string("uri");
  }
  read_plugin(reading, reader.required("plugin"), recording);
  read_limits(reading, reader.required("limits"), recording);
  recording.collected_at = reader.required_string("collected_at");
  if (const JsonNode* took = reader.take("took_ms"); took && took->kind == JsonKind::integer)
    recording.took = std::chrono::milliseconds(took->integer);
  recording.redacted = reader.boolean("redacted").value_or(false);
  if (const JsonNode* attempts = reader.array("attempts")) {
    for (const JsonNode& attempt : attempts->items) reading.read(attempt, index);
  }
  if (!errors.empty()) return errors;
  return index;
}

}  // namespace hvcompat
