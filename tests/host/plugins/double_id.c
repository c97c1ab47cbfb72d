/* Gives two guests the same id. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  EMIT(host, GUEST_RECORD);
  return ended(host);
}

PLUGIN("double-id", collect)
