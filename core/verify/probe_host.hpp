// The host that a probe lends to a plugin: answers as its conditions say, and writes down every call.
#pragma once

#include <hvcompat/plugin.h>

#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "collect/plugin_host.hpp"
#include "verify/probe_conditions.hpp"

namespace hvcompat {

// One call of collect. Told lines go to `write`; they are what trace.hpp reads back.
class ProbeHost {
 public:
  using Write = std::function<bool(const boost::json::object& line)>;
  ProbeHost(const ProbeConditions& conditions, int call, std::uint64_t output_cap, const std::atomic<int>& cancelled,
            Write write);
  ProbeHost(const ProbeHost&) = delete;
  ProbeHost& operator=(const ProbeHost&) = delete;

  // Calls the plugin; the line `returned` without its residue.
  boost::json::object collect(const hvc_plugin& plugin, const std::string& target_json);

  int emit(std::string_view record);
  void log(int level, std::string_view text);
  void progress(std::uint64_t done, std::uint64_t total);
  bool cancelled();
  int secret(const char* name, char* buffer, std::size_t capacity, std::size_t* length);
  void fail(std::string_view code, std::string_view text, std::string_view remedy);

 private:
  using Clock = std::chrono::steady_clock;

  int answer_to(std::string_view record, std::string& why);
  void stops_now();
  void tell(std::string_view kind, boost::json::object line);

  const ProbeConditions& conditions_;
  int call_;
  const std::atomic<int>& asked_to_stop_;
  Write write_;
  std::unique_ptr<PluginHost> judge_;  // tells what is a record, as it does for every plugin
  std::string why_;                    // of the record that it rejected last
  std::mutex one_at_a_time_;
  std::uint64_t emits_ = 0;
  Clock::time_point begun_ = Clock::now();
  std::optional<Clock::time_point> stop_since_;
  struct {
    hvc_host host;
    unsigned char beyond[64];  // where a later hvcompat has more
  } abi_;
};

}  // namespace hvcompat
