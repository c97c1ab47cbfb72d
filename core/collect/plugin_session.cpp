// The event loop's side of one plugin process: four channels, a deadline, and one call at the end.
#include "collect/plugin_session.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "collect/secret_command.hpp"

namespace hvcompat {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kBuffer = 65'536;
constexpr std::size_t kDiagnosticBuffer = 4'096;
// Bytes: more than a plugin says while the reader rests, and so few that a hundred pipes fit in what a user may have
// (64 MiB).
constexpr int kRoom = 1 << 19;
constexpr auto kReadingPause = std::chrono::milliseconds(1);
constexpr auto kSupervisorPatience = std::chrono::seconds(7);  // it gives up on a process after five
constexpr auto kDrainPatience = std::chrono::milliseconds(500);

}  // namespace

PluginSession::PluginSession(asio::io_context& io, PluginTask task, Done done)
    : io_(io),
      task_(std::move(task)),
      done_(std::move(done)),
      intake_(task_.target, calls(), task_.record),
      run_(intake_.run),
      begun_(std::chrono::steady_clock::now()),
      input_(io),
      records_(io),
      diagnostics_(io),
      status_(io),
      pause_(io),
      deadline_(io),
      last_resort_(io),
      record_buffer_(kBuffer),
      diagnostic_buffer_(kDiagnosticBuffer),
      status_buffer_(kDiagnosticBuffer) {}

IntakeCalls PluginSession::calls() {
  return {task_.progress,
          task_.log,
          [this](const std::string& name) { answer_secret(name); },
          [this] { ask_to_end(); },
          [this] { ask_to_end(); },
          task_.take_record};
}

std::optional<Error> PluginSession::spawn() {
  std::optional<StartedSupervisor> started = task_.spare ? task_.spare->take() : std::nullopt;
  if (!started) {
    auto fresh = start_supervisor(task_.program);
    if (!fresh) return fresh.error();
    started = std::move(*fresh);
  }
  supervisor_ = started->process;
  input_.assign(asio::local::stream_protocol(), started->input.release());
  roomy_ = fcntl(started->records.get(), F_SETPIPE_SZ, kRoom) >= kRoom;
  records_.assign(started->records.release());
  diagnostics_.assign(started->diagnostics.release());
  status_.assign(started->status.release());
  return std::nullopt;
}

void PluginSession::start() {
  run_.not_started = spawn();
  if (run_.not_started) {
    asio::post(io_, [self = shared_from_this()] { self->finish(); });
    return;
  }
  open_streams_ = 3;
  send(to_line(task_.request));
  read_records();
  read_diagnostics();
  read_status();
  arm_deadline();
}

void PluginSession::send(std::string bytes) {
  auto kept = std::make_shared<std::string>(std::move(bytes));
  // A worker that is gone takes nothing; how it ended is told by the other channels.
  asio::async_write(input_, asio::buffer(*kept), [self = shared_from_this(), kept](error_code, std::size_t) {});
}

void PluginSession::arm_deadline() {
  deadline_.expires_after(task_.deadline);
  deadline_.async_wait([self = shared_from_this()](error_code cancelled) {
    if (cancelled || self->asked_to_end_ || self->tree_is_gone_ || self->finished_) return;
    self->run_.timed_out = true;
    self->ask_to_end();
  });
}

// The supervisor ends everything within the grace; should it not, it is ended itself.
void PluginSession::ask_to_end() {
  if (tree_is_gone_ || finished_ || supervisor_ == 0) return;
  if (std::exchange(asked_to_end_, true)) return;
  kill(supervisor_, SIGTERM);
  last_resort_.expires_after(task_.grace + kSupervisorPatience);
  last_resort_.async_wait([self = shared_from_this()](error_code cancelled) {
    if (!cancelled && !self->finished_) kill(self->supervisor_, SIGKILL);
  });
}

void PluginSession::stop() {
  const bool again = std::exchange(run_.stopped, true);
  ask_to_end();
  // Another signal than before: while one is pending, a second of the same kind is lost.
  if (again && !tree_is_gone_ && !finished_ && supervisor_ != 0) kill(supervisor_, SIGINT);
}

void PluginSession::read_records() {
  const auto take = [self = shared_from_this()](error_code failed, std::size_t got) {
    if (self->finished_) return;
    if (failed) return self->stream_ended();
    self->take_bytes(std::string_view(self->record_buffer_.data(), got));
    if (self->draining_) return;
    if (!self->roomy_ || got == kBuffer) return self->read_records();
    self->rest();
  };
  records_.async_read_some(asio::buffer(record_buffer_), take);
}

// A reader that sleeps has to be woken for each record, which costs the plugin as much as to make it: this one rests a
// little while the pipe has room, and leaves the event loop meanwhile, which would be woken, too.
void PluginSession::rest() {
  resting_ = Descriptor(records_.release());
  pause_.expires_after(kReadingPause);
  pause_.async_wait([self = shared_from_this()](error_code) {
    self->end_rest();
    if (!self->finished_ && !self->draining_) self->read_records();
  });
}

void PluginSession::end_rest() {
  if (!finished_ && resting_.get() >= 0) records_.assign(resting_.release());
}

// What comes past the cap is read and dropped: a full pipe would keep the plugin from seeing that it is to stop. The
// worker counts records itself; the allowance is for the core's own lines and what is written past the worker.
void PluginSession::take_bytes(std::string_view bytes) {
  if (!first_byte_) first_byte_ = since_start();
  const std::uint64_t cap = task_.request.output_cap;
  const std::uint64_t room = cap == 0 ? bytes.size() : cap + kLongestRecord - bytes_read_;
  const std::string_view taken = bytes.substr(0, room);
  bytes_read_ += taken.size();
  intake_.take_records(taken);
  if (taken.size() == bytes.size()) return;
  run_.over_output = true;
  ask_to_end();
}

void PluginSession::answer_secret(const std::string& name) {
  const auto source = task_.target.secrets.find(name);
  if (source == task_.target.secrets.end()) return send_secret(std::nullopt);
  const auto answer = [self = shared_from_this()](Result<std::string> secret) {
    if (!secret) self->run_.secret_errors.push_back(secret.error().message);
    self->send_secret(secret ? std::optional(*secret) : std::nullopt);
  };
  if (source->second.kind != SecretSource::Kind::command) return answer(read_secret(source->second));
  run_secret_command(io_, source->second.command, answer);
}

void PluginSession::send_secret(std::optional<std::string> secret) {
  if (finished_) return;
  if (secret) intake_.hand_over(*secret, task_.show_secrets);
  send(secret_answer(secret));
}

void PluginSession::read_diagnostics() {
  const auto take = [self = shared_from_this()](error_code failed, std::size_t got) {
    if (self->finished_) return;
    if (failed) return self->stream_ended();
    self->intake_.take_diagnostics(std::string_view(self->diagnostic_buffer_.data(), got));
    if (!self->draining_) self->read_diagnostics();
  };
  diagnostics_.async_read_some(asio::buffer(diagnostic_buffer_), take);
}

void PluginSession::read_status() {
  status_.async_read_some(asio::buffer(status_buffer_),
                          [self = shared_from_this()](error_code failed, std::size_t got) {
                            if (!failed) {
                              self->status_text_.append(self->status_buffer_.data(), got);
                              return self->read_status();
                            }
                            // Whoever still holds the other pipes cannot be ended, and is not waited for.
                            self->tree_is_gone_ = true;
                            self->deadline_.cancel();
                            self->pause_.cancel();
                            self->last_resort_.expires_after(kDrainPatience);
                            self->last_resort_.async_wait([self](error_code cancelled) {
                              if (!cancelled) self->drain();
                            });
                            self->stream_ended();
                          });
}

// No read is begun any more. One that is done waits for its turn, which comes before what is posted here.
void PluginSession::drain() {
  draining_ = true;
  asio::post(io_, [self = shared_from_this()] {
    if (self->finished_) return;
    self->end_rest();
    self->take_rest_of(self->records_, self->record_buffer_, [&](std::string_view bytes) { self->take_bytes(bytes); });
    self->take_rest_of(self->diagnostics_, self->diagnostic_buffer_,
                       [&](std::string_view bytes) { self->intake_.take_diagnostics(bytes); });
    self->finish();
  });
}

// What is in the pipe now; whoever still holds it may write on for ever.
void PluginSession::take_rest_of(Stream& stream, std::vector<char>& buffer,
                                 const std::function<void(std::string_view)>& take) {
  error_code failed;
  stream.non_blocking(true, failed);
  for (std::size_t left = kRoom; !failed && left > 0;) {
    const std::size_t got = stream.read_some(asio::buffer(buffer.data(), std::min(left, buffer.size())), failed);
    if (got > 0) take(std::string_view(buffer.data(), got));
    left -= got;
  }
}

void PluginSession::stream_ended() {
  if (--open_streams_ == 0) finish();
}

void PluginSession::finish() {
  if (std::exchange(finished_, true)) return;
  if (supervisor_ != 0) wait_for(supervisor_);
  intake_.finish(parse_last_exit(status_text_));
  deadline_.cancel();
  pause_.cancel();
  last_resort_.cancel();
  error_code ignored;
  input_.close(ignored);
  records_.close(ignored);
  resting_.reset();
  diagnostics_.close(ignored);
  status_.close(ignored);
  RecordedAttempt attempt = recorded();
  done_(std::move(run_), std::move(attempt));
}

std::chrono::milliseconds PluginSession::since_start() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun_);
}

RecordedAttempt PluginSession::recorded() {
  RecordedAttempt attempt;
  if (!task_.record) return attempt;
  attempt.wire = intake_.take_wire();
  attempt.printed = intake_.take_printed();
  attempt.printed_lost = intake_.printed_lost();
  attempt.first_byte = first_byte_;
  attempt.lasted = since_start();
  attempt.timed_out = run_.timed_out;
  attempt.stopped = run_.stopped;
  attempt.over_output = run_.over_output;
  attempt.secret_errors = run_.secret_errors;
  attempt.not_started = run_.not_started;
  attempt.exit = run_.exit;
  if (attempt.exit) attempt.exit->stays.clear();  // of this machine, not of the plugin
  return attempt;
}

}  // namespace hvcompat
