/* Has a guest left after the end. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  const int result = tell_all(host);
  EMIT(host,
       "{\"record\":\"guest\",\"id\":\"g2\",\"name\":\"web-02\",\"host\":\"h1\"," FACTS("guest.power", "off") "}");
  return result;
}

PLUGIN("talks-on", collect)
