/* Tells a name that is not UTF-8. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host,
       "{\"record\":\"guest\",\"id\":\"g2\",\"name\":\"Z\xFCrich\",\"host\":\"h1\"," FACTS("guest.power", "off") "}");
  EMIT(host, GUEST_RECORD);
  return ended(host);
}

PLUGIN("latin1", collect)
