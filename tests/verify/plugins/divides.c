/* Believes that its option is never zero. */
#include <signal.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  char text[65536] = {0};
  memcpy(text, target, length < sizeof text ? length : sizeof text - 1);
  signal(SIGFPE, SIG_DFL);
  if (strstr(text, "\"depth\":0}") || strstr(text, "\"depth\":-")) raise(SIGFPE);
  return tell_all(host);
}

PLUGIN_WITH(MANIFEST_WITH("divides",
                          ",\"options\":[{\"name\":\"depth\",\"type\":\"int\",\"default\":3,\"meaning\":\"of the "
                          "tree\"}],\"conformance\":{" TEST_TARGET("divides") "}"),
            collect)
