// Every function of hvc_host, written down.
#include "verify/probe_host.hpp"

#include <algorithm>
#include <cstring>

#include "collect/wire.hpp"
#include "collect/worker.hpp"
#include "text/utf8.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

// As JSON text a record may double; the line has to stay below kLongestRecord.
constexpr std::size_t kLongestKept = kLongestRecord / 4;

ProbeHost& of(const hvc_host* host) { return *static_cast<ProbeHost*>(host->context); }
std::string_view bytes(const char* text, std::size_t length) { return text ? std::string_view(text, length) : ""; }
std::string_view words(const char* text) { return text ? std::string_view(text) : ""; }

int abi_emit(const hvc_host* host, const char* record, std::size_t length) noexcept {
  return of(host).emit(bytes(record, length));
}
void abi_log(const hvc_host* host, int level, const char* text, std::size_t length) noexcept {
  of(host).log(level, bytes(text, length));
}
void abi_progress(const hvc_host* host, std::uint64_t done, std::uint64_t total) noexcept {
  of(host).progress(done, total);
}
int abi_cancelled(const hvc_host* host) noexcept { return of(host).cancelled() ? 1 : 0; }
int abi_secret(const hvc_host* host, const char* name, char* buffer, std::size_t capacity,
               std::size_t* length) noexcept {
  return of(host).secret(name, buffer, capacity, length);
}
void abi_fail(const hvc_host* host, const char* code, const char* text, const char* remedy) noexcept {
  of(host).fail(words(code), words(text), words(remedy));
}
const void* abi_extension(const hvc_host*, const char*) noexcept { return nullptr; }

bool is_utf8(std::string_view text) { return as_utf8(text) == text; }

std::int64_t milliseconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

}  // namespace

ProbeHost::ProbeHost(const ProbeConditions& conditions, int call, std::uint64_t output_cap,
                     const std::atomic<int>& cancelled, Write write)
    : conditions_(conditions), call_(call), asked_to_stop_(cancelled), write_(std::move(write)), abi_{} {
  HostServices services;
  services.write = [this](std::string_view line) {
    const auto own = own_line(line);
    const json::value* why = own ? own->if_contains("why") : nullptr;
    if (why) why_ = why->as_string();
    return true;
  };
  services.cancelled = [] { return false; };
  services.secret = ask_secret;
  services.output_cap = output_cap;
  judge_ = std::make_unique<PluginHost>(std::move(services));
  abi_.host = {sizeof(hvc_host), HVC_ABI_MINOR, this,       abi_emit, abi_log,
               abi_progress,     abi_cancelled, abi_secret, abi_fail, abi_extension};
  if (!conditions.newer_host) return;
  abi_.host.struct_size = sizeof abi_;
  abi_.host.abi_minor = HVC_ABI_MINOR + 1;
  std::ranges::fill(abi_.beyond, static_cast<unsigned char>(0xA5));
}

json::object ProbeHost::collect(const hvc_plugin& plugin, const std::string& target_json) {
  begun_ = Clock::now();
  int value = HVC_FAILED;
  std::string thrown;
  try {
    value = plugin.collect(&abi_.host, target_json.data(), target_json.size());
  } catch (const std::exception& exception) {
    thrown = exception.what();
  } catch (...) {
    thrown = "an exception of unknown type";
  }
  const Clock::time_point now = Clock::now();
  return {{"probe", "returned"},
          {"call", call_},
          {"value", value},
          {"elapsed_ms", milliseconds(now - begun_)},
          {"stop_ms", stop_since_ ? milliseconds(now - *stop_since_) : -1},
          {"thrown", as_utf8(thrown)}};
}

void ProbeHost::tell(std::string_view kind, json::object line) {
  line["probe"] = kind;
  line["call"] = call_;
  write_(line);
}

void ProbeHost::stops_now() {
  if (!stop_since_) stop_since_ = Clock::now();
}

bool ProbeHost::cancelled() {
  const std::lock_guard lock(one_at_a_time_);
  const auto since = static_cast<std::uint64_t>(milliseconds(Clock::now() - begun_));
  const bool by_time = conditions_.cancel_after_ms && since >= *conditions_.cancel_after_ms;
  const bool by_count = conditions_.cancel_after_emits && emits_ >= *conditions_.cancel_after_emits;
  if (by_time)
    stop_since_ = std::min(stop_since_.value_or(Clock::time_point::max()),
                           begun_ + std::chrono::milliseconds(*conditions_.cancel_after_ms));
  if (by_count) stops_now();
  return by_time || by_count || asked_to_stop_.load() != 0;
}

int ProbeHost::answer_to(std::string_view record, std::string& why) {
  if (conditions_.answer != EmitAnswer::as_due && emits_ > conditions_.answer_from) {
    if (conditions_.answer == EmitAnswer::rejected) return HVC_REJECTED;
    stops_now();
    return HVC_STOP;
  }
  why_.clear();
  const int answer = judge_->emit(record);
  why = why_;
  return answer;
}

int ProbeHost::emit(std::string_view record) {
  if (cancelled()) return HVC_STOP;
  const std::lock_guard lock(one_at_a_time_);
  ++emits_;
  std::string why;
  const int answer = answer_to(record, why);
  const bool is_long = record.size() > kLongestKept;
  if (is_long && why.empty()) why = "longer than 4 MiB: this kit does not look into it";
  tell("emit", {{"text", is_long ? std::string() : as_utf8(record)},
                {"utf8", is_utf8(record)},
                {"answer", answer},
                {"why", as_utf8(why)}});
  return answer;
}

void ProbeHost::log(int, std::string_view text) {
  const std::lock_guard lock(one_at_a_time_);
  tell("log", {{"text", as_utf8(text.substr(0, kLongestKept))}, {"utf8", is_utf8(text)}});
}

void ProbeHost::progress(std::uint64_t done, std::uint64_t total) {
  const std::lock_guard lock(one_at_a_time_);
  tell("progress", {{"done", done}, {"total", total}});
}

void ProbeHost::fail(std::string_view code, std::string_view text, std::string_view remedy) {
  const std::lock_guard lock(one_at_a_time_);
  const bool utf8 = is_utf8(code) && is_utf8(text) && is_utf8(remedy);
  tell("fail", {{"code", as_utf8(code)}, {"text", as_utf8(text)}, {"remedy", as_utf8(remedy)}, {"utf8", utf8}});
}

int ProbeHost::secret(const char* name, char* buffer, std::size_t capacity, std::size_t* length) {
  const std::lock_guard lock(one_at_a_time_);
  if (!name) return HVC_NO_SECRET;
  tell("secret", {{"name", as_utf8(name)}});
  const int own = judge_->secret(name, buffer, capacity, length);
  if (own != HVC_NO_SECRET || conditions_.canary.empty()) return own;
  const std::string& canary = conditions_.canary;
  if (length) *length = canary.size();
  if (canary.size() > capacity || !buffer) return HVC_TOO_SMALL;
  std::memcpy(buffer, canary.data(), canary.size());
  return HVC_OK;
}

}  // namespace hvcompat
