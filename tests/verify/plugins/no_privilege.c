/* Does not say which right a fact needs. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  return tell_all(host);
}

PLUGIN_WITH(
    "{\"name\":\"no-privilege\",\"version\":\"1.0\",\"vendor\":\"acme\",\"description\":\"a test\","
    "\"schemes\":[\"no-privilege\"],\"facts\":[{\"name\":\"guest.power\"},{\"name\":\"hypervisor.family\","
    "\"privilege\":\"none\"}],"
    "\"conformance\":{" TEST_TARGET("no-privilege") "}}",
    collect)
