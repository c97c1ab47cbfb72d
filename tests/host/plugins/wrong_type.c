/* Reports a number where a word is due. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host, "{\"record\":\"guest\",\"id\":\"g1\",\"facts\":{\"guest.vcpu.count\":\"four\",\"guest.power\":\"off\"}}");
  EMIT(host, END_RECORD);
  return HVC_OK;
}

PLUGIN("wrong-type", collect)
