/* Does not know a fact for a reason of its own. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h1\"," FACTS(
                 "guest.power",
                 "off") ",\"unknown\":{\"guest.os.build\":{\"reason\":\"forgot\",\"detail\":\"d\",\"remedy\":\"r\"}}}");
  return ended(host);
}

PLUGIN("no-reason", collect)
