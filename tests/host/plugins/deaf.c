/* Tells of two guests, then sleeps whatever it is asked: it never learns that enough was told. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  EMIT(host, "{\"record\":\"guest\",\"id\":\"g2\",\"host\":\"h1\"}");
  while (pause() != 0) continue;
  return HVC_OK;
}

PLUGIN("deaf", collect)
