/* Calls being cancelled a bug of its own. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (host->cancelled(host)) {
    host->fail(host, HVC_FAIL_INTERNAL, "somebody stopped me", "");
    return HVC_FAILED;
  }
  return tell_all(host);
}

PLUGIN("cancels-wrongly", collect)
