// Starting the process between core and plugin (supervisor.cpp), as the core sees it.
#pragma once

#include <filesystem>
#include <optional>

#include "collect/child_process.hpp"

namespace hvcompat {

// Our ends of what leads to it. It waits for its request, and ends where `input` is closed before.
struct StartedSupervisor {
  pid_t process = 0;
  Descriptor input;
  Descriptor records;
  Descriptor diagnostics;
  Descriptor status;
};

Result<StartedSupervisor> start_supervisor(const std::filesystem::path& program);

// One that starts while there is other work to do before it is needed. Not taken, it ends with this.
class SpareSupervisor {
 public:
  // A failure is told by who starts the next one.
  explicit SpareSupervisor(const std::filesystem::path& program);
  SpareSupervisor(const SpareSupervisor&) = delete;
  SpareSupervisor& operator=(const SpareSupervisor&) = delete;
  ~SpareSupervisor();

  std::optional<StartedSupervisor> take();

 private:
  std::optional<StartedSupervisor> started_;
};

}  // namespace hvcompat
