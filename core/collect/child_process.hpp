// Starting a program with pipes to it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "text/error.hpp"

namespace hvcompat {

// A file descriptor that is closed with its owner.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { reset(); }

  int get() const { return number_; }
  int release() { return std::exchange(number_, -1); }
  void reset();

 private:
  int number_ = -1;
};

// Our end and the child's end, both closed on exec; the child's above the numbers that it will be given.
struct Channel {
  Descriptor ours;
  Descriptor theirs;
};
Result<Channel> pipe_from_child();
Result<Channel> socket_to_child();

struct ChildStart {
  std::filesystem::path program;       // searched for in PATH where it has no slash
  std::vector<std::string> arguments;  // with the program's name in front
  std::vector<std::string> environment;
  std::vector<std::pair<int, int>> descriptors;  // from here → to there; those not named are closed on exec
  bool new_session = true;                       // no terminal: neither its Ctrl-C nor its prompts
};

Result<pid_t> start_child(const ChildStart& start);

// Waits for it; the status as of waitpid.
int wait_for(pid_t child);

}  // namespace hvcompat
