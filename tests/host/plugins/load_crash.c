/* Crashes before its first function is called. */
#include <signal.h>

#include "fixture.h"

__attribute__((constructor)) static void crash(void) {
  signal(SIGSEGV, SIG_DFL);
  raise(SIGSEGV);
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)host, (void)target, (void)length;
  return HVC_OK;
}

PLUGIN("load-crash", collect)
