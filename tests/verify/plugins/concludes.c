/* Says that a conclusion is unknown, which plugins do not draw. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host,
       "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h1\"," FACTS(
           "guest.power",
           "off") ",\"unknown\":{\"svvp.status\":{\"reason\":\"not-exposed\",\"detail\":\"d\",\"remedy\":\"r\"}}}");
  return ended(host);
}

PLUGIN("concludes", collect)
