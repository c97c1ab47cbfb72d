/* Emits guests until the host takes no more. */
#include <stdio.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  char record[128];
  for (unsigned long i = 0;; ++i) {
    snprintf(record, sizeof record, "{\"record\":\"guest\",\"id\":\"g%lu\",\"facts\":{}}", i);
    if (EMIT(host, record) == HVC_STOP) return HVC_OK;
  }
}

PLUGIN("flood", collect)
