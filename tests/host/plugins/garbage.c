/* Emits what is no record, and writes past the host. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (EMIT(host, HOST_RECORD) == HVC_STOP || host->cancelled(host)) return ended(host);
  const int rejected = EMIT(host, "{\"record\":\"guest\",") == HVC_REJECTED &&
                       EMIT(host, "{\"record\":\"inventory\",\"target\":\"other\"}") == HVC_REJECTED;
  const char noise[] = "\x7f\xff not a record\n";
  if (!rejected || write(3, noise, sizeof noise - 1) < 0) return HVC_FAILED;
  EMIT(host, GUEST_RECORD);
  return ended(host);
}

PLUGIN("garbage", collect)
