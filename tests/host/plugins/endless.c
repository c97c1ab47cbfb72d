/* Tells of a host and of guests without end, until it is told to stop. */
#include <stdio.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  char record[256];
  EMIT(host, HOST_RECORD);
  for (unsigned i = 0; !host->cancelled(host); ++i) {
    snprintf(record, sizeof record, "{\"record\":\"guest\",\"id\":\"g%u\",\"host\":\"h1\"}", i);
    EMIT(host, record);
  }
  host->fail(host, HVC_FAIL_CANCELLED, "asked to stop", "");
  return HVC_FAILED;
}

PLUGIN("endless", collect)
