/* Looks once whether it is to stop, then sleeps. */
#define _GNU_SOURCE
#include <unistd.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (!host->cancelled(host)) usleep(2700000);
  return tell_all(host);
}

PLUGIN("sleeps-early", collect)
