// One run of one plugin process, seen from the core: what it said and how it ended.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collect/line_splitter.hpp"
#include "collect/wire.hpp"
#include "target/target.hpp"

namespace hvcompat {

struct PluginFailure {
  std::string code;
  std::string text;
  std::string remedy;
};

struct PluginManifestText {
  unsigned abi_major = 0;
  unsigned abi_minor = 0;
  std::string text;
};

// All that came out of one run. Judged by run_faults.hpp.
struct PluginRun {
  std::string records;      // lines as emitted, without `end`
  std::size_t emitted = 0;  // how many
  std::string end;          // the `end` record, empty where there was none
  std::optional<PluginFailure> failure;
  std::optional<PluginFailure> refusal;  // the file was not loaded; text and remedy
  std::optional<PluginManifestText> manifest;
  std::vector<std::string> rejected;  // why, at most kToldRejections
  std::size_t rejected_count = 0;
  std::vector<std::string> secret_errors;
  std::vector<std::string> secrets;  // values that were handed over, to be kept out of everything that is told
  std::optional<int> returned;
  std::optional<WorkerExit> exit;  // none: the supervisor itself was ended
  std::string diagnostics;         // the last 4 KiB of stdout and stderr
  bool loaded = false;
  bool timed_out = false;
  bool stopped = false;  // by the user
  bool over_output = false;
  std::optional<Error> not_started;
};

inline constexpr std::size_t kToldRejections = 20;

struct PluginTask {
  WireRequest request;
  Target target;  // for its secrets
  std::filesystem::path program;
  std::chrono::milliseconds deadline{0};
  std::chrono::milliseconds grace{0};
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::function<void(int level, const std::string& text)> log;
};

class PluginSession : public std::enable_shared_from_this<PluginSession> {
 public:
  using Done = std::function<void(PluginRun)>;

  PluginSession(boost::asio::io_context& io, PluginTask task, Done done);

  // `done` is called once, from the event loop.
  void start();
  // The first call asks the plugin to stop, the second ends it at once.
  void stop();

 private:
  using Stream = boost::asio::posix::stream_descriptor;

  std::optional<Error> spawn();
  void read_records();
  void read_diagnostics();
  void read_status();
  void take_bytes(std::string_view bytes);
  void take_line(std::string_view line);
  void take_own_line(const boost::json::object& line);
  void answer_secret(const std::string& name);
  void send_secret(std::optional<std::string> secret);
  void reject(std::string why);
  void send(std::string bytes);
  void arm_deadline();
  void ask_to_end();
  void stream_ended();
  void finish();

  boost::asio::io_context& io_;
  PluginTask task_;
  Done done_;
  PluginRun run_;
  pid_t supervisor_ = 0;
  int open_streams_ = 0;
  bool asked_to_end_ = false;
  bool finished_ = false;
  boost::asio::local::stream_protocol::socket input_;
  Stream records_;
  Stream diagnostics_;
  Stream status_;
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer last_resort_;
  std::vector<char> record_buffer_;
  std::vector<char> diagnostic_buffer_;
  std::vector<char> status_buffer_;
  LineSplitter lines_;
  std::string status_text_;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace hvcompat
