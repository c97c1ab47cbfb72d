/* Tells of one host and that it waits, for ever, but stops when asked. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  host->log(host, HVC_LOG_DEBUG, "waiting", 7);
  while (!host->cancelled(host)) usleep(10000);
  host->fail(host, HVC_FAIL_CANCELLED, "asked to stop", "");
  return HVC_FAILED;
}

PLUGIN("patient", collect)
