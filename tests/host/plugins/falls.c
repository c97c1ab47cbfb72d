/* Tells of two guests, and crashes. */
#include <stdlib.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  EMIT(host, "{\"record\":\"guest\",\"id\":\"g2\",\"host\":\"h1\"}");
  abort();
}

PLUGIN("falls", collect)
