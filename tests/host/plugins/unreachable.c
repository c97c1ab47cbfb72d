/* Finds nobody at home. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  host->fail(host, HVC_FAIL_UNREACHABLE, "connection refused", "start the server");
  return HVC_FAILED;
}

PLUGIN("unreachable", collect)
