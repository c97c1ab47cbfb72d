// Drawing of progress.
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <hvcompat/plugin.h>
#include <unistd.h>

#include <csignal>

#include "report/table.hpp"

namespace hvcompat {
namespace {

using std::chrono::milliseconds;

constexpr auto kFrame = milliseconds(100);
constexpr int kFramesAtRest = 5;               // between two drawings where nothing happened
constexpr std::size_t kMostWaiting = 1 << 16;  // bytes of log lines

ProgressTime now() { return std::chrono::steady_clock::now(); }

// Signals are for the thread that collects.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

Progress::Progress(const Console& console, std::size_t targets)
    : console_(console), lines_(targets, now(), console.stderr_color()) {
  if (!console.quiet && is_screen(STDERR_FILENO)) start_drawing();
}

void Progress::start_drawing() {
  const SignalsBlocked blocked;
  drawing_ = true;
  thread_ = std::thread([this] { keep_drawing(); });
}

void Progress::show(const CollectProgress& step) {
  const std::scoped_lock lock(mutex_);
  if (console_.quiet) return;
  lines_.take(step, now());
  changed_ = true;
  if (!drawing_) write_bytes(STDERR_FILENO, plain_.take(step, now()));
}

void Progress::log(const std::string& target, int level, const std::string& text) {
  if (level < HVC_LOG_WARNING && !console_.verbose) return;
  const std::string line = fmt::format("{}: {}\n", for_terminal(target), safe_lines(text));
  const std::scoped_lock lock(mutex_);
  if (!drawing_) {
    write_bytes(STDERR_FILENO, line);
    return;
  }
  above_ += line;
  if (above_.size() > kMostWaiting) draw();
}

void Progress::end() {
  {
    const std::scoped_lock lock(mutex_);
    if (!drawing_) return;
    drawing_ = false;
    write_bytes(STDERR_FILENO, foot_.redraw(above_, {}, screen_size(STDERR_FILENO).columns));
    above_.clear();
  }
  wake_.notify_all();
  thread_.join();
}

void Progress::keep_drawing() {
  std::unique_lock lock(mutex_);
  for (int frame = 0; drawing_; ++frame) {
    if (changed_ || !above_.empty() || frame % kFramesAtRest == 0) draw();
    wake_.wait_for(lock, kFrame, [this] { return !drawing_; });
  }
}

// One write for each drawing: the terminal shows no half of it.
void Progress::draw() {
  const ScreenSize screen = screen_size(STDERR_FILENO);
  write_bytes(STDERR_FILENO, foot_.redraw(above_, lines_.lines(screen, now()), screen.columns));
  above_.clear();
  changed_ = false;
}

}  // namespace hvcompat
