/* Sends the process above it a hang-up, and hears no stop. */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  kill(getppid(), SIGHUP);
  while (pause() != 0) continue;
  return HVC_OK;
}

PLUGIN("hangs-up-deaf", collect)
