// The process between core and plugin: it outlives the plugin's process and leaves nothing of it behind.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "collect/child_limits.hpp"
#include "collect/descendants.hpp"
#include "collect/internal_main.hpp"
#include "collect/scratch_folder.hpp"
#include "collect/wire.hpp"
#include "collect/worker.hpp"
#include "text/utf8.hpp"

namespace hvcompat {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kBetweenCounts = std::chrono::seconds(1);
constexpr auto kBetweenLooks = std::chrono::milliseconds(50);  // at resident memory, where it is watched
constexpr int kUsage = 2;
// As `top` shows them; started from /proc/self/exe both would be `exe`.
constexpr const char* kSupervisorName = "hvcompat";
constexpr const char* kWorkerName = "hvcompat-plugin";
constexpr std::size_t kLongestRequest = 1u << 20;

struct Supervision {
  pid_t worker = 0;
  std::atomic<int>* cancelled = nullptr;
  std::chrono::milliseconds grace{0};
  std::uint64_t memory_limit = 0;
  std::optional<Clock::time_point> end_by;  // set by what asks it to stop
  bool worker_ended = false;
  WorkerExit exit;
};

sigset_t watched_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGCHLD}) sigaddset(&signals, signal);
  return signals;
}

void note_worker_end(Supervision& run, int status, const rusage& used) {
  run.worker_ended = true;
  run.exit.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  run.exit.status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  run.exit.peak_memory_kib = used.ru_maxrss;
}

void reap(Supervision& run, int flags) {
  int status = 0;
  rusage used{};
  while (true) {
    const pid_t pid = wait4(flags == 0 ? run.worker : -1, &status, flags, &used);
    if (pid == run.worker) note_worker_end(run, status, used);
    if (pid < 0 && errno == EINTR) continue;
    if (pid <= 0 || flags == 0) return;
  }
}

void end_by_force(Supervision& run) {
  run.exit.forced = true;
  kill(-run.worker, SIGKILL);
  kill(run.worker, SIGKILL);
  end_descendants(run.worker);
  reap(run, 0);
}

timespec until(Clock::time_point end) {
  const auto left = std::max(end - Clock::now(), Clock::duration::zero());
  const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(left).count();
  return {nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
}

// SIGINT, or the end of the grace, ends the plugin; what else a service manager sends asks it to stop and gives it
// that.
void on_stop(Supervision& run, int signal) {
  if (signal == SIGINT) return end_by_force(run);
  run.cancelled->store(1);
  if (!run.end_by) run.end_by = Clock::now() + run.grace;
}

// RLIMIT_NPROC counts all processes of a user and spares root: the plugin's own are counted besides.
void count_processes(Supervision& run) {
  if (descendants_of(getpid()).size() <= kMostProcesses) return;
  run.exit.too_many = true;
  end_by_force(run);
}

// In place of the limit of address space in builds with sanitizers; its end is told as that of any other at its limit.
void watch_memory(const Supervision& run) {
  if (memory_is_limited() || run.memory_limit == 0) return;
  if (resident_bytes(run.worker) > run.memory_limit) kill(run.worker, SIGKILL);
}

void watch(Supervision& run) {
  const sigset_t signals = watched_signals();
  const std::chrono::milliseconds between = memory_is_limited() ? kBetweenCounts : kBetweenLooks;
  Clock::time_point next_look = Clock::now() + between;
  while (!run.worker_ended) {
    const timespec left = until(run.end_by.value_or(next_look));
    const int signal = sigtimedwait(&signals, nullptr, &left);
    if (signal == SIGCHLD) {
      reap(run, WNOHANG);
    } else if (signal > 0) {
      on_stop(run, signal);
    }
    if (run.worker_ended) return;
    if (run.end_by && Clock::now() >= *run.end_by) return end_by_force(run);
    // Not only where no signal came: a plugin whose processes keep ending sends one after the other.
    if (run.end_by || Clock::now() < next_look) continue;
    count_processes(run);
    watch_memory(run);
    next_look = Clock::now() + between;
  }
}

[[noreturn]] void become_worker(const WireRequest& request, pid_t supervisor, const std::string& scratch,
                                const std::atomic<int>& cancelled, const WorkerActions& actions) {
  prctl(PR_SET_NAME, kWorkerName);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != supervisor) _exit(EXIT_FAILURE);
  setpgid(0, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 0);
  const sigset_t signals = watched_signals();
  sigprocmask(SIG_UNBLOCK, &signals, nullptr);
  close(kStatusDescriptor);
  run_worker(request, scratch, cancelled, actions);
}

std::atomic<int>* shared_flag() {
  void* page = mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? nullptr : new (page) std::atomic<int>(0);
}

// False where the core is gone already.
bool tie_to_parent(const char* parent) {
  const sigset_t signals = watched_signals();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  prctl(PR_SET_NAME, kSupervisorName);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  return getppid() == static_cast<pid_t>(std::strtol(parent, nullptr, 10));
}

// First as it is should this process be ended while it removes the folder, which may hold very many files.
bool tell_exit(WorkerExit& exit, ScratchFolder& scratch) {
  const std::string path = as_utf8(scratch.path());
  if (path.empty()) return write_all(kStatusDescriptor, to_line(exit));
  exit.stays = fmt::format("`{}`: there was no time to remove all that is in it", path);
  if (!write_all(kStatusDescriptor, to_line(exit))) return false;
  const std::string why = scratch.remove();
  exit.stays = why.empty() ? "" : fmt::format("`{}`: {}", path, why);
  return write_all(kStatusDescriptor, to_line(exit));
}

int supervise(const WireRequest& request, const WorkerActions& actions) {
  forbid_new_privileges();
  keep_memory_private();
  // A peer that is gone must be an error, not an end: libraries that write to sockets forget it, and the core may be
  // killed while there is still to clean up.
  signal(SIGPIPE, SIG_IGN);
  Supervision run;
  run.grace = std::chrono::milliseconds(request.grace_ms);
  run.memory_limit = request.memory_limit;
  run.cancelled = shared_flag();
  ScratchFolder scratch;
  const pid_t self = getpid();
  run.worker = run.cancelled ? fork() : -1;
  if (run.worker == 0) become_worker(request, self, scratch.path(), *run.cancelled, actions);
  if (run.worker < 0) return EXIT_FAILURE;
  setpgid(run.worker, run.worker);  // on both sides: whoever comes first
  close(kRecordDescriptor);
  watch(run);
  while (waitpid(-1, nullptr, WNOHANG) > 0) continue;
  run.exit.left_behind = end_descendants(0);
  return tell_exit(run.exit, scratch) ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

std::optional<int> internal_main(int argc, char** argv, const WorkerActions& actions) {
  if (argc < 2 || std::string_view(argv[1]) != kInternalCommand) return std::nullopt;
  if (argc != 3 || fcntl(kRecordDescriptor, F_GETFD) < 0 || fcntl(kStatusDescriptor, F_GETFD) < 0) {
    std::fprintf(stderr, "hvcompat: `%s` is started by hvcompat itself alone\n", kInternalCommand);
    return kUsage;
  }
  if (!tie_to_parent(argv[2])) return EXIT_FAILURE;
  close_range(kStatusDescriptor + 1, ~0U, 0);
  std::string line;
  if (!read_line(STDIN_FILENO, line) || line.size() > kLongestRequest) return EXIT_FAILURE;
  const auto request = parse_request(line);
  return request ? supervise(*request, actions) : kUsage;
}

}  // namespace hvcompat
