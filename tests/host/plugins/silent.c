/* Fails without a word. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)host, (void)target, (void)length;
  return HVC_FAILED;
}

PLUGIN("silent", collect)
