/* Tells of one host and that it waits, then sleeps whatever it is asked. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  host->log(host, HVC_LOG_DEBUG, "waiting", 7);
  while (pause() != 0) continue;
  return HVC_OK;
}

PLUGIN("hang", collect)
