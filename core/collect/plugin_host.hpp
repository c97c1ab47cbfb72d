// What the host lends to a plugin's `collect`: the functions of hvc_host, with the checks that each call gets.
#pragma once

#include <hvcompat/plugin.h>

#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "inventory/saved_record.hpp"

namespace hvcompat {

// How the lent functions reach the core: over descriptors in a plugin process, directly with `--in-process`.
struct HostServices {
  std::function<bool(std::string_view line)> write;  // a line without its end; false: nobody reads any more
  std::function<bool()> cancelled;
  std::function<std::optional<std::string>(const std::string& name)> secret;
  std::uint64_t output_cap = 0;  // bytes, 0: no limit
  std::uint64_t sample = 0;      // guests that are enough, 0: all; one more, and the run is cancelled
};

// Writes a plugin's records, and the core's own lines of wire.hpp, through `services.write`. One call at a time.
class PluginHost {
 public:
  explicit PluginHost(HostServices services);
  PluginHost(const PluginHost&) = delete;
  PluginHost& operator=(const PluginHost&) = delete;

  // Calls the plugin and writes `returned`; an exception that leaves it becomes `fail`.
  void collect(const hvc_plugin& plugin, const std::string& target_json);

  const hvc_host* abi() const { return &abi_; }

  int emit(std::string_view record);
  void log(int level, std::string_view text);
  void progress(std::uint64_t done, std::uint64_t total);
  bool cancelled() const { return sampled_ || services_.cancelled(); }
  int secret(const char* name, char* buffer, std::size_t capacity, std::size_t* length);
  void fail(std::string_view code, std::string_view text, std::string_view remedy);
  bool write(const boost::json::object& line);

 private:
  int reject(std::string_view why);
  bool enough(std::string_view kind);
  int pass_on(std::string_view line, std::string_view kind);

  HostServices services_;
  std::mutex one_at_a_time_;
  SavedRecordCutter cutter_;
  std::chrono::steady_clock::time_point told_progress_;
  std::uint64_t written_ = 0;
  std::uint64_t emitted_ = 0;  // calls of emit
  bool ended_ = false;
  std::uint64_t guests_ = 0;
  bool over_ = false;
  std::atomic<bool> sampled_ = false;  // there are more guests than are wanted
  hvc_host abi_;
};

}  // namespace hvcompat
