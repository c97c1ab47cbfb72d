/* Gives its guest another id every time. */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  char guest[256];
  EMIT(host, HOST_RECORD);
  snprintf(guest, sizeof guest,
           "{\"record\":\"guest\",\"id\":\"g%d\",\"name\":\"web-01\",\"host\":\"h1\"," FACTS("guest.power", "off") "}",
           (int)getpid());
  EMIT(host, guest);
  return ended(host);
}

PLUGIN("random-ids", collect)
