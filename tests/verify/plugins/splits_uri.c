/* Takes every URI to have slashes. */
#include <stdlib.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  char text[16384] = {0};
  memcpy(text, target, length < sizeof text ? length : sizeof text - 1);
  if (!strstr(text, "://")) abort();
  return tell_all(host);
}

PLUGIN("splits-uri", collect)
