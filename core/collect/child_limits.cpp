// setrlimit, prctl, and the short list of variables that plugins inherit.
#include "collect/child_limits.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace hvcompat {

namespace {

constexpr rlim_t kDescriptors = 4096;
constexpr int kNiceness = 10;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

// Kerberos, NTLM and OpenSSH for signing in, LIBVIRT_ for the sockets and key files of libvirt's own, the sanitizers'
// options for tests.
constexpr std::array<std::string_view, 15> kKept{
    "PATH",         "HOME",          "USER",          "LOGNAME",      "TMPDIR",        "LD_LIBRARY_PATH",
    "KRB5CCNAME",   "KRB5_CONFIG",   "SSH_AUTH_SOCK", "SSL_CERT_DIR", "SSL_CERT_FILE", "ASAN_OPTIONS",
    "TSAN_OPTIONS", "UBSAN_OPTIONS", "NTLM_USER_FILE"};
constexpr std::array<std::string_view, 2> kKeptBeginnings{"XDG_", "LIBVIRT_"};

// As libcurl takes them.
constexpr std::array<std::string_view, 7> kProxies{"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                                   "ALL_PROXY",  "no_proxy",    "NO_PROXY"};

bool is_kept(std::string_view entry) {
  const std::string_view name = entry.substr(0, entry.find('='));
  // A proxy's URL may hold a password, which has no place in an environment: such a one is a matter for options and
  // secrets.
  if (std::ranges::find(kProxies, name) != kProxies.end()) return entry.find('@') == std::string_view::npos;
  return std::ranges::find(kKept, name) != kKept.end() ||
         std::ranges::any_of(kKeptBeginnings, [&](std::string_view begin) { return name.starts_with(begin); });
}

using Resource = decltype(RLIMIT_AS);

// Never above what this process was itself allowed.
void limit(Resource resource, rlim_t most) {
  rlimit now{};
  if (getrlimit(resource, &now) != 0) return;
  const rlim_t bound = now.rlim_max == RLIM_INFINITY ? most : std::min(most, now.rlim_max);
  const rlimit wanted{bound, bound};
  setrlimit(resource, &wanted);
}

// What RLIMIT_NPROC counts: the threads of all processes of a user.
rlim_t tasks_of(uid_t user) {
  rlim_t count = 0;
  std::error_code failed;
  for (const auto& process : std::filesystem::directory_iterator("/proc", failed)) {
    struct stat owner{};
    const std::filesystem::path tasks = process.path() / "task";
    // One link for itself, one from above, and one from each task.
    if (stat(tasks.c_str(), &owner) == 0 && owner.st_uid == user && owner.st_nlink > 2) count += owner.st_nlink - 2;
  }
  return count;
}

}  // namespace

bool memory_is_limited() { return !kSanitized; }

std::uint64_t resident_bytes(pid_t process) {
  std::ifstream statm("/proc/" + std::to_string(process) + "/statm");
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  statm >> size >> resident;
  return statm ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

void forbid_new_privileges() { prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

void keep_memory_private() {
  limit(RLIMIT_CORE, 0);
  prctl(PR_SET_DUMPABLE, 0);
}

void limit_this_process(std::uint64_t memory_limit, std::uint64_t cpu_seconds) {
  limit(RLIMIT_NOFILE, kDescriptors);
  if (memory_limit != 0 && memory_is_limited()) limit(RLIMIT_AS, memory_limit);
  if (cpu_seconds != 0) limit(RLIMIT_CPU, cpu_seconds);
}

void yield_to_others() { setpriority(PRIO_PROCESS, 0, std::max(getpriority(PRIO_PROCESS, 0), kNiceness)); }

void limit_processes(std::size_t room) {
  if (geteuid() != 0) limit(RLIMIT_NPROC, tasks_of(getuid()) + room);
}

std::vector<std::string> plugin_environment() {
  std::vector<std::string> kept{"LANG=C.UTF-8", "TZ=UTC"};
  for (char** entry = environ; entry && *entry; ++entry) {
    if (is_kept(*entry)) kept.emplace_back(*entry);
  }
  return kept;
}

}  // namespace hvcompat
