/* Takes its time, and comes to an end. */
#define _GNU_SOURCE
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  for (unsigned i = 0; i < 10 && !host->cancelled(host); ++i) {
    host->progress(host, i, 10);
    usleep(30000);
  }
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  EMIT(host, END_RECORD);
  return HVC_OK;
}

PLUGIN("slow", collect)
