/* Reports a power state that there is not. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host,
       "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h1\"," FACTS("guest.power", "sideways") "}");
  return ended(host);
}

PLUGIN("odd-fact", collect)
