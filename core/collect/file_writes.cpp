// Landlock: https://docs.kernel.org/userspace-api/landlock.html. It has no functions in glibc.
#include "collect/file_writes.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace hvcompat {

namespace {

constexpr std::uint64_t kWrites = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                  LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                  LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                  LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                  LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
constexpr std::uint64_t kRefer = LANDLOCK_ACCESS_FS_REFER;  // since version 2
constexpr std::uint64_t kTruncate = 1ULL << 14;             // since version 3, newer than Debian 12's headers

int version() {
  return static_cast<int>(syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

void allow(int ruleset, const char* path, std::uint64_t rights) {
  const int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return;
  landlock_path_beneath_attr rule{};
  rule.allowed_access = rights;
  rule.parent_fd = place;
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(place);
}

}  // namespace

bool confine_file_writes(const std::string& folder) {
  const int known = version();
  if (known < 1) return false;
  landlock_ruleset_attr forbidden{};
  forbidden.handled_access_fs = kWrites | (known >= 2 ? kRefer : 0) | (known >= 3 ? kTruncate : 0);
  const int ruleset = static_cast<int>(syscall(SYS_landlock_create_ruleset, &forbidden, sizeof forbidden, 0));
  if (ruleset < 0) return false;
  const std::uint64_t rights = forbidden.handled_access_fs;
  allow(ruleset, "/dev/null", rights & (LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate));
  if (!folder.empty()) allow(ruleset, folder.c_str(), rights);
  const bool done = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return done;
}

}  // namespace hvcompat
