// A child process whose stdout is the secret, with a deadline.
#include "collect/secret_command.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>

#include "collect/child_process.hpp"

namespace hvcompat {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr auto kAnswerPatience = std::chrono::minutes(1);
constexpr auto kWaitingPause = std::chrono::milliseconds(5);
constexpr std::size_t kSecretLimit = 65'536;

struct SecretCommand : std::enable_shared_from_this<SecretCommand> {
  SecretCommand(asio::io_context& io, std::string program_name, std::function<void(Result<std::string>)> when_done)
      : program(std::move(program_name)), done(std::move(when_done)), output(io), patience(io), pause(io) {}
  SecretCommand(const SecretCommand&) = delete;
  SecretCommand& operator=(const SecretCommand&) = delete;
  // Still running where the collection ended before it did.
  ~SecretCommand() {
    if (child == 0) return;
    kill(child, SIGKILL);
    wait_for(child);
  }

  std::string program;
  std::function<void(Result<std::string>)> done;
  asio::posix::stream_descriptor output;
  asio::steady_timer patience;
  asio::steady_timer pause;
  pid_t child = 0;  // 0: not started, or waited for
  bool timed_out = false;
  std::string text;
  std::array<char, 4096> buffer{};

  Error wrong(std::string_view why) const {
    return usage_error(fmt::format("secret from command `{}`: {}", program, why), "run it by hand to see why");
  }

  std::optional<Error> start(const std::vector<std::string>& command);
  void read();
  void arm();
  void finish();
  Result<std::string> answer(int status) const;
};

std::vector<std::string> whole_environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; entry && *entry; ++entry) entries.emplace_back(*entry);
  return entries;
}

std::optional<Error> SecretCommand::start(const std::vector<std::string>& command) {
  auto channel = pipe_from_child();
  if (!channel) return channel.error();
  const Descriptor nothing(open("/dev/null", O_RDONLY | O_CLOEXEC));
  ChildStart how;
  how.program = command.front();
  how.arguments = command;
  how.environment = whole_environment();
  how.descriptors = {{nothing.get(), STDIN_FILENO}, {channel->theirs.get(), STDOUT_FILENO}};
  how.new_session = false;  // it may have to ask at the terminal
  const auto started = start_child(how);
  if (!started) return wrong(started.error().message);
  child = *started;
  output.assign(channel->ours.release());
  return std::nullopt;
}

void SecretCommand::read() {
  output.async_read_some(asio::buffer(buffer), [self = shared_from_this()](error_code failed, std::size_t got) {
    if (failed) return self->finish();
    if (self->text.size() <= kSecretLimit) self->text.append(self->buffer.data(), got);
    self->read();
  });
}

void SecretCommand::arm() {
  patience.expires_after(kAnswerPatience);
  patience.async_wait([self = shared_from_this()](error_code cancelled) {
    if (cancelled || self->child == 0) return;
    self->timed_out = true;
    kill(self->child, SIGKILL);
    self->output.close();
  });
}

// It may close its stdout long before it ends; the event loop must not wait for that.
void SecretCommand::finish() {
  int status = 0;
  if (waitpid(child, &status, WNOHANG) == 0) {
    pause.expires_after(kWaitingPause);
    return pause.async_wait([self = shared_from_this()](error_code) { self->finish(); });
  }
  child = 0;
  patience.cancel();
  done(answer(status));
}

Result<std::string> SecretCommand::answer(int status) const {
  if (timed_out) return wrong("no answer within a minute");
  if (WIFSIGNALED(status)) return wrong(fmt::format("ended by signal {}", WTERMSIG(status)));
  if (WEXITSTATUS(status) != 0) return wrong(fmt::format("exit status {}", WEXITSTATUS(status)));
  if (text.size() > kSecretLimit) return wrong("it printed more than 64 KiB");
  std::string secret = text.substr(0, text.find('\n'));
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) return wrong("it printed nothing");
  return secret;
}

}  // namespace

void run_secret_command(asio::io_context& io, const std::vector<std::string>& command,
                        std::function<void(Result<std::string>)> done) {
  auto run = std::make_shared<SecretCommand>(io, command.front(), std::move(done));
  if (auto failed = run->start(command)) {
    asio::post(io, [run, why = *failed] { run->done(why); });
    return;
  }
  run->read();
  run->arm();
}

}  // namespace hvcompat
