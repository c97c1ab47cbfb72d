/* Leaves a process behind that has its own session. */
#define _GNU_SOURCE
#include <unistd.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (fork() == 0) {
    setsid();
    for (;;) pause();
  }
  return tell_all(host);
}

PLUGIN("leaks-process", collect)
