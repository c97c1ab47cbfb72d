/* Starts more processes than any collector needs, while others keep ending above them. */
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

enum { MANY = 300, EACH = 10 };

static void leave_an_orphan_that_ends(void) {
  const pid_t between = fork();
  if (between == 0) {
    if (fork() == 0) usleep(1000);
    _exit(0);
  }
  if (between > 0) waitpid(between, NULL, 0);
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  for (int started = 0; !host->cancelled(host); usleep(50000)) {
    for (int i = 0; i < EACH && started < MANY; ++i) {
      const pid_t child = fork();
      if (child == 0) {
        pause();
        _exit(0);
      }
      if (child > 0) ++started;
    }
    leave_an_orphan_that_ends();
  }
  return HVC_FAILED;
}

PLUGIN("orphans", collect)
