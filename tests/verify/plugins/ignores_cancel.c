/* Sees the wish to stop, and takes its time all the same. */
#define _GNU_SOURCE
#include <unistd.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (host->cancelled(host)) usleep(3000000);
  return tell_all(host);
}

PLUGIN("ignores-cancel", collect)
