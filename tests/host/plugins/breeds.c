/* Starts more processes than any collector needs. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  for (int started = 0; started < 300 && !host->cancelled(host);) {
    const pid_t child = fork();
    if (child == 0) {
      pause();
      _exit(0);
    }
    if (child > 0) ++started;
    if (child < 0) usleep(1000); /* another one of this user took all that there were */
  }
  while (!host->cancelled(host)) pause();
  return HVC_FAILED;
}

PLUGIN("breeds", collect)
