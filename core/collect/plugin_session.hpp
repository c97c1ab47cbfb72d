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

#include "collect/plugin_intake.hpp"
#include "collect/recording.hpp"
#include "collect/supervisor_start.hpp"
#include "collect/wire.hpp"
#include "target/target.hpp"

namespace hvcompat {

struct PluginTask {
  WireRequest request;
  Target target;  // for its secrets
  std::filesystem::path program;
  SpareSupervisor* spare = nullptr;  // taken where it is still there
  std::chrono::milliseconds deadline{0};
  std::chrono::milliseconds grace{0};
  bool record = false;        // keep what the process sent
  bool show_secrets = false;  // leave them in what comes back: the conformance kit looks for them
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::function<void(int level, const std::string& text)> log;
  std::function<void(std::string_view line)> take_record;  // as IntakeCalls::record
};

class PluginSession : public std::enable_shared_from_this<PluginSession> {
 public:
  // The recording is empty where none was asked for.
  using Done = std::function<void(PluginRun, RecordedAttempt)>;

  PluginSession(boost::asio::io_context& io, PluginTask task, Done done);

  // `done` is called once, from the event loop.
  void start();
  // The first call asks the plugin to stop, the second ends it at once.
  void stop();

 private:
  using Stream = boost::asio::posix::stream_descriptor;

  std::optional<Error> spawn();
  void read_records();
  void rest();
  void end_rest();
  void read_diagnostics();
  void read_status();
  void take_bytes(std::string_view bytes);
  void answer_secret(const std::string& name);
  void send_secret(std::optional<std::string> secret);
  void send(std::string bytes);
  void arm_deadline();
  void ask_to_end();
  void stream_ended();
  void drain();
  void take_rest_of(Stream& stream, std::vector<char>& buffer, const std::function<void(std::string_view)>& take);
  void finish();
  IntakeCalls calls();
  RecordedAttempt recorded();
  std::chrono::milliseconds since_start() const;

  boost::asio::io_context& io_;
  PluginTask task_;
  Done done_;
  PluginIntake intake_;
  PluginRun& run_;
  std::chrono::steady_clock::time_point begun_;
  std::optional<std::chrono::milliseconds> first_byte_;
  pid_t supervisor_ = 0;
  int open_streams_ = 0;
  bool asked_to_end_ = false;
  bool tree_is_gone_ = false;  // and last_resort_ is for the pipes
  bool draining_ = false;
  bool finished_ = false;
  bool roomy_ = false;  // the pipe for records takes kRoom
  boost::asio::local::stream_protocol::socket input_;
  Stream records_;
  Descriptor resting_;  // what `records_` reads, while it does not
  Stream diagnostics_;
  Stream status_;
  boost::asio::steady_timer pause_;
  boost::asio::steady_timer deadline_;
  boost::asio::steady_timer last_resort_;
  std::vector<char> record_buffer_;
  std::vector<char> diagnostic_buffer_;
  std::vector<char> status_buffer_;
  std::string status_text_;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace hvcompat
