/* Counts one guest too many. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  const int answer = EMIT(host, "{\"record\":\"end\",\"clusters\":0,\"hosts\":1,\"guests\":2,\"errors\":0}");
  if (answer != HVC_STOP) return HVC_OK;
  host->fail(host, HVC_FAIL_CANCELLED, "the host takes no more", "");
  return HVC_FAILED;
}

PLUGIN("miscounts", collect)
