// Drawing of progress.
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <hvcompat/plugin.h>
#include <unistd.h>

namespace hvcompat {
namespace {

constexpr int kBarCells = 20;

std::string bar(const CollectProgress& step) {
  if (step.total == 0) return step.done == 0 ? "…" : fmt::format("{}", step.done);
  const auto filled = static_cast<int>(std::min(step.done, step.total) * kBarCells / step.total);
  return fmt::format("[{}{}] {}/{}", std::string(static_cast<std::size_t>(filled), '#'),
                     std::string(static_cast<std::size_t>(kBarCells - filled), '.'), step.done, step.total);
}

}  // namespace

Progress::Progress(const Console& console)
    : console_(console), terminal_(is_terminal(STDERR_FILENO)), width_(width_of(STDERR_FILENO)) {}

void Progress::show(const CollectProgress& step) {
  const std::scoped_lock lock(mutex_);
  if (console_.quiet) return;
  const bool is_new = !running_.contains(step.target);
  running_[step.target] = step;
  if (step.finished) ++finished_;
  if (!terminal_) {
    if (is_new && !step.finished) write_bytes(STDERR_FILENO, fmt::format("{}: collecting\n", step.target));
    if (step.finished) write_bytes(STDERR_FILENO, fmt::format("{}: collected\n", step.target));
    return;
  }
  redraw();
}

void Progress::log(const std::string& target, int level, const std::string& text) {
  if (level < HVC_LOG_WARNING && !console_.verbose) return;
  const std::scoped_lock lock(mutex_);
  clear();
  write_bytes(STDERR_FILENO, fmt::format("{}: {}\n", target, text));
}

void Progress::end() {
  const std::scoped_lock lock(mutex_);
  clear();
}

void Progress::redraw() {
  std::string line = fmt::format("{} of {} targets", finished_, running_.size());
  for (const auto& [target, step] : running_)
    if (!step.finished) line += fmt::format("  {} {}", target, bar(step));
  const auto most = static_cast<std::size_t>(width_ - 1);
  if (line.size() > most) line.resize(most);
  write_bytes(STDERR_FILENO, "\r\x1b[K" + line);
  drawn_ = true;
}

void Progress::clear() {
  if (drawn_) write_bytes(STDERR_FILENO, "\r\x1b[K");
  drawn_ = false;
}

}  // namespace hvcompat
