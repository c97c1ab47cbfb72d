/* Forgets the end. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  return HVC_OK;
}

PLUGIN("no-end", collect)
