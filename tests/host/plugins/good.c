/* Does all as it should: one host, one guest, the end. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  host->progress(host, 0, 1);
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  host->progress(host, 1, 1);
  return ended(host);
}

PLUGIN("good", collect)
