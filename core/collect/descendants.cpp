// The process tree, read from /proc/<pid>/stat: the children files of /proc depend on a kernel option.
#include "collect/descendants.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>

namespace hvcompat {

namespace {

constexpr auto kEndingPatience = std::chrono::seconds(5);
constexpr auto kEndingPause = std::chrono::milliseconds(2);

// The name of the program, in parentheses, may itself hold parentheses: what counts stands behind the last one. Read
// without streams: under a flood of processes there is little time to read thousands of these.
pid_t parent_of(const std::string& pid) {
  char bytes[256];
  const int stat = open(("/proc/" + pid + "/stat").c_str(), O_RDONLY | O_CLOEXEC);
  const ssize_t got = stat < 0 ? -1 : read(stat, bytes, sizeof bytes - 1);
  if (stat >= 0) close(stat);
  if (got <= 0) return -1;
  bytes[got] = '\0';
  const char* end = std::strrchr(bytes, ')');
  if (!end || std::strlen(end) <= 4) return -1;
  return static_cast<pid_t>(std::strtol(end + 4, nullptr, 10));
}

std::multimap<pid_t, pid_t> children_by_parent() {
  std::multimap<pid_t, pid_t> children;
  const std::unique_ptr<DIR, int (*)(DIR*)> proc(opendir("/proc"), closedir);
  if (!proc) return children;
  while (const dirent* entry = readdir(proc.get())) {
    const std::string name = entry->d_name;
    if (name.front() < '0' || name.front() > '9') continue;
    children.emplace(parent_of(name), static_cast<pid_t>(std::strtol(name.c_str(), nullptr, 10)));
  }
  return children;
}

// Dead ones that wait to be reaped count.
bool has_children() {
  siginfo_t ignored{};
  return waitid(P_ALL, 0, &ignored, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

}  // namespace

std::vector<pid_t> descendants_of(pid_t ancestor) {
  const auto children = children_by_parent();
  std::vector<pid_t> found{ancestor};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [begin, end] = children.equal_range(found[i]);
    for (auto child = begin; child != end; ++child) found.push_back(child->second);
  }
  found.erase(found.begin());
  return found;
}

int end_descendants(pid_t first) {
  std::set<pid_t> ended;
  const auto give_up = std::chrono::steady_clock::now() + kEndingPatience;
  // Who has no child has no descendant: orphans would be its children. Mostly it is so, and spares reading /proc.
  while (has_children() && std::chrono::steady_clock::now() < give_up) {
    const auto alive = descendants_of(getpid());
    for (const pid_t pid : alive) kill(pid, SIGKILL);
    // Orphans become this process' own children once their parent is dead, so that this loop reaches every generation.
    for (const pid_t pid : alive) {
      if (pid != first && waitpid(pid, nullptr, WNOHANG) == pid) ended.insert(pid);
    }
    const bool none = std::ranges::all_of(alive, [&](pid_t pid) { return pid == first || ended.contains(pid); });
    if (none && descendants_of(getpid()).size() <= (std::ranges::count(alive, first) ? 1U : 0U)) break;
    std::this_thread::sleep_for(kEndingPause);
  }
  return static_cast<int>(ended.size());
}

}  // namespace hvcompat
