/* Tells a guest without a name. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, "{\"record\":\"guest\",\"id\":\"g1\",\"host\":\"h1\"," FACTS("guest.power", "off") "}");
  return ended(host);
}

PLUGIN("nameless", collect)
