/* Tells a time as the clock on the wall shows it. */
#define _GNU_SOURCE
#include <stdio.h>
#include <time.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  char guest[320];
  const time_t moment = 1700000000;
  struct tm wall;
  localtime_r(&moment, &wall);
  EMIT(host, HOST_RECORD);
  snprintf(guest, sizeof guest,
           "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h1\",\"facts\":{\"guest.power\":\"off\"}"
           ",\"evidence\":{\"guest.power\":\"off since %d:%02d\"}}",
           wall.tm_hour, wall.tm_min);
  EMIT(host, guest);
  return ended(host);
}

PLUGIN("local-time", collect)
