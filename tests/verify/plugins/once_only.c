/* Works once in a process. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  static int calls = 0;
  if (++calls == 1) return tell_all(host);
  host->fail(host, HVC_FAIL_BUSY, "there was a call before", "start another process");
  return HVC_FAILED;
}

PLUGIN("once-only", collect)
