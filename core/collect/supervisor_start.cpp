// Pipes first, then the program itself again, under another name of what it is to do.
#include "collect/supervisor_start.hpp"

#include <unistd.h>

#include <string>
#include <utility>

#include "collect/child_limits.hpp"
#include "collect/wire.hpp"

namespace hvcompat {

Result<StartedSupervisor> start_supervisor(const std::filesystem::path& program) {
  auto input = socket_to_child();
  if (!input) return input.error();
  auto records = pipe_from_child();
  if (!records) return records.error();
  auto diagnostics = pipe_from_child();
  if (!diagnostics) return diagnostics.error();
  auto status = pipe_from_child();
  if (!status) return status.error();
  ChildStart start;
  start.program = program;
  start.arguments = {"hvcompat", kInternalCommand, std::to_string(getpid())};
  start.environment = plugin_environment();
  start.descriptors = {{input->theirs.get(), STDIN_FILENO},
                       {diagnostics->theirs.get(), STDOUT_FILENO},
                       {diagnostics->theirs.get(), STDERR_FILENO},
                       {records->theirs.get(), kRecordDescriptor},
                       {status->theirs.get(), kStatusDescriptor}};
  const auto child = start_child(start);
  if (!child) return child.error();
  return StartedSupervisor{*child, std::move(input->ours), std::move(records->ours), std::move(diagnostics->ours),
                           std::move(status->ours)};
}

SpareSupervisor::SpareSupervisor(const std::filesystem::path& program) {
  if (auto started = start_supervisor(program)) started_ = std::move(*started);
}

SpareSupervisor::~SpareSupervisor() {
  if (!started_) return;
  started_->input.reset();
  wait_for(started_->process);
}

std::optional<StartedSupervisor> SpareSupervisor::take() { return std::exchange(started_, std::nullopt); }

}  // namespace hvcompat
