// Lines of records and the core's own lines, told apart; secrets are taken out before anything else looks at a line.
#include "collect/plugin_intake.hpp"

#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include "collect/redact.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kOwnLineAllowance = 64;         // the core wraps the `end` record
constexpr std::size_t kDiagnostics = 4'096;           // bytes of what was printed that reports tell
constexpr std::size_t kDiagnosticsSearched = 65'536;  // for secrets, so that none is cut in two
constexpr std::size_t kDiagnosticsKept = 16u << 20;   // of a recording

std::string text_of(const boost::json::object& line, std::string_view key) {
  const boost::json::value* found = line.if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

template <class T>
T number_of(const boost::json::object& line, std::string_view key) {
  const boost::json::value* found = line.if_contains(key);
  boost::system::error_code failed;
  return found ? found->to_number<T>(failed) : T{};
}

std::string end_of(std::string text, std::size_t most) {
  if (text.size() > most) text.erase(0, text.size() - most);
  return text;
}

}  // namespace

// Twice as much is kept before the front is dropped: each byte is moved once.
void StreamTail::add(std::string_view bytes) {
  bytes_ += bytes;
  if (bytes_.size() <= 2 * most_) return;
  lost_ += bytes_.size() - most_;
  bytes_.erase(0, bytes_.size() - most_);
}

std::string StreamTail::take() {
  if (bytes_.size() > most_) lost_ += bytes_.size() - most_;
  return end_of(std::move(bytes_), most_);
}

PluginIntake::PluginIntake(const Target& target, IntakeCalls calls, bool keep_wire)
    : target_(target),
      calls_(std::move(calls)),
      keep_wire_(keep_wire),
      secrets_(secrets_of(target, {})),
      lines_(kLongestRecord + kOwnLineAllowance, [this](std::string_view line) { take_line(line); }),
      diagnostics_(keep_wire ? kDiagnosticsKept : kDiagnosticsSearched) {}

void PluginIntake::take_records(std::string_view bytes) {
  if (keep_wire_) wire_ += bytes;
  lines_.add(bytes);
}

void PluginIntake::take_line(std::string_view line) {
  if (line.empty()) return;
  const auto as_sent = own_line(line);
  // Before secrets are taken out: a secret's value may be the word that it is called by.
  if (as_sent && text_of(*as_sent, "record") == "secret-request") {
    if (calls_.secret) calls_.secret(text_of(*as_sent, "name"));
    return;
  }
  const std::string clean = redacted_line(line, secrets_);
  if (const auto own = own_line(clean)) return take_own_line(*own);
  ++run.emitted;
  if (calls_.record) return calls_.record(clean);
  run.records.append(clean).push_back('\n');
}

void PluginIntake::take_own_line(const boost::json::object& line) {
  const std::string kind = text_of(line, "record");
  if (kind == "log" && calls_.log) calls_.log(number_of<int>(line, "level"), text_of(line, "text"));
  if (kind == "progress" && calls_.progress) {
    calls_.progress(number_of<std::uint64_t>(line, "done"), number_of<std::uint64_t>(line, "total"));
  }
  if (kind == "fail" && !run.failure) {
    run.failure = PluginFailure{text_of(line, "code"), text_of(line, "text"), text_of(line, "remedy")};
  }
  if (kind == "refused") run.refusal = PluginFailure{"refused", text_of(line, "text"), text_of(line, "help")};
  if (kind == "rejected") reject(text_of(line, "why"));
  if (kind == "ended" && line.contains("end")) run.end = boost::json::serialize(line.at("end"));
  if (kind == "loaded") run.loaded = true;
  if (kind == "returned") run.returned = number_of<int>(line, "value");
  if (kind == "manifest") {
    run.manifest = PluginManifestText{number_of<unsigned>(line, "abi_major"), number_of<unsigned>(line, "abi_minor"),
                                      text_of(line, "text")};
  }
  if (kind == "sampled") {
    run.sampled = true;
    if (calls_.sampled) calls_.sampled();
  }
  if (kind == "over-limit") {
    run.over_output = true;
    if (calls_.over_limit) calls_.over_limit();
  }
}

void PluginIntake::reject(std::string why) {
  if (++run.rejected_count <= kToldRejections) run.rejected.push_back(std::move(why));
}

void PluginIntake::take_diagnostics(std::string_view bytes) { diagnostics_.add(bytes); }

void PluginIntake::hand_over(const std::string& secret, bool shown) {
  run.secrets.push_back(secret);
  if (!shown) secrets_ = secrets_of(target_, run.secrets);
}

void PluginIntake::finish(std::optional<WorkerExit> exit) {
  lines_.finish();
  for (std::size_t i = 0; i < lines_.dropped(); ++i) reject("a line longer than 16 MiB");
  run.exit = exit;
  if (exit && exit->left_behind > 0 && calls_.log) {
    calls_.log(HVC_LOG_WARNING,
               fmt::format("the plugin left {} behind; ended",
                           counted(static_cast<std::size_t>(exit->left_behind), "process", "processes")));
  }
  if (exit && !exit->stays.empty() && calls_.log)
    calls_.log(HVC_LOG_WARNING, fmt::format("the plugin's temporary folder stays: {}", exit->stays));
  std::string printed = redacted(diagnostics_.take(), secrets_);
  run.diagnostics = as_utf8(end_of(printed, kDiagnostics));
  if (!keep_wire_) return;
  printed_ = std::move(printed);
  wire_ = redacted_lines(wire_, secrets_);
}

}  // namespace hvcompat
