// posix_spawn with descriptors in their places, default signals and nothing inherited by chance.
#include "collect/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace hvcompat {

namespace {

// Above every number that a child is given, so that no dup2 overwrites the source of the next.
constexpr int kLowest = 10;

Error failed(const std::string& what, int number) {
  return usage_error(fmt::format("{}: {}", what, std::strerror(number)),
                     "close programs, or raise the limits of this user");
}

Descriptor raised(Descriptor low) {
  const int high = fcntl(low.get(), F_DUPFD_CLOEXEC, kLowest);
  return high < 0 ? std::move(low) : Descriptor(high);
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (const std::string& text : texts) list.push_back(const_cast<char*>(text.c_str()));
  list.push_back(nullptr);
  return list;
}

struct SpawnSettings {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;

  explicit SpawnSettings(const ChildStart& start) {
    posix_spawn_file_actions_init(&actions);
    for (const auto& [from, to] : start.descriptors) posix_spawn_file_actions_adddup2(&actions, from, to);
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    const int session = start.new_session ? POSIX_SPAWN_SETSID : 0;
    posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | session));
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
};

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    number_ = other.release();
  }
  return *this;
}

void Descriptor::reset() {
  if (number_ >= 0) close(number_);
  number_ = -1;
}

Result<Channel> pipe_from_child() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return failed("cannot make a pipe", errno);
  return Channel{Descriptor(ends[0]), raised(Descriptor(ends[1]))};
}

Result<Channel> socket_to_child() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return failed("cannot make a pair of sockets", errno);
  }
  return Channel{Descriptor(ends[0]), raised(Descriptor(ends[1]))};
}

Result<pid_t> start_child(const ChildStart& start) {
  const SpawnSettings settings(start);
  const auto arguments = pointers(start.arguments);
  const auto environment = pointers(start.environment);
  pid_t child = 0;
  const int problem = posix_spawnp(&child, start.program.c_str(), &settings.actions, &settings.attributes,
                                   arguments.data(), environment.data());
  if (problem != 0) return failed(fmt::format("cannot start `{}`", start.program.string()), problem);
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

}  // namespace hvcompat
