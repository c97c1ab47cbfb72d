/* Wants the host that it was built for, and no other. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (host->struct_size == sizeof(hvc_host)) return tell_all(host);
  host->fail(host, HVC_FAIL_INTERNAL, "this is another host", "");
  return HVC_FAILED;
}

PLUGIN("exact-host", collect)
