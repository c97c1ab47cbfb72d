/* Starts more processes than any collector needs. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  for (int i = 0; i < 300; ++i) {
    if (fork() == 0) {
      pause();
      _exit(0);
    }
  }
  while (!host->cancelled(host)) pause();
  return HVC_FAILED;
}

PLUGIN("breeds", collect)
