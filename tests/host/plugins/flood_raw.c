/* Writes past the host, without end. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)host, (void)target, (void)length;
  static const char kNoise[65536] = {'x'};
  while (write(3, kNoise, sizeof kNoise) > 0) continue;
  return HVC_OK;
}

PLUGIN("flood-raw", collect)
