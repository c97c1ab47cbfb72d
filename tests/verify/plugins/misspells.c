/* Misspells the member that names the guest's host. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host,
       "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"hosst\":\"h1\"," FACTS("guest.power", "off") "}");
  return ended(host);
}

PLUGIN("misspells", collect)
