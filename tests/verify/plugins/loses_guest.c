/* Names the guest's host by a number, so that the program loses the guest. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":5," FACTS("guest.power", "off") "}");
  return ended(host);
}

PLUGIN("loses-guest", collect)
