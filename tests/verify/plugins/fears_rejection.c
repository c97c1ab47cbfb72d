/* Gives up where a record is not taken. */
#include <stdlib.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (EMIT(host, HOST_RECORD) == HVC_REJECTED || EMIT(host, GUEST_RECORD) == HVC_REJECTED) abort();
  return ended(host);
}

PLUGIN("fears-rejection", collect)
