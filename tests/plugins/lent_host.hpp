// A host for plugins inside a test: loads one through the C ABI, lends it the functions, and keeps what it told.
#pragma once

#include <dlfcn.h>
#include <hvcompat/plugin.h>

#include <boost/json.hpp>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hvtest {

struct FailCall {
  std::string code;
  std::string text;
  std::string remedy;
};

// What one call of collect told.
struct Told {
  int result = -1;
  std::vector<boost::json::object> records;
  std::vector<FailCall> failures;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> progress;
  std::vector<std::string> log;

  std::vector<const boost::json::object*> of_kind(std::string_view kind) const {
    std::vector<const boost::json::object*> found;
    for (const auto& record : records)
      if (record.at("record").as_string() == kind) found.push_back(&record);
    return found;
  }

  // The record of that kind and name; throws where there is none.
  const boost::json::object& named(std::string_view kind, std::string_view name) const {
    for (const auto* record : of_kind(kind))
      if (record->at("name").as_string() == name) return *record;
    throw std::out_of_range("no " + std::string(kind) + " " + std::string(name));
  }
};

// `facts`, `evidence` or `unknown` of a record; one that is empty may be left out.
inline const boost::json::object& part(const boost::json::object& record, std::string_view name) {
  static const boost::json::object none;
  const auto* found = record.if_contains(name);
  return found ? found->as_object() : none;
}

// The value of a fact as JSON text, or "unknown: <reason>", or "not asked".
inline std::string fact(const boost::json::object& record, std::string_view name) {
  if (const auto* value = part(record, "facts").if_contains(name)) return boost::json::serialize(*value);
  if (const auto* why = part(record, "unknown").if_contains(name))
    return "unknown: " + std::string(why->at("reason").as_string());
  return "not asked";
}

inline std::string remedy(const boost::json::object& record, std::string_view name) {
  const auto* why = part(record, "unknown").if_contains(name);
  const auto* text = why ? why->as_object().if_contains("remedy") : nullptr;
  return text ? std::string(text->as_string()) : std::string();
}

inline std::string evidence(const boost::json::object& record, std::string_view name) {
  const auto* text = part(record, "evidence").if_contains(name);
  return text ? std::string(text->as_string()) : std::string();
}

// The plugin stays loaded: libraries under it may keep threads.
class LentHost {
 public:
  explicit LentHost(const std::string& file) {
    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) throw std::runtime_error(dlerror());
    plugin_ = static_cast<const hvc_plugin*>(dlsym(library, "hvcompat_plugin"));
    if (!plugin_) throw std::runtime_error(file + " exports no hvcompat_plugin");
    host_ = {sizeof(hvc_host), HVC_ABI_MINOR, this,      on_emit, on_log,
             on_progress,      on_cancelled,  on_secret, on_fail, on_extension};
  }
  LentHost(const LentHost&) = delete;
  LentHost& operator=(const LentHost&) = delete;

  std::map<std::string, std::string> secrets;
  std::function<int(const Told&)> answer_emit = [](const Told&) { return HVC_OK; };  // before the record is kept
  std::function<bool(const Told&)> cancelled = [](const Told&) { return false; };

  const hvc_plugin& plugin() const { return *plugin_; }

  Told collect(const std::string& uri, const std::string& options = "{}") {
    const boost::json::object target{{"name", "lab"}, {"uri", uri}, {"options", boost::json::parse(options)}};
    return collect_raw(boost::json::serialize(target));
  }

  Told collect_raw(const std::string& target_json) {
    told_ = Told();
    told_.result = plugin_->collect(&host_, target_json.data(), target_json.size());
    return std::move(told_);
  }

 private:
  static LentHost& self(const hvc_host* host) { return *static_cast<LentHost*>(host->context); }

  static int on_emit(const hvc_host* host, const char* record, std::size_t length) {
    LentHost& me = self(host);
    const int answer = me.answer_emit(me.told_);
    if (answer != HVC_OK) return answer;
    boost::system::error_code wrong;
    boost::json::value value = boost::json::parse(boost::json::string_view(record, length), wrong);
    if (wrong || !value.is_object()) return HVC_REJECTED;
    me.told_.records.push_back(value.as_object());
    return HVC_OK;
  }
  static void on_log(const hvc_host* host, int, const char* text, std::size_t length) {
    self(host).told_.log.emplace_back(text, length);
  }
  static void on_progress(const hvc_host* host, std::uint64_t done, std::uint64_t total) {
    self(host).told_.progress.emplace_back(done, total);
  }
  static int on_cancelled(const hvc_host* host) { return self(host).cancelled(self(host).told_) ? 1 : 0; }
  static int on_secret(const hvc_host* host, const char* name, char* buffer, std::size_t capacity,
                       std::size_t* length) {
    const auto found = self(host).secrets.find(name);
    if (found == self(host).secrets.end()) return HVC_NO_SECRET;
    *length = found->second.size();
    if (capacity < found->second.size()) return HVC_TOO_SMALL;
    found->second.copy(buffer, capacity);
    return HVC_OK;
  }
  static void on_fail(const hvc_host* host, const char* code, const char* text, const char* remedy) {
    self(host).told_.failures.push_back({code, text, remedy});
  }
  static const void* on_extension(const hvc_host*, const char*) { return nullptr; }

  const hvc_plugin* plugin_ = nullptr;
  hvc_host host_{};
  Told told_;
};

}  // namespace hvtest
