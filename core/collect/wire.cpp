// The lines between core and plugin process, as JSON.
#include "collect/wire.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/characters.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 12> kOwnKinds{"log",      "progress", "secret-request", "fail",
                                                     "rejected", "ended",    "over-limit",     "returned",
                                                     "refused",  "manifest", "loaded",         "sampled"};
constexpr std::string_view kLineStart = R"({"record":")";

std::optional<json::object> parse_object(std::string_view text) {
  boost::system::error_code failed;
  json::value value = json::parse(text, failed);
  if (failed || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

template <class T>
T number(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  boost::system::error_code failed;
  return found ? found->to_number<T>(failed) : T{};
}

std::string text(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

bool flag(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found && found->is_bool() && found->get_bool();
}

int hex_digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }
bool is_small_hex(char c) { return is_hex(c) && !is_upper(c); }

}  // namespace

std::string to_line(const WireRequest& request) {
  const json::object object{{"action", request.action},
                            {"plugin", request.plugin},
                            {"target", request.target_json},
                            {"memory_limit", request.memory_limit},
                            {"cpu_seconds", request.cpu_seconds},
                            {"output_cap", request.output_cap},
                            {"sample", request.sample},
                            {"grace_ms", request.grace_ms},
                            {"conditions", request.conditions},
                            {"writes_files", request.writes_files},
                            {"plugin_sha256", request.plugin_sha256}};
  return json::serialize(object) + "\n";
}

std::optional<WireRequest> parse_request(std::string_view line) {
  const auto object = parse_object(line);
  if (!object) return std::nullopt;
  WireRequest request;
  request.action = text(*object, "action");
  request.plugin = text(*object, "plugin");
  request.plugin_sha256 = text(*object, "plugin_sha256");
  request.target_json = text(*object, "target");
  request.memory_limit = number<std::uint64_t>(*object, "memory_limit");
  request.cpu_seconds = number<std::uint64_t>(*object, "cpu_seconds");
  request.output_cap = number<std::uint64_t>(*object, "output_cap");
  request.sample = number<std::uint64_t>(*object, "sample");
  request.grace_ms = number<std::uint64_t>(*object, "grace_ms");
  request.conditions = text(*object, "conditions");
  request.writes_files = flag(*object, "writes_files");
  return request;
}

bool is_own_kind(std::string_view kind) { return std::ranges::find(kOwnKinds, kind) != kOwnKinds.end(); }

std::optional<json::object> own_line(std::string_view line) {
  if (!line.starts_with(kLineStart)) return std::nullopt;
  const std::string_view rest = line.substr(kLineStart.size());
  if (!is_own_kind(rest.substr(0, rest.find('"')))) return std::nullopt;
  return parse_object(line);
}

// Hexadecimal: a secret may be any bytes, a JSON text may not.
std::string secret_answer(const std::optional<std::string>& secret) {
  if (!secret) return "{\"secret\":null}\n";
  std::string hex;
  for (const char c : *secret) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return fmt::format("{{\"secret\":\"{}\"}}\n", hex);
}

std::optional<std::string> parse_secret_answer(std::string_view line) {
  const auto object = parse_object(line);
  const json::value* found = object ? object->if_contains("secret") : nullptr;
  if (!found || !found->is_string()) return std::nullopt;
  const json::string& hex = found->get_string();
  if (hex.size() % 2 != 0 || !std::ranges::all_of(hex, is_small_hex)) return std::nullopt;
  std::string secret;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    secret += static_cast<char>(hex_digit(hex[i]) * 16 + hex_digit(hex[i + 1]));
  }
  return secret;
}

std::string to_line(const WorkerExit& exit) {
  json::object object{
      {"status", exit.status},           {"signal", exit.signal}, {"peak_memory_kib", exit.peak_memory_kib},
      {"left_behind", exit.left_behind}, {"forced", exit.forced}, {"too_many", exit.too_many}};
  if (!exit.stays.empty()) object["stays"] = exit.stays;
  return json::serialize(object) + "\n";
}

std::optional<WorkerExit> parse_exit(std::string_view line) {
  const auto object = parse_object(line);
  if (!object) return std::nullopt;
  WorkerExit exit;
  exit.status = number<int>(*object, "status");
  exit.signal = number<int>(*object, "signal");
  exit.peak_memory_kib = number<std::int64_t>(*object, "peak_memory_kib");
  exit.left_behind = number<std::int64_t>(*object, "left_behind");
  exit.forced = flag(*object, "forced");
  exit.too_many = flag(*object, "too_many");
  exit.stays = text(*object, "stays");
  return exit;
}

std::optional<WorkerExit> parse_last_exit(std::string_view lines) {
  const std::size_t end = lines.rfind('\n');
  if (end == std::string_view::npos) return std::nullopt;
  lines = lines.substr(0, end);
  return parse_exit(lines.substr(lines.rfind('\n') + 1));  // npos + 1: the first
}

}  // namespace hvcompat
