// The functions lent to plugins: nothing throws, nothing that is no record passes.
#include "collect/plugin_host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "collect/wire.hpp"
#include "text/utf8.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kBetweenProgress{50};

PluginHost& of(const hvc_host* host) { return *static_cast<PluginHost*>(host->context); }

std::string_view bytes(const char* text, std::size_t length) { return text ? std::string_view(text, length) : ""; }
std::string_view words(const char* text) { return text ? std::string_view(text) : ""; }

// Nothing may be thrown through a plugin's C frames; what can be thrown here is want of memory.
int abi_emit(const hvc_host* host, const char* record, std::size_t length) noexcept try {
  return of(host).emit(bytes(record, length));
} catch (...) {
  return HVC_STOP;
}

void abi_log(const hvc_host* host, int level, const char* text, std::size_t length) noexcept try {
  of(host).log(level, bytes(text, length));
} catch (...) {
}

void abi_progress(const hvc_host* host, std::uint64_t done, std::uint64_t total) noexcept try {
  of(host).progress(done, total);
} catch (...) {
}

int abi_cancelled(const hvc_host* host) noexcept try { return of(host).cancelled() ? 1 : 0; } catch (...) {
  return 1;
}

int abi_secret(const hvc_host* host, const char* name, char* buffer, std::size_t capacity, std::size_t* length) noexcept
    try {
  return of(host).secret(name, buffer, capacity, length);
} catch (...) {
  return HVC_NO_SECRET;
}

void abi_fail(const hvc_host* host, const char* code, const char* text, const char* remedy) noexcept try {
  of(host).fail(words(code), words(text), words(remedy));
} catch (...) {
}

const void* abi_extension(const hvc_host*, const char*) noexcept { return nullptr; }

// A plugin's JSON may be written over several lines; inside of strings a line end cannot stand bare.
std::string on_one_line(std::string_view record) {
  std::string line(record);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

}  // namespace

PluginHost::PluginHost(HostServices services) : services_(std::move(services)), abi_{} {
  abi_ = {sizeof(hvc_host), HVC_ABI_MINOR, this,       abi_emit, abi_log,
          abi_progress,     abi_cancelled, abi_secret, abi_fail, abi_extension};
}

void PluginHost::collect(const hvc_plugin& plugin, const std::string& target_json) {
  int result = HVC_FAILED;
  try {
    result = plugin.collect(&abi_, target_json.data(), target_json.size());
  } catch (const std::exception& thrown) {
    fail(HVC_FAIL_INTERNAL, fmt::format("an exception left the plugin: {}", thrown.what()), "report it to the vendor");
  } catch (...) {
    fail(HVC_FAIL_INTERNAL, "an exception left the plugin", "report it to the vendor");
  }
  write({{"record", "returned"}, {"value", result}});
}

bool PluginHost::write(const json::object& line) {
  const std::lock_guard lock(one_at_a_time_);
  return services_.write(json::serialize(line));
}

int PluginHost::reject(std::string_view why) {
  const json::object line{{"record", "rejected"}, {"why", as_utf8(fmt::format("record {}: {}", emitted_, why))}};
  return services_.write(json::serialize(line)) ? HVC_REJECTED : HVC_STOP;
}

int PluginHost::emit(std::string_view record) {
  const std::lock_guard lock(one_at_a_time_);
  if (over_ || cancelled()) return HVC_STOP;
  ++emitted_;
  if (record.size() > kLongestRecord) return reject("longer than 16 MiB");
  if (const SavedRecord* saved = cutter_.cut(record)) return pass_on(record, name_of(saved->kind));
  boost::system::error_code failed;
  const json::value value = json::parse(json::string_view(record.data(), record.size()), failed);
  if (failed && as_utf8(record) != record) return reject("not UTF-8");
  if (failed) return reject(fmt::format("not valid JSON: {}", failed.message()));
  const json::object* object = value.if_object();
  const json::value* kind = object ? object->if_contains("record") : nullptr;
  if (!kind || !kind->is_string()) return reject("no JSON object with a text `record`");
  return pass_on(on_one_line(record), kind->get_string());
}

// With the guest after the last one that is wanted, so that a sample that holds all guests ends by itself.
bool PluginHost::enough(std::string_view kind) {
  if (services_.sample == 0 || kind != "guest" || ++guests_ <= services_.sample) return false;
  sampled_ = true;
  services_.write(R"({"record":"sampled"})");
  return true;
}

int PluginHost::pass_on(std::string_view line, std::string_view kind) {
  if (is_own_kind(kind) || kind == "inventory") return reject(fmt::format("`{}` is not for plugins to emit", kind));
  if (ended_) return reject("it comes after `end`");
  if (enough(kind)) return HVC_STOP;
  written_ += line.size() + 1;
  if (services_.output_cap != 0 && written_ > services_.output_cap) {
    over_ = true;
    services_.write(R"({"record":"over-limit"})");
    return HVC_STOP;
  }
  ended_ = kind == "end";
  const bool read =
      ended_ ? services_.write(fmt::format(R"({{"record":"ended","end":{}}})", line)) : services_.write(line);
  return read ? HVC_OK : HVC_STOP;
}

void PluginHost::log(int level, std::string_view text) {
  write({{"record", "log"}, {"level", level}, {"text", as_utf8(text)}});
}

// Plugins tell each guest; so often nobody looks.
void PluginHost::progress(std::uint64_t done, std::uint64_t total) {
  const std::lock_guard lock(one_at_a_time_);
  const auto now = std::chrono::steady_clock::now();
  if (done != total && now - told_progress_ < kBetweenProgress) return;
  told_progress_ = now;
  services_.write(json::serialize(json::object{{"record", "progress"}, {"done", done}, {"total", total}}));
}

void PluginHost::fail(std::string_view code, std::string_view text, std::string_view remedy) {
  if (code.empty()) code = HVC_FAIL_INTERNAL;
  if (text.empty()) text = "it failed without saying why";
  write({{"record", "fail"},
         {"code", on_one_line(as_utf8(code))},
         {"text", on_one_line(as_utf8(text))},
         {"remedy", on_one_line(as_utf8(remedy))}});
}

int PluginHost::secret(const char* name, char* buffer, std::size_t capacity, std::size_t* length) {
  const std::lock_guard lock(one_at_a_time_);
  if (!name) return HVC_NO_SECRET;
  const auto value = services_.secret(as_utf8(name));
  if (!value) return HVC_NO_SECRET;
  if (length) *length = value->size();
  if (value->size() > capacity || !buffer) return HVC_TOO_SMALL;
  std::memcpy(buffer, value->data(), value->size());
  return HVC_OK;
}

}  // namespace hvcompat
