/* Tells a guest of a host that it never tells. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host,
       "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h9\"," FACTS("guest.power", "off") "}");
  return ended(host);
}

PLUGIN("orphan", collect)
