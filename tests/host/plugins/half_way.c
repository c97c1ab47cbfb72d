/* Loses its connection after the first record. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  host->fail(host, HVC_FAIL_UNREACHABLE, "connection lost", "try again");
  return HVC_FAILED;
}

PLUGIN("half-way", collect)
