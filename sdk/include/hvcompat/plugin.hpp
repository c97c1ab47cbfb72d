// The plugin ABI for C++17 and later: records built safely, counted, and no exception past the edge. Header only.
//
// A plugin is a function and a manifest:
//
//     void collect(hvc::Session& session, std::string_view target_json) {
//       hvc::Record guest = hvc::Record::guest("g1", "web-01", "h1");
//       guest.facts.set("guest.power", "running", "listGuests state");
//       guest.facts.unknown("guest.os.build", hvc::Reason::agent_off, "no agent answers", "start the agent");
//       session.emit(guest);
//     }
//     HVC_DEFINE_PLUGIN(HVC_MANIFEST, collect)
//
// What can't be read at all is thrown as hvc::Failure. Any other exception is told as a bug of the plugin.
#ifndef HVCOMPAT_PLUGIN_HPP
#define HVCOMPAT_PLUGIN_HPP

#include <hvcompat/plugin.h>

#include <cstdint>
#include <exception>
#include <hvcompat/plugin_facts.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace hvc {

// The target can't be read. `code` is one of HVC_FAIL_*, `text` one sentence without a full stop.
struct Failure : std::runtime_error {
  Failure(std::string fail_code, const std::string& text, std::string what_to_do = {})
      : std::runtime_error(text), code(std::move(fail_code)), remedy(std::move(what_to_do)) {}
  std::string code;
  std::string remedy;
};

// What the host lends for one call of collect. Counts what it passes on; `finish` says how much that was.
class Session {
 public:
  explicit Session(const hvc_host* host) : host_(host) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // False where the host refused this one record; go on with the next. Throws Failure where the host takes no more.
  bool emit(const Record& record) {
    if (!send(record.to_json())) return false;
    ++counts_[static_cast<std::size_t>(record.kind)];
    return true;
  }

  bool error(const Fault& fault) {
    std::string out;
    json::Object record(out);
    record.text("record", "error");
    record.text("scope", fault.scope);
    if (!fault.id.empty()) record.text("id", fault.id);
    record.text("code", fault.code);
    record.text("text", fault.text);
    record.text("remedy", fault.remedy);
    record.close();
    if (!send(out)) return false;
    ++errors_;
    return true;
  }

  void log(int level, std::string_view text) const { host_->log(host_, level, text.data(), text.size()); }
  void progress(std::uint64_t done, std::uint64_t total) const { host_->progress(host_, done, total); }
  bool cancelled() const { return host_->cancelled(host_) != 0; }
  void stop_if_cancelled() const {
    if (cancelled()) throw Failure(HVC_FAIL_CANCELLED, "the run was cancelled");
  }

  std::optional<std::string> secret(const char* name) const {
    std::string value(256, '\0');
    std::size_t length = 0;
    int result = host_->secret(host_, name, value.data(), value.size(), &length);
    if (result == HVC_TOO_SMALL) {
      value.resize(length);
      result = host_->secret(host_, name, value.data(), value.size(), &length);
    }
    if (result != HVC_OK || length > value.size()) return std::nullopt;
    value.resize(length);
    return value;
  }

  // Writes the "end" record. run() calls it.
  void finish() {
    std::string out;
    json::Object record(out);
    record.text("record", "end");
    record.raw("clusters", std::to_string(counts_[0]));
    record.raw("hosts", std::to_string(counts_[1]));
    record.raw("guests", std::to_string(counts_[2]));
    record.raw("errors", std::to_string(errors_));
    record.close();
    send(out);
  }

 private:
  bool send(const std::string& record) {
    const int result = host_->emit(host_, record.data(), record.size());
    if (result == HVC_STOP) throw Failure(HVC_FAIL_CANCELLED, "the host takes no more records");
    return result == HVC_OK;
  }

  const hvc_host* host_;
  std::uint64_t counts_[3] = {0, 0, 0};
  std::uint64_t errors_ = 0;
};

// Calls `collect(session, target_json)` and turns whatever leaves it into the ABI's answer.
template <class Collect>
int run(const hvc_host* host, const char* target_json, std::size_t length, Collect&& collect) noexcept {
  try {
    Session session(host);
    collect(session, std::string_view(target_json, length));
    session.finish();
    return HVC_OK;
  } catch (const Failure& failure) {
    host->fail(host, failure.code.c_str(), failure.what(), failure.remedy.c_str());
  } catch (const std::exception& bug) {
    host->fail(host, HVC_FAIL_INTERNAL, bug.what(), "report this to the plugin's maker");
  } catch (...) {
    host->fail(host, HVC_FAIL_INTERNAL, "an exception of unknown type", "report this to the plugin's maker");
  }
  return HVC_FAILED;
}

}  // namespace hvc

// Defines the one exported symbol. `collect`: void (hvc::Session&, std::string_view target_json).
#define HVC_DEFINE_PLUGIN(manifest_text, collect_function)                                                   \
  static int hvc_collect_edge(const hvc_host* host, const char* target_json, std::size_t length) {           \
    return hvc::run(host, target_json, length, collect_function);                                            \
  }                                                                                                          \
  const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR,    HVC_ABI_MINOR, sizeof(hvc_plugin), 0, manifest_text, \
                                      hvc_collect_edge, nullptr};

#endif
