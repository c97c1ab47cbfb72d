/* Tells of one host, then reads where nothing is. */
#include <signal.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  signal(SIGSEGV, SIG_DFL); /* sanitizers catch it */
  raise(SIGSEGV);
  return HVC_OK;
}

PLUGIN("crash", collect)
