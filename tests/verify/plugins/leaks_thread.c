/* Leaves a thread running. */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>

#include "host/plugins/fixture.h"

static void* sleep_on(void* nothing) {
  for (;;) pause();
  return nothing;
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  pthread_t thread;
  if (pthread_create(&thread, NULL, sleep_on, NULL) != 0) return HVC_FAILED;
  pthread_detach(thread);
  return tell_all(host);
}

PLUGIN("leaks-thread", collect)
