/* Ends in the middle of a record. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  static const char kHalf[] = "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"we";
  EMIT(host, HOST_RECORD);
  if (write(3, kHalf, sizeof kHalf - 1) > 0) _exit(0);
  return HVC_FAILED;
}

PLUGIN("torn", collect)
