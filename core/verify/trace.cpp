// A probe's lines as a trace; a line that is none (a plugin wrote past its host) is passed over.
#include "verify/trace.hpp"

#include <boost/json.hpp>

namespace hvcompat {

namespace {

namespace json = boost::json;

std::string text(const json::object& line, std::string_view key) { return std::string(line.at(key).as_string()); }

template <class T>
T number(const json::object& line, std::string_view key) {
  return line.at(key).to_number<T>();
}

std::vector<std::string> texts(const json::object& line, std::string_view key) {
  std::vector<std::string> found;
  for (const json::value& item : line.at(key).as_array()) found.emplace_back(item.as_string());
  return found;
}

Residue residue_in(const json::object& line) {
  const json::object& held = line.at("residue").as_object();
  return {texts(held, "descriptors"), texts(held, "threads"), texts(held, "processes"), texts(held, "files")};
}

LoadedPlugin loaded_in(const json::object& line) {
  LoadedPlugin loaded;
  loaded.has_symbol = line.at("symbol").as_bool();
  loaded.abi_major = number<unsigned>(line, "abi_major");
  loaded.abi_minor = number<unsigned>(line, "abi_minor");
  loaded.struct_size = number<unsigned>(line, "struct_size");
  loaded.reserved = number<unsigned>(line, "reserved");
  loaded.has_manifest = line.at("has_manifest").as_bool();
  loaded.has_collect = line.at("has_collect").as_bool();
  loaded.manifest = text(line, "manifest");
  loaded.manifest_is_utf8 = line.at("utf8").as_bool();
  return loaded;
}

ReturnedCall returned_in(const json::object& line, int call) {
  return {call,
          number<int>(line, "value"),
          number<std::int64_t>(line, "elapsed_ms"),
          number<std::int64_t>(line, "stop_ms"),
          text(line, "thrown"),
          residue_in(line)};
}

void take(const json::object& line, Trace& trace) {
  const std::string kind = text(line, "probe");
  const int call = number<int>(line, "call");
  if (kind == "loaded") trace.loaded = loaded_in(line);
  if (kind == "not-loaded") trace.not_loaded = text(line, "text");
  if (kind == "begin") trace.at_start = residue_in(line);
  if (kind == "emit")
    trace.records.push_back(
        {call, text(line, "text"), line.at("utf8").as_bool(), number<int>(line, "answer"), text(line, "why")});
  if (kind == "progress")
    trace.progress.push_back({call, number<std::uint64_t>(line, "done"), number<std::uint64_t>(line, "total")});
  if (kind == "log") trace.logs.push_back({call, text(line, "text"), line.at("utf8").as_bool()});
  if (kind == "fail")
    trace.failures.push_back(
        {call, text(line, "code"), text(line, "text"), text(line, "remedy"), line.at("utf8").as_bool()});
  if (kind == "secret") trace.secrets.push_back(text(line, "name"));
  if (kind == "returned") trace.returned.push_back(returned_in(line, call));
  if (kind == "output") {
    trace.standard_output = text(line, "standard_output");
    trace.ended = true;
  }
}

void take_line(std::string_view line, Trace& trace) try {
  const json::value value = json::parse(line);
  take(value.as_object(), trace);
} catch (const std::exception&) {
}

}  // namespace

Trace parse_trace(std::string_view lines) {
  Trace trace;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    take_line(lines.substr(0, end), trace);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return trace;
}

}  // namespace hvcompat
