/* Tells where its temporary files go, sends the process above it a hang-up as a service manager may, and waits until it
 * is stopped. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  const char* place = getenv("TMPDIR");
  if (place) host->log(host, HVC_LOG_WARNING, place, strlen(place));
  EMIT(host, HOST_RECORD);
  kill(getppid(), SIGHUP);
  while (!host->cancelled(host)) usleep(10000);
  return ended(host);
}

PLUGIN("hangs-up", collect)
