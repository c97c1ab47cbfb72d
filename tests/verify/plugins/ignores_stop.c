/* Says that all is well though the host took nothing. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  const int answer = EMIT(host, END_RECORD);
  if (answer != HVC_STOP || !host->cancelled(host)) return HVC_OK;
  host->fail(host, HVC_FAIL_CANCELLED, "asked to stop", "");
  return HVC_FAILED;
}

PLUGIN("ignores-stop", collect)
