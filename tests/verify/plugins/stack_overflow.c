/* Calls itself until the stack is full. */
#include <signal.h>

#include "host/plugins/fixture.h"

static int deeper(const hvc_host* host, int depth) {
  volatile char room[4096];
  room[0] = (char)depth;
  return host->cancelled(host) ? 0 : deeper(host, depth + 1) + room[0];
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  signal(SIGSEGV, SIG_DFL); /* sanitizers catch it */
  EMIT(host, HOST_RECORD);
  return deeper(host, 1) > 0 ? HVC_OK : HVC_FAILED;
}

PLUGIN("stack-overflow", collect)
